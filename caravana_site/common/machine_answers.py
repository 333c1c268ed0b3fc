"""Documents for programs at addresses outside the language prefixes: feeds and calendars.

The address says the language, anybody may read them from anywhere, and nothing tells readers apart.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from wagtail.models import Locale


class RefusedError(Exception):
    """What was asked for is not there; its text tells the reader so, in the language of the address."""


def known_language(code: str) -> str:
    """The language of an address, or the default one with which to say that there is no such language."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def require_language(code: str) -> None:
    if code not in dict(settings.LANGUAGES):
        raise RefusedError(_("There is no such language."))


def locale_of(code: str) -> Locale:
    """Of a language of the settings, which may have nothing to read yet."""
    locale: Locale | None = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise RefusedError(_("There is no such language."))
    return locale


def answer(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    *,
    language: str,
    changed: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """The document, or 304 to whoever has it already.

    `changed` is for a document of one thing. One of many has its tag alone: its newest date stays the same, or goes
    back, when something is taken away, and whoever asks by date would go on showing it.
    """
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    moment = int(changed.timestamp()) if changed else None
    found = HttpResponse(body, content_type=content_type)
    found.headers["ETag"] = etag
    if moment is not None:
        found.headers["Last-Modified"] = http_date(moment)
    conditional = get_conditional_response(request, etag=etag, last_modified=moment, response=found)
    answered = conditional if conditional is not None else found
    for name, value in (headers or {}).items():
        answered.headers[name] = value
    return marked(answered, language)


def refusal(error: RefusedError, language: str) -> HttpResponseBase:
    """404 in a line of plain text: programs show it to whoever wrote the address."""
    return marked(HttpResponse(f"{error}\n", status=404, content_type="text/plain; charset=utf-8"), language)


def marked(found: HttpResponseBase, language: str) -> HttpResponseBase:
    """The same answer with its language and what other sites may do with it."""
    found.headers["Content-Language"] = language
    found.headers["Access-Control-Allow-Origin"] = "*"
    found.headers["X-Robots-Tag"] = "noindex"  # the pages are what is to be found
    return found
