"""What stops and kit add to the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from . import kit_report
from .admin import kit_viewsets, stop_viewsets
from .models import StopPage
from .stop_rules import warning
from .visit_admin import VisitGroup, visit_urls

register_snippet(VisitGroup)

_downloads = kit_report.KitDownloadsReportView


@hooks.register("register_admin_viewset")
def register_event_viewsets() -> list[Any]:
    return [*stop_viewsets, *kit_viewsets]


@hooks.register("register_admin_urls")
def register_visit_urls() -> list[URLPattern]:
    return visit_urls()


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_days_gone_by(request: HttpRequest, page: Page) -> None:
    """Allowed, since visits are recorded afterwards too; said, since it is seldom meant."""
    if isinstance(page, StopPage) and (text := warning(page)):
        messages.warning(request, text)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/kit/", _downloads.as_view(), name="kit_downloads_report"),
        path("reports/kit/results/", _downloads.as_view(results_only=True), name="kit_downloads_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return kit_report.menu_item()
