"""Parameters of the query string: one table from which they are read and described, so that both say the same.

Nothing is guessed: what is unknown, repeated or malformed is refused with what would be valid.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime

from .problems import ProblemError, malformed, shortened

LONGEST_QUERY = 4_000
"""Bytes of a query string; servers in front allow little more."""
MOST_PARAMETERS = 60
LONGEST_TEXT = 200
MOST_VALUES = 50
"""In a list of values."""
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,3})?", re.ASCII)
LARGEST = 10**15
"""Beyond it a number with a fraction cannot be told from its neighbours."""
_PART = r"(\.\d{1,15})?"
POINT_TEXT = rf"^-?([0-8]?\d{_PART}|90(\.0{{1,15}})?),-?((\d{{1,2}}|1[0-7]\d){_PART}|180(\.0{{1,15}})?)$"
POINT = re.compile(POINT_TEXT, re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
YEARS = range(1000, 9999)  # what every time zone and database can reckon with
MOMENT_TEXT = r"^(?!9999)[1-9]\d{3}-\d\d-\d\d"
"""The beginning of a moment in those years."""


class InvalidError(ValueError):
    """A value that cannot be read: what it must be, and the valid ones where they can be named."""

    def __init__(self, must: str, valid: Sequence[str] | None = None) -> None:
        super().__init__(must)
        self.must, self.valid = must, valid


@dataclass(frozen=True)
class Parameter:
    """One parameter. `read` makes a value of its text, or raises InvalidError; `schema` is the same as JSON Schema."""

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    required: bool = False
    example: Any = None

    def described(self) -> dict[str, Any]:
        """As OpenAPI has it."""
        told: dict[str, Any] = {
            "name": self.name,
            "in": "query",
            "description": self.description,
            "required": self.required,
            "schema": dict(self.schema),
        }
        if self.schema.get("type") == "array":
            told |= {"style": "form", "explode": False}
        if self.example is not None:
            told["example"] = self.example
        return told


def read(request: HttpRequest, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """The values that were given, by name."""
    found: dict[str, Any] = {}
    for name, text in _pairs(request):
        parameter = parameters.get(name)
        if parameter is None:
            raise ProblemError(
                "unknown-parameter",
                HTTPStatus.BAD_REQUEST,
                f"“{shortened(name)}” is no parameter here." if parameters else "This takes no parameters.",
                parameter=shortened(name),
                valid=sorted(parameters),
            )
        if name in found:
            detail = f"“{name}” was given more than once. Write several values in one, separated by commas."
            raise ProblemError(
                "repeated-parameter", HTTPStatus.BAD_REQUEST, detail, parameter=name, valid=sorted(parameters)
            )
        try:
            found[name] = parameter.read(text)
        except InvalidError as error:
            raise malformed(name, f"“{name}” must be {error.must}.", error.valid) from None
    for parameter in parameters.values():
        if parameter.required and parameter.name not in found:
            raise ProblemError(
                "missing-parameter",
                HTTPStatus.BAD_REQUEST,
                f"“{parameter.name}” is needed.",
                parameter=parameter.name,
                valid=sorted(parameters),
            )
    return found


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    raw = request.META.get("QUERY_STRING", "")
    if len(raw) > LONGEST_QUERY:
        detail = f"A query string may have {LONGEST_QUERY} bytes."
        raise ProblemError("too-long", HTTPStatus.REQUEST_URI_TOO_LONG, detail)
    try:
        text = raw.encode("latin-1").decode()  # WSGI hands the bytes over as Latin-1
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError:
        detail = f"The query string must be UTF-8, percent-encoded, with {MOST_PARAMETERS} parameters at most."
        raise ProblemError("bad-request", HTTPStatus.BAD_REQUEST, detail) from None
    if any(CONTROL.search(part) for pair in pairs for part in pair):
        raise ProblemError("bad-request", HTTPStatus.BAD_REQUEST, "The query string has control characters.")
    return pairs


def table(*groups: Iterable[Parameter]) -> dict[str, Parameter]:
    """By name. Two of one name are a mistake of ours, said when the site starts."""
    found: dict[str, Parameter] = {}
    for group in groups:
        for parameter in group:
            if found.setdefault(parameter.name, parameter) is not parameter:
                raise ValueError(f"Two parameters are called {parameter.name!r}.")
    return found


# ── values ──


def text(given: str) -> str:
    if not given.strip() or len(given) > LONGEST_TEXT:
        raise InvalidError(f"a text of 1 to {LONGEST_TEXT} characters")
    return given


def text_schema(without: str = "") -> dict[str, Any]:
    """As `text` reads it; `without` some characters, such as the comma between values."""
    other = rf"[^{without}\x00-\x1f\x7f]"
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_TEXT,
        "pattern": rf"^{other}*[^{without}\s\x00-\x1f\x7f]{other}*$",
    }


TEXT = text_schema()


def number(given: str) -> float:
    found = float(given) if NUMBER.fullmatch(given) else float("nan")
    if not abs(found) <= LARGEST:  # nor is what is no number
        raise InvalidError(f"a number from -{LARGEST} to {LARGEST}, such as 12 or 12.5")
    return found


def whole(least: int, most: int) -> Callable[[str], int]:
    def read_whole(given: str) -> int:
        if not WHOLE.fullmatch(given) or not least <= int(given) <= most:
            raise InvalidError(f"a whole number from {least} to {most}")
        return int(given)

    return read_whole


def yes_no(given: str) -> bool:
    if given not in ("true", "false"):
        raise InvalidError("true or false", ["true", "false"])
    return given == "true"


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    def read_one(given: str) -> str:
        if given not in known:
            raise InvalidError("one of the valid ones", known)
        return given

    return read_one


def some_of(known: Sequence[str]) -> Callable[[str], list[str]]:
    def read_some(given: str) -> list[str]:
        found = given.split(",")
        if len(found) != len(set(found)) or any(one not in known for one in found):
            raise InvalidError("some of the valid ones, each once, separated by commas", known)
        return found

    return read_some


def texts(given: str) -> list[str]:
    found = given.split(",")
    if len(found) > MOST_VALUES:
        raise InvalidError(f"{MOST_VALUES} values at most, separated by commas")
    return [text(one) for one in found]


def numbers(given: str) -> list[float]:
    found = given.split(",")
    if len(found) > MOST_VALUES:
        raise InvalidError(f"{MOST_VALUES} values at most, separated by commas")
    return [number(one) for one in found]


def moment(given: str) -> date:
    """A day, or a moment with its offset."""
    must = "a day (2026-11-27) or a moment with its offset (2026-11-27T10:00:00Z)"
    if len(given) > len("2026-11-27T10:00:00.000000+01:00"):
        raise InvalidError(must)
    try:
        # A plus sign that nobody encoded arrives as a space.
        found = parse_date(given) or parse_datetime(given.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise InvalidError(must)
    if isinstance(found, datetime):
        if found.tzinfo is None:
            raise InvalidError(must)
        return found.astimezone(UTC)
    return found


def point(given: str) -> tuple[float, float]:
    if not POINT.fullmatch(given):
        raise InvalidError("a latitude and a longitude in degrees, such as 41.98,2.82")
    latitude, longitude = given.split(",")
    return float(latitude), float(longitude)
