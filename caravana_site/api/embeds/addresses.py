"""Which embed an address of this site stands for."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from caravana_site.common import known_ways
from caravana_site.common.middleware import language_of
from events.models import StopIndexPage, StopPage
from practices.models import PracticePage

from .targets import CALENDAR, INTERVIEW, PRACTICE, STOP, Target, read

LONGEST = 2000  # characters; no address of ours comes near
EMBED = re.compile(r"/embed/(?P<language>[\w-]+)/(?P<kind>\w+)/(?P<key>[\w-]+)/?", re.ASCII)
PERMANENT = re.compile(r"/id/(?P<kind>\w+)/(?P<key>[\w-]+)/?", re.ASCII)
INTERVIEW_PLACE = re.compile(r"(?:t=(?P<second>\d{1,6})(?:&i=(?P<number>\d{1,2}))?|interview(?:-(?P<other>\d{1,2}))?)")
"""What the site's own links to an interview end in: `#t=125`, `#t=125&i=2`, `#interview-2`."""


def target_of(url: str, request: HttpRequest, language: str = "") -> Target | None:
    """The target of a page, of an embed or of a permanent identifier, in `language` or in the address's own.

    A story is the practice's card; at an interview's place in it, the interview. None for any other address.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    ours = {urlsplit(settings.SITE_URL).netloc, request.get_host()}
    if len(url) > LONGEST or parts.scheme not in ("http", "https") or parts.netloc.lower() not in ours:
        return None
    query = dict(parse_qsl(parts.query))
    if found := EMBED.fullmatch(parts.path):
        return read(language or found["language"], found["kind"], found["key"], query)
    if found := PERMANENT.fullmatch(parts.path):
        return read(language or settings.LANGUAGE_CODE, found["kind"], found["key"], query)
    route = _route(request, unquote(parts.path))
    return _of_page(route, language, query, unquote(parts.fragment)) if route else None


def _route(request: HttpRequest, path: str) -> tuple[Any, str] | None:
    """The page at that path and the language of the address: it may be one where the page is not translated yet."""
    language = language_of(path)
    if language is None or "\x00" in path:
        return None
    with translation.override(language):
        found = known_ways.route(request, "/".join(path.split("/")[2:]))
    if found is None:
        return None
    page = found.kwargs.get("translated_as") or found.page
    return (page, language) if found.kwargs or page.locale.language_code == language else None


def _of_page(route: tuple[Any, str], language: str, query: Mapping[str, str], fragment: str) -> Target | None:
    page, own_language = route
    asked = language or own_language
    if isinstance(page, StopIndexPage):
        return read(asked, CALENDAR, str(page.translation_key), query)
    if isinstance(page, StopPage):
        return Target(STOP, page.translation_key, asked)
    if not isinstance(page, PracticePage):
        return None
    place = INTERVIEW_PLACE.fullmatch(fragment)
    if place is None:
        return Target(PRACTICE, page.translation_key, asked)
    number = int(place["number"] or place["other"] or 1)
    shown = [row for row in page.interviews.all() if row.has_source]  # numbered as the story numbers them
    if not 1 <= number <= len(shown):
        return None
    return Target(INTERVIEW, shown[number - 1].identity, asked, second=int(place["second"] or 0))
