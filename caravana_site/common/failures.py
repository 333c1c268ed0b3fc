"""What a visitor sees when the site fails: never a traceback, and nothing that needs what failed."""

import sys
from contextlib import suppress

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from .disk_space import is_full
from .public_forms import origin

OUTAGES = (OperationalError, InterfaceError)
CHUNK = 64 * 1024  # bytes
REPEATABLE = "fields_may_be_repeated"
"""The mark of a view whose sendings the page of an outage offers to send again: nothing in them is a secret."""


class FilesAwayError(OSError):
    """Where uploaded files are kept does not answer."""


def outage(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to what is nobody's mistake; None for anything else."""
    if isinstance(error, (*OUTAGES, FilesAwayError)):
        response = unavailable(request)
    elif is_full(error):
        response = no_room()
    else:
        return None
    _hear_out(request)
    return response


def no_room() -> HttpResponse:
    """507: something had to be written, and the disk is full."""
    response = HttpResponse(render_to_string("507.html", {"language": get_language()}), status=507)
    response["Cache-Control"] = "no-store"
    return response


def _hear_out(request: HttpRequest) -> None:
    """Read what is still coming: a server in front that cannot send the rest would answer 502 in place of us."""
    with suppress(OSError):  # whoever sends has gone
        while request.read(CHUNK):
            pass


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with a page that needs no database. Whoever sent something is told that, and keeps it where possible."""
    told = {"language": get_language(), "sent": request.method == "POST", "fields": _fields(request)}
    response = HttpResponse(render_to_string("503.html", {**told, "address": request.get_full_path()}), status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again with one button: not what another site sent, nor files, which would be lost."""
    match = request.resolver_match
    if request.method != "POST" or match is None or not hasattr(match.func, REPEATABLE) or request.FILES:
        return []
    if not origin.is_own(request):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of last resort. A database that went away while a middleware ran arrives here too."""
    if response := outage(request, sys.exc_info()[1]):
        return response
    response = HttpResponse(render_to_string("500.html", {"language": get_language()}), status=500)
    response["Cache-Control"] = "no-store"
    return response
