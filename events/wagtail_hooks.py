from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .admin import kit_viewsets, stop_viewsets
from .models import StopPage
from .stop_rules import warning
from .visit_admin import VisitGroup, visit_urls

register_snippet(VisitGroup)


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
