"""What goes wrong, as RFC 9457 has it: one shape for every refusal, in English, since programs' authors read it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from caravana_site.common.site_address import absolute

from . import secret_paths

CONTENT_TYPE = "application/problem+json"
LONGEST_ECHO = 60
"""Characters of what was sent that a problem repeats."""
LONGEST_PATH = 120
REFERENCE = "/api/v1/docs"

TITLES = {
    "bad-request": "The request cannot be understood",
    "unknown-parameter": "There is no such parameter",
    "repeated-parameter": "A parameter may be given once",
    "malformed-parameter": "The value of a parameter is not valid",
    "missing-parameter": "A parameter is missing",
    "unauthorized": "The key is not valid",
    "not-found": "There is no such thing",
    "method-not-allowed": "That method is not allowed",
    "incomplete": "The draft is not complete enough",
    "gone": "It was there and is no more",
    "too-long": "The address is too long",
    "too-many-requests": "Too many requests",
    "server-error": "The server failed",
    "unavailable": "The server cannot answer now",
}
"""Kind of problem → its title. The kinds are part of the contract."""


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="The kind of problem; its address explains it.")
    title: str
    status: int
    detail: str = Field(description="What to do about it.")
    instance: str = Field(description="The path that was asked for.")
    parameter: str | None = Field(None, description="The parameter that is at fault.")
    valid: list[str] | None = Field(None, description="What would be valid instead.")


class ProblemError(Exception):
    """Raised by whatever finds out; answered as a problem."""

    def __init__(
        self,
        kind: str,
        status: HTTPStatus,
        detail: str,
        *,
        parameter: str | None = None,
        valid: Sequence[str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.status, self.detail = kind, status, detail
        self.parameter, self.valid, self.headers = parameter, valid, headers or {}


def malformed(parameter: str, detail: str, valid: Sequence[str] | None = None) -> ProblemError:
    """A value that its parameter cannot have."""
    return ProblemError("malformed-parameter", HTTPStatus.BAD_REQUEST, detail, parameter=parameter, valid=valid)


def not_found(detail: str, valid: Sequence[str] | None = None) -> ProblemError:
    return ProblemError("not-found", HTTPStatus.NOT_FOUND, detail, valid=valid)


def gone(detail: str) -> ProblemError:
    return ProblemError("gone", HTTPStatus.GONE, detail)


def shortened(text: str) -> str:
    """So much of what was sent as a problem repeats."""
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 1]}…"


def type_of(kind: str) -> str:
    return absolute(f"{REFERENCE}#problem-{kind}")


def problem_answer(request: HttpRequest, error: ProblemError) -> HttpResponse:
    told = Problem(
        type=type_of(error.kind),
        title=TITLES[error.kind],
        status=error.status,
        detail=error.detail,
        instance=secret_paths.told(request.path)[:LONGEST_PATH],
        parameter=error.parameter,
        valid=list(error.valid) if error.valid is not None else None,
    )
    answer = HttpResponse(told.model_dump_json(exclude_none=True), status=error.status, content_type=CONTENT_TYPE)
    answer.headers["Content-Language"] = "en"
    answer.headers["Cache-Control"] = "no-store"
    for name, value in error.headers.items():
        answer.headers[name] = value
    return answer
