from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from . import gap_report
from .accessibility_admin import AccessibilityGroup
from .admin import MistakeReportViewSet, SiteSettingsViewSet, WaitingPanel

register_snippet(SiteSettingsViewSet)
register_snippet(MistakeReportViewSet)
register_snippet(AccessibilityGroup)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_admin_urls")
def gap_urls() -> list[URLPattern]:
    return [path("reports/gaps/", gap_report.gap_report, name="gap_report")]


@hooks.register("register_reports_menu_item")
def gap_menu_item() -> MenuItem:
    return gap_report.menu_item()


@hooks.register("register_permissions")
def gap_permissions() -> Any:
    return gap_report.permissions()
