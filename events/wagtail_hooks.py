"""What stops and kit add to the administration."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from . import kit_report
from .admin import kit_viewsets, stop_viewsets
from .models import StopPage
from .office import access
from .office.menu import RequestsMenuItem
from .office.urls import office_urls
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


@hooks.register("register_admin_urls")
def register_office_urls() -> list[URLPattern]:
    return office_urls()


@hooks.register("register_admin_menu_item")
def register_requests_menu_item() -> RequestsMenuItem:
    return RequestsMenuItem()


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    access.register_log_actions(actions)


@hooks.register("register_permissions")
def register_work_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="events", codename="work_stoprequest")
