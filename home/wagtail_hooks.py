from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import MistakeReportViewSet, SiteSettingsViewSet, WaitingPanel

register_snippet(SiteSettingsViewSet)
register_snippet(MistakeReportViewSet)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel())
