"""What no log and no report of a fault may hold: secret links, queries, e-mails and addresses of networks."""

import re
from typing import Any

SECRET_PLACES = (
    "visita",
    "visit",
    "aprovacio",
    "aprobacion",
    "approval",
    "parades/sollicitud",
    "paradas/solicitud",
    "stops/request",
    "confirma",
    "confirm",
)
"""After which of a language's addresses a secret stands; the English ones are those of languages that EXTRA_LANGUAGES
adds. deploy/nginx/logs.conf has the same, which a test compares."""
SECRET_ADDRESSES = ("/admin/password_reset/confirm", "/api/v1/preview")
"""The same, of addresses without a language."""
SECRET_PATH = re.compile(rf"((?:/[a-z-]+/(?:{'|'.join(SECRET_PLACES)})|{'|'.join(SECRET_ADDRESSES)})/)[^\s\"'<>,]+")
QUERY = re.compile(r"(/[^\s?\"'<>]*)\?[^\s\"'<>]+")
EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+")
NETWORK = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)"  # IPv4
    r"|(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:.])(?:[0-9a-f]{1,4}:)+(?::[0-9a-f]{1,4})+(?![\w:])",
    re.IGNORECASE,
)


def without_secret(path: str) -> str:
    """An address's path without what a secret link opens with."""
    return SECRET_PATH.sub(r"\1...", path) if "/" in path else path


def masked(words: str) -> str:
    """Any text, without secret links, queries, e-mails and addresses of networks."""
    words = without_secret(words)
    if "?" in words:
        words = QUERY.sub(r"\1?...", words)
    if "@" in words:
        words = EMAIL.sub("(e-mail)", words)
    return NETWORK.sub("(address)", words)


def mask_event(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog's: every text of the entry, but the moment and the code's own names."""
    for key, value in event.items():
        if isinstance(value, str) and key not in {"timestamp", "level", "logger"}:
            event[key] = masked(value)
    return event
