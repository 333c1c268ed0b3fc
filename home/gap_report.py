"""The report «where the caravan has not been»: a table with its numbers, and the same as CSV."""

import csv
import io
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from caravana_site.common.spreadsheets import harmless
from home import gaps

PERMISSION = "home.see_gaps"
KIND, PAIR, EXPORT = "what", "axes", "export"
KINDS = {gaps.PRACTICES: gettext_lazy("Practices"), gaps.STOPS: gettext_lazy("Stops, made and to come")}
PAIR_NAMES = {
    "comarca-theme": gettext_lazy("Comarca and theme"),
    "band-theme": gettext_lazy("Population and theme"),
    "comarca-band": gettext_lazy("Comarca and population"),
}


def _chosen(request: HttpRequest, name: str, offered: Any) -> str:
    """What was asked for, or the first of what is offered: junk is nobody's wish."""
    asked = request.GET.get(name, "")
    return asked if asked in offered else next(iter(offered))


def gap_report(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    kind, pair = _chosen(request, KIND, KINDS), _chosen(request, PAIR, gaps.PAIRS)
    table = gaps.table_of(kind, pair)
    if request.GET.get(EXPORT) == "csv":
        return _as_csv(table, f"{kind}-{pair}-{timezone.localdate():%Y-%m-%d}.csv")
    context = {
        "table": table,
        "kind": kind,
        "pair": pair,
        "kinds": KINDS,
        "pairs": PAIR_NAMES,
        "today": timezone.localdate(),
        "levels": range(1, gaps.LEVELS + 1),
        "samples": table.total.samples,
        "caption": _("%(what)s by %(axes)s") % {"what": KINDS[kind], "axes": str(PAIR_NAMES[pair]).lower()},
        "header_icon": "globe",
        "page_title": _("Where the caravan has not been"),
    }
    return render(request, "home/admin/gaps.html", context)


def _as_csv(table: gaps.Table, name: str) -> HttpResponse:
    """One line a cell, which every tool can turn into any table."""
    text = io.StringIO()
    writer = csv.writer(text)
    head = [str(table.rows_axis.name), str(table.columns_axis.name), _("Number"), _("Samples, apart")]
    counts_towns = table.total.towns is not None
    writer.writerow([*head, *([_("Municipalities")] if counts_towns else [])])
    for row in table.rows:
        for (_key, column), cell in zip(table.columns, row.cells, strict=True):
            numbers = [cell.real, cell.samples, *([cell.towns] if counts_towns else [])]
            writer.writerow([harmless(row.name), harmless(column), *numbers])
    answer = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")  # the mark is for Excel
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class GapMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def menu_item() -> MenuItem:
    return GapMenuItem(gettext_lazy("Where it has not been"), reverse("gap_report"), icon_name="globe", order=1040)


def permissions() -> Any:
    app, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)
