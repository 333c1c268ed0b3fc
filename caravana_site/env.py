"""The only reader of the process environment.

Every value is read by a function that says what is wrong in one line: a deployment with a misspelt boolean or a
missing secret must stop at start, not run with a guess.
"""

import json
import os
from typing import overload
from urllib.parse import parse_qsl, unquote, urlsplit

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
POSTGRESQL_SCHEMES = frozenset({"postgres", "postgresql"})


class EnvironmentVariableError(SystemExit):
    """Stops the process with one clear line: no traceback helps whoever sets a variable."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem} See the configuration table in README.md.")


class _Missing:
    """Tells «no default» from a default of None."""


_MISSING = _Missing()


def text(name: str, default: str | _Missing = _MISSING) -> str:
    """Return the variable, stripped. Without a default it must be there and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if isinstance(default, _Missing):
        raise EnvironmentVariableError(name, "this variable must be set.")
    return default


def words(name: str, default: tuple[str, ...] | _Missing = _MISSING) -> list[str]:
    """Return a comma-separated variable as a list without empty words."""
    if isinstance(default, _Missing):
        return [word for part in text(name).split(",") if (word := part.strip())]
    found = [word for part in text(name, "").split(",") if (word := part.strip())]
    return found or list(default)


def address(name: str, default: str | _Missing = _MISSING, *, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """Return the address of a site, without a slash at its end: a scheme and a host, and nothing after them."""
    return _address(name, text(name, default), schemes)


def _address(name: str, value: str, schemes: tuple[str, ...]) -> str:
    value = value.rstrip("/")
    try:
        parts = urlsplit(value)
        good = parts.scheme in schemes and bool(parts.hostname) and not parts.path and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise EnvironmentVariableError(name, f"{value!r} is no address like {schemes[0]}://caravana.example.cat.")
    return value


def addresses(name: str) -> list[str]:
    """Return a comma-separated list of addresses; empty when the variable is not set."""
    return [_address(name, word, ("http",)) for word in words(name, ())]


def bucket(name: str) -> tuple[str, str] | None:
    """Return bucket and prefix of `s3://bucket/prefix`, the prefix with a slash at its end if there is any; None when
    the variable is not set."""
    value = text(name, "")
    if not value:
        return None
    scheme, _, where = value.partition("://")
    found, _, prefix = where.strip("/").partition("/")
    if scheme != "s3" or not found or "?" in value:
        raise EnvironmentVariableError(name, f"{value!r} is no bucket: write s3://bucket/prefix.")
    return found, f"{prefix}/" if prefix else ""


def table(name: str) -> dict[str, object]:
    """Return a JSON object, such as `{"ZONEID": "…"}`; empty when the variable is not set."""
    value = text(name, "{}")
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise EnvironmentVariableError(name, "this is no JSON object.")
    return found


def yes(name: str, default: bool | _Missing = _MISSING) -> bool:
    """Return a boolean; anything but the eight known words is an error."""
    if not isinstance(default, _Missing) and not os.environ.get(name, "").strip():
        return default
    value = text(name).lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise EnvironmentVariableError(name, f"{value!r} is neither yes nor no (use 1 or 0).")


def one_of(name: str, known: tuple[str, ...], default: str | _Missing = _MISSING) -> str:
    """Return one of the known words, whatever its capitals."""
    value = text(name, default).lower()
    if value not in known:
        raise EnvironmentVariableError(name, f"{value!r} is none of {', '.join(known)}.")
    return value


@overload
def number(name: str, default: int | _Missing = ...) -> int: ...
@overload
def number(name: str, default: None) -> int | None: ...
def number(name: str, default: int | _Missing | None = _MISSING) -> int | None:
    """Return a whole number that is not negative."""
    if not isinstance(default, _Missing) and not os.environ.get(name, "").strip():
        return default
    value = text(name)
    if not value.isascii() or not value.isdigit():
        raise EnvironmentVariableError(name, f"{value!r} is not a whole number.")
    return int(value)


def for_programs(more: dict[str, str]) -> dict[str, str]:
    """The environment of a program that we start, with something added."""
    return {**os.environ, **more}


PATIENCE: dict[str, object] = {
    "connect_timeout": 2, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}  # fmt: skip
"""How long a PostgreSQL is waited for whose machine says nothing at all, by libpq's names: seconds, and milliseconds
for the last. libpq takes no less than two seconds to connect; without the others a reader waits for minutes."""


def database(name: str = "DATABASE_URL", default: str | _Missing = _MISSING) -> dict[str, object]:
    """Return Django's settings for `postgresql://user:password@host:port/name` or `sqlite:///path`.

    SQLite always gets IMMEDIATE transactions, a write-ahead log and a busy timeout: with Django's defaults most
    concurrent writers fail with «database is locked».
    """
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path).removeprefix("/")
        if not path:
            raise EnvironmentVariableError(name, "write the file's path, as in sqlite:///var/db.sqlite3.")
        return sqlite(path)
    if parts.scheme not in POSTGRESQL_SCHEMES:
        raise EnvironmentVariableError(name, "use postgresql://user:password@host:port/name or sqlite:///path.")
    if not parts.path.strip("/"):
        raise EnvironmentVariableError(name, "the address names no database.")
    try:
        port = parts.port
    except ValueError:
        raise EnvironmentVariableError(name, "the port is not a number.") from None
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options = {**PATIENCE, **options}
    return {
        "ENGINE": "caravana_site.common.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: str) -> dict[str, object]:
    """Return the settings of a SQLite file that several processes write to."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        },
    }
