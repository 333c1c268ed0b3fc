"""Wagtail's own way to know which page answers, once it is certain that everybody may read it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


@hooks.register("on_serve_page", order=1000)  # innermost: restrictions are checked before
def remember_what_is_served(serve: Serve) -> Serve:
    def remembered(page: Page, request: HttpRequest, arguments: Any, named: Any) -> HttpResponse:
        request.served_page = page  # type: ignore[attr-defined]  # read by the middleware of this room
        request.served_elsewhere = bool(named)  # type: ignore[attr-defined]  # it only tells of another language
        return serve(page, request, arguments, named)

    return remembered
