"""What the search adds to the administration."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import reports

_view = reports.UnansweredSearchReportView


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/searches/", _view.as_view(), name="unanswered_searches_report"),
        path("reports/searches/results/", _view.as_view(results_only=True), name="unanswered_searches_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return reports.menu_item()
