"""Addresses that are secrets: no log and no answer repeats them, and nobody keeps what they open."""

from django.http import HttpResponse

PREVIEWS = "/api/v1/preview/"


def is_secret(path: str) -> bool:
    return path.startswith(PREVIEWS)


def told(path: str) -> str:
    """As it may be written down."""
    return f"{PREVIEWS}…" if is_secret(path) else path


def keep_secret(answer: HttpResponse) -> None:
    """Out of caches, and out of the log: Django writes there the address of what is refused."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # the mark that Django's own handler looks for
