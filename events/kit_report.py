"""How often each tool of the kit is taken away, for editors."""

from datetime import timedelta
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from caravana_site.common.languages import name_of
from events.models import KitDownload, KitResourcePage

POLICY = ModelPermissionPolicy(KitDownload)
RECENT = 30  # days


def _downloads(**narrowed: Any) -> Coalesce:
    rows = KitDownload.objects.of_outer_page().filter(**narrowed).order_by()
    total = rows.values("resource").annotate(total=Sum("number")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def _language(page: KitResourcePage) -> str:
    """In the reader’s language: Wagtail’s own name of it is always English."""
    return capfirst(name_of(page.locale.language_code))


class KitDownloadsReportView(ReportView):
    """One row a page of the kit: its downloads in its language, lately and since they are counted."""

    model = KitResourcePage
    permission_policy = POLICY
    any_permission_required = {"view"}
    page_title = _("Downloads of the kit")
    header_icon = "download"
    index_url_name = "kit_downloads_report"
    index_results_url_name = "kit_downloads_report_results"
    default_ordering = "-all_downloads"
    is_searchable = False
    columns = [
        TitleColumn("title", label=_("Kit resource"), url_name="wagtailadmin_pages:edit", sort_key="title"),
        Column("locale", label=_("Language"), accessor=_language, sort_key="locale"),
        Column("version", label=_("Version")),
        Column("recent_downloads", label=_("Last 30 days"), sort_key="recent_downloads"),
        Column("all_downloads", label=_("Since the beginning"), sort_key="all_downloads"),
    ]
    list_export = ["title", "locale.language_code", "version", "recent_downloads", "all_downloads"]
    export_headings = {
        "locale.language_code": _("Language"),
        "recent_downloads": _("Last 30 days"),
        "all_downloads": _("Since the beginning"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        since = timezone.localdate() - timedelta(days=RECENT)
        pages = KitResourcePage.objects.live().defer_streamfields().select_related("locale")
        return pages.annotate(recent_downloads=_downloads(day__gt=since), all_downloads=_downloads())


class KitDownloadsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(POLICY.user_has_permission(request.user, "view"))


def menu_item() -> MenuItem:
    return KitDownloadsMenuItem(
        _("Downloads of the kit"), reverse("kit_downloads_report"), icon_name="download", order=1060
    )
