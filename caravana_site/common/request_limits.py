"""How much anyone may send. nginx stops it first; a site that runs without one must hold too."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .middleware import language_for

MEGABYTE = 1024 * 1024
PUBLIC_LIMIT = 10 * MEGABYTE
LARGEST_FILE = 50 * MEGABYTE  # what editors are told, and may upload to the last byte
FORM_AROUND = MEGABYTE  # the fields and marks that a form sends with its file
EDITORS_LIMIT = LARGEST_FILE + FORM_AROUND  # as nginx has it in deploy/nginx/site.conf


class RequestSizeMiddleware:
    """Answers 413 from the announced length, before anything is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        of_editors = request.path_info.startswith("/admin/")
        limit = EDITORS_LIMIT if of_editors else PUBLIC_LIMIT
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            raise BadRequest("The length of a request is a number.") from None  # others inside read it as one
        if length <= limit:
            return self.get_response(request)
        told = (LARGEST_FILE if of_editors else PUBLIC_LIMIT) // MEGABYTE
        with override(language_for(request)):  # nothing has chosen one yet
            message = _("This is too big to send: at most %(megabytes)d MB.") % {"megabytes": told}
        response = HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
        return response
