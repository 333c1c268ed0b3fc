"""The page of progress: a table by languages and type, its history drawn and told, and both as CSV."""

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from caravana_site.common.spreadsheets import harmless

from ..models import ProgressDay
from ..queue.access import ForTranslators, may_hand_out
from ..queue.views import TranslationsView
from .counting import keep_day
from .history import Progress


class ProgressView(ForTranslators, TranslationsView):
    template_name = "translation/progress/page.html"
    page_title = gettext_lazy("Progress of the translations")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not ProgressDay.objects.exists():
            keep_day()
        if request.GET.get("export") == "csv":
            return _as_csv()
        return self.show(progress=Progress(), counts_now=may_hand_out(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Count now what the clock counts every hour."""
        if not may_hand_out(request.user):
            raise PermissionDenied
        keep_day()
        messages.success(request, _("Counted."))
        return redirect("translations_progress")


def _as_csv() -> HttpResponse:
    """One line a day, pair of languages and type."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            *(_("Day"), _("From"), _("Into"), _("Type")),
            *(_("Pages or terms"), _("Translated and public"), _("Words"), _("Words translated")),
        ]
    )
    for line in Progress().all_lines():
        cells: list[Any] = [line.day.isoformat(), line.source, line.target, line.kind]
        row = line.row
        writer.writerow(
            [
                *map(harmless, cells),
                *(row.objects_total, row.objects_done, row.words_total, row.words_done),
            ]
        )
    answer = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")  # the mark is for Excel
    answer["Content-Disposition"] = f'attachment; filename="translations-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer
