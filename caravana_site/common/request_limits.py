"""How much anyone may send. nginx stops it first; a site that runs without one must hold too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
PUBLIC_LIMIT = 10 * MEGABYTE
EDITORS_LIMIT = 50 * MEGABYTE


class RequestSizeMiddleware:
    """Answers 413 from the announced length, before anything is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = EDITORS_LIMIT if request.path_info.startswith("/admin/") else PUBLIC_LIMIT
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= limit:
            return self.get_response(request)
        message = _("This is too big to send: at most %(megabytes)d MB.") % {"megabytes": limit // MEGABYTE}
        response = HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
        return response
