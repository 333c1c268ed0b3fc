"""Requests in a table to take away, with the board's filters. Nothing that somebody typed becomes a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from openpyxl import Workbook  # type: ignore[import-untyped]  # it has no types

from caravana_site.common.languages import own_name
from caravana_site.common.spreadsheets import harmless
from events.models import StopRequest
from practices.models import Theme

from . import access
from .access import ForStaff
from .board import RELATED, BoardForm, name_of

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads accents wrongly
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def headings() -> list[str]:
    field = StopRequest._meta.get_field
    names = (
        *("role", "theme", "name", "post", "email", "telephone", "format", "reply_language", "months"),
        *("preferred_dates", "farthest_km", "challenge", "difficulty", "to_learn", "accessibility_needs"),
        "authorisation",
    )
    return [
        *(_("Reference"), _("Received"), _("State"), _("In this state since"), _("Days"), _("Overdue"), _("In charge")),
        *(_("Organisation"), _("Comarca"), _("Stop")),
        *(str(field(name).verbose_name) for name in names),  # type: ignore[union-attr]  # none is a reverse relation
    ]


def cells(row: StopRequest, at: datetime, themes: dict[str, Theme]) -> list[str]:
    """One request, in the order of the headings."""
    body = row.organisation
    place = body.municipality.comarca if body and body.municipality else body.comarca if body else None
    day = "%Y-%m-%d"
    values: Iterable[Any] = (
        row.reference,
        timezone.localtime(row.received).strftime(day),
        row.get_state_display(),
        timezone.localtime(row.state_since).strftime(day),
        row.age(at),
        _("Yes") if row.is_overdue(at) else _("No"),
        name_of(row.owner) if row.owner else "",
        row.whose,
        place or "",
        row.stop.title if row.stop else "",
        row.get_role_display(),
        themes.get(row.theme.key, row.theme),
        row.name,
        row.post,
        row.email,
        row.telephone,
        row.get_format_display(),
        own_name(row.reply_language),
        ", ".join(map(str, row._meta.get_field("months").labels(row.months))),  # type: ignore[union-attr]  # our own field
        row.preferred_dates,
        "" if row.farthest_km is None else row.farthest_km,
        row.challenge,
        row.difficulty,
        row.to_learn,
        row.accessibility_needs,
        row.get_authorisation_display(),
    )
    return [harmless(value) for value in values]


class _Lines:
    """Hands over each line that csv writes."""

    def write(self, line: str) -> str:
        return line


class ExportView(ForStaff, View):
    """/admin/stop-requests/export.csv and .xlsx"""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in TYPES:
            raise Http404("There is no such kind of table.")
        at = timezone.now()
        form = BoardForm(request.GET)
        rows = form.narrow(at).select_related(*RELATED).order_by("received", "pk")
        table = [headings(), *(cells(row, at, form.themes) for row in rows)]
        access.note(request.user, access.EXPORTED, request.user, rows=len(table) - 1, kind=kind)  # type: ignore[arg-type]  # signed in
        content = _workbook(table) if kind == "xlsx" else "".join(_text(table)).encode()
        answer = HttpResponse(content, content_type=TYPES[kind])
        answer["Content-Disposition"] = f'attachment; filename="stop-requests-{timezone.localdate(at)}.{kind}"'
        return answer


def _text(table: list[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Lines())
    yield BYTE_ORDER_MARK
    for line in table:
        yield writer.writerow(line)


def _workbook(table: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Stop requests")[:31])
    for line in table:
        sheet.append(line)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
