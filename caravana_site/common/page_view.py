"""The view of every page."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from . import known_ways


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, once it knows where to go."""
    request._wagtail_route_for_request = known_ways.route(request, path)  # type: ignore[attr-defined]  # where Wagtail keeps it
    response: HttpResponse = wagtail_serve(request, path)
    return response
