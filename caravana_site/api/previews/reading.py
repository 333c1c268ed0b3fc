"""`/api/v1/preview/<token>`: the draft that a link is to, as a document."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal, Union

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja import Path as PathParameter
from pydantic import Field, create_model
from wagtail.models import Page

from caravana_site.api.documents.schemas import Schema
from caravana_site.api.kinds import Kind
from caravana_site.api.models import PreviewLink
from caravana_site.api.reads import contract, parameters, reference
from caravana_site.api.reads.answers import JSON, dumped
from caravana_site.api.reads.problems import ProblemError, gone, not_found
from caravana_site.common.models import SecretLink

from . import links
from .documents import IncompleteError


class PreviewState(Schema):
    """That a document is a draft, and of when."""

    is_draft: Literal[True]
    revision: int | None = Field(description="The version; none for what its editor has not saved yet.")
    saved_at: datetime
    expires_at: datetime | None = Field(description="Until when the link is good, unless it is taken back before.")


def draft_of(kind: Kind) -> Any:
    """The type of a draft: what a published document has, and `preview`."""
    name = kind.schema.__name__.replace("Document", "Draft")
    return create_model(name, __base__=kind.schema, preview=(PreviewState, ...))


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody keeps it: `framed` sees to that for every answer at this path."""
    parameters.read(request, {})
    link = SecretLink.of_token(PreviewLink.PURPOSE, token)
    now = timezone.now()
    if link is None:
        raise not_found("This preview link opens nothing: it may have been cut when it was copied.")
    if link.revoked is not None:
        raise gone("This preview link was taken back, or its draft was deleted. Ask for another.")
    if not link.is_good(now):
        raise gone("The time of this preview link is over. Ask for another.")
    made = PreviewLink.objects.select_related("revision").filter(key=link.subject).first()
    if made is None:
        raise gone("The draft of this preview link is not there any more.")
    try:
        document = links.read(made, link.expires)
    except IncompleteError:
        detail = "The draft lacks something that every such document has. Its editor has to fill it in first."
        raise ProblemError("incomplete", HTTPStatus.CONFLICT, detail) from None
    link.opened(now)
    answer = HttpResponse(dumped(document), content_type=JSON)
    answer.headers["Content-Language"] = document["locale"]
    return answer


def _told_beside() -> dict[str, Any]:
    """It is never kept, so it has no tag; and a draft may lack what a document must have."""
    told = contract.told_beside({})
    responses = told["responses"]
    del responses[304], responses[200]["headers"]["ETag"]
    refused = "The draft lacks something that every such document has."
    responses[int(HTTPStatus.CONFLICT)] = contract.refusal(HTTPStatus.CONFLICT, refused)
    return told


def add_to(api: NinjaAPI, kinds: Sequence[Kind]) -> None:
    with_pages = [kind for kind in kinds if any(issubclass(model, Page) for model in kind.models)]
    drafts: Any = Union[tuple(map(draft_of, with_pages))] if with_pages else Schema  # noqa: UP007  # made of a list

    def read_preview(
        request: HttpRequest, token: str = PathParameter(..., description="From the link that an editor made.")
    ) -> HttpResponse:
        return preview(request, token)

    api.get(
        "/preview/{token}",
        response=drafts,
        operation_id="read_preview",
        summary="A draft",
        description="The draft that a link from the administration is to, as the document that it would be. "
        "The key `preview` tells it from what is public; caches and search engines must keep none of it.",
        tags=[reference.ACROSS],
        url_name="read_preview",
        openapi_extra=_told_beside(),
    )(read_preview)
