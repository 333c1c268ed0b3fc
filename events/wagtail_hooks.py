"""What stops and kit add to the administration."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import kit_report
from .admin import kit_viewsets, stop_viewsets

_downloads = kit_report.KitDownloadsReportView


@hooks.register("register_admin_viewset")
def register_event_viewsets() -> list[Any]:
    return [*stop_viewsets, *kit_viewsets]


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/kit/", _downloads.as_view(), name="kit_downloads_report"),
        path("reports/kit/results/", _downloads.as_view(results_only=True), name="kit_downloads_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return kit_report.menu_item()
