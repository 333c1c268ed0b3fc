"""What a visitor sees when the site fails: never a traceback, and nothing that needs what failed."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

OUTAGES = (OperationalError, InterfaceError)


def unavailable() -> HttpResponse:
    """503 with a page that needs no database."""
    response = HttpResponse(render_to_string("503.html", {"language": get_language()}), status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of last resort. A database that went away while a middleware ran arrives here too."""
    if isinstance(sys.exc_info()[1], OUTAGES):
        return unavailable()
    response = HttpResponse(render_to_string("500.html", {"language": get_language()}), status=500)
    response["Cache-Control"] = "no-store"
    return response
