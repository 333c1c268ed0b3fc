"""`/changes`: what was created, changed and withdrawn, in order, from where a reader stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from caravana_site.api import kinds
from caravana_site.api.documents import subjects
from caravana_site.api.models import Change

from . import cursors
from . import parameters as values
from .answers import answer, tag_of_changes
from .lists import cursor_parameter, languages, limit_parameter
from .parameters import InvalidError, Parameter
from .problems import gone, malformed

PURPOSE = "changes"
LIMIT = MOST = 100


class ChangeItem(BaseModel):
    """One thing that was created, changed or withdrawn in one language."""

    number: int = Field(description="Later changes have higher ones.")
    type: str
    uuid: UUID
    locale: str
    action: Literal["created", "updated", "withdrawn"]
    reason: Literal["deleted", "unpublished", "restricted"] | None = Field(description="Of a withdrawal.")
    at: datetime
    uri: str = Field(description="Permanent identifier.")
    api: str | None = Field(description="The document, of what was not withdrawn.")


class ChangeList(BaseModel):
    """Changes in their order."""

    items: list[ChangeItem]
    next: str = Field(description="Where to go on from: the next `since`, now or whenever you ask again.")
    more: bool = Field(description="Whether there are more at this moment.")


def parameters() -> dict[str, Parameter]:
    told = "`next` of the answer before. Without it, from the first change that is kept."
    return values.table([cursor_parameter("since", told), limit_parameter(MOST, LIMIT)])


def cursor(number: int) -> str:
    """For whoever has everything up to that change."""
    return cursors.written(PURPOSE, number)


def changes(request: HttpRequest, table: Mapping[str, Parameter]) -> HttpResponse:
    asked = values.read(request, table)
    since = _number(asked["since"]) if "since" in asked else None
    kept = Change.objects.aggregate(first=Min("number"), last=Max("number"))
    first, last = kept["first"] or 1, kept["last"] or 0
    if since is not None and not first - 1 <= since <= last:
        raise gone("What came after that cursor is kept no more. Read the lists anew, then follow from /api/v1/.")
    etag = tag_of_changes(request, last)
    limit = asked.get("limit", LIMIT)
    rows = list(Change.objects.filter(number__gt=first - 1 if since is None else since)[: limit + 1])
    reached = rows[:limit][-1].number if rows else (since if since is not None else last)
    told = ChangeList(items=[_item(row) for row in rows[:limit]], next=cursor(reached), more=len(rows) > limit)
    return answer(told.model_dump_json(), etag, languages=languages(), keys=["changes"])


def _number(given: str) -> int:
    try:
        found = cursors.read(PURPOSE, given)
    except InvalidError:
        raise malformed("since", "“since” must be a cursor as an answer gave it.") from None
    return int(found)


def _item(row: Change) -> ChangeItem:
    kind = kinds.named(row.kind)
    there = row.action != Change.Action.WITHDRAWN
    return ChangeItem(
        number=row.number,
        type=row.kind,
        uuid=row.uuid,
        locale=row.language,
        action=row.action,  # type: ignore[arg-type]  # the database keeps to the same choices
        reason=row.reason or None,  # type: ignore[arg-type]  # likewise
        at=row.at,
        uri=subjects.uri(row.kind, row.uuid),
        api=subjects.api(kind.plural, row.uuid, row.language) if kind and there else None,
    )
