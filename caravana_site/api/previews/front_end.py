"""The editor's preview panel, drawn by the front end that PREVIEW_FRONT_END names.

The panel holds a page of ours, which holds the other one in a frame: Wagtail looks into the panel, and a browser would
refuse it that of another origin.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caravana_site.common import front_end_previews

from . import links
from .documents import IncompleteError


def connect() -> None:
    front_end_previews.register(frame)


def frame(request: HttpRequest, page: Any) -> HttpResponse:
    """Whoever previews is signed in: Wagtail asks on behalf of somebody who may edit."""
    try:
        token = links.of_what_is_not_saved(page, request.user)
    except IncompleteError:
        return render(request, "api/preview_frame.html", {"address": ""})
    answer = render(request, "api/preview_frame.html", {"address": links.front_end_address(token)})
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
