from typing import Any

from django.urls import URLPattern
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import kit_viewsets, stop_viewsets
from .visit_admin import VisitGroup, visit_urls

register_snippet(VisitGroup)


@hooks.register("register_admin_viewset")
def register_event_viewsets() -> list[Any]:
    return [*stop_viewsets, *kit_viewsets]


@hooks.register("register_admin_urls")
def register_visit_urls() -> list[URLPattern]:
    return visit_urls()
