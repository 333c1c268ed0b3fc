"""The report of what readers look for in vain."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter  # type: ignore[import-untyped]  # it has no stubs
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from caravana_site.common.admin_columns import DayColumn
from caravana_site.common.languages import name_of

from .models import UnansweredSearch
from .unanswered import KEPT_DAYS

POLICY = ModelPermissionPolicy(UnansweredSearch)


def _languages() -> list[tuple[str, str]]:
    return [(locale.language_code, locale.get_display_name()) for locale in Locale.objects.all()]


class UnansweredSearchFilterSet(WagtailFilterSet):
    language = ChoiceFilter(label=_("Language"), choices=_languages)

    class Meta:
        model = UnansweredSearch
        fields: tuple[str, ...] = ("language",)


class UnansweredSearchReportView(ReportView):
    """For whoever writes: words without an answer are pages that are missing, or that call it something else."""

    model = UnansweredSearch
    permission_policy = POLICY
    any_permission_required = {"view"}
    page_title = _("Searches without results")
    header_icon = "search"
    index_url_name = "unanswered_searches_report"
    index_results_url_name = "unanswered_searches_report_results"
    default_ordering = "-day"
    is_searchable = False
    filterset_class = UnansweredSearchFilterSet
    columns = [
        Column("words", label=_("Words"), sort_key="words"),
        Column("language", label=_("Language"), accessor=lambda row: name_of(row.language), sort_key="language"),
        DayColumn("day", label=_("Day"), sort_key="day"),
        Column("times", label=_("Times"), sort_key="times"),
    ]
    list_export = ["words", "language", "day", "times"]

    def get_page_subtitle(self) -> Any:
        return _("kept for %(days)d days") % {"days": KEPT_DAYS}


class UnansweredSearchMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(POLICY.user_has_permission(request.user, "view"))


def menu_item() -> MenuItem:
    return UnansweredSearchMenuItem(
        _("Searches without results"), reverse("unanswered_searches_report"), icon_name="search", order=1050
    )
