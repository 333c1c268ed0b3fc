"""`/oembed`: what to put in a page for an address of this site, as oEmbed 1.0 (https://oembed.com) tells it."""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caravana_site.common import feeds
from caravana_site.common.machine_answers import answer, known_language, marked
from caravana_site.common.plain_text import plain

from .addresses import target_of
from .findings import Found, find
from .frames import frame, size, with_fallback
from .targets import INTERVIEW

SECONDS_KEPT = 3600
"""What a consumer is told it may keep the HTML for; what the frame shows is newer than that."""
CONTENT_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
PIXELS = re.compile(r"[1-9]\d{0,4}", re.ASCII)
CARD_SIZE = (1200, 630)
POSTER_SIZE = (960, 540)
Told = Mapping[str, Any]


class OembedError(Exception):
    """Why there is nothing to embed: a status and a sentence in the reader's language."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    written = request.GET.get("format", "").lower() or "json"
    told_in = known_language(request.GET.get("lang", ""))
    content_type = CONTENT_TYPES.get(written, CONTENT_TYPES["json"])
    with translation.override(told_in):
        try:
            if written not in CONTENT_TYPES:
                raise OembedError(501, _("The format can be json or xml."))
            found, told = _answer(request)
        except OembedError as error:
            refused = _written({"error": str(error), "status": error.status}, written)
            return marked(HttpResponse(refused, status=error.status, content_type=content_type), told_in)
    return answer(request, _written(told, written), content_type, language=found.language)


def _answer(request: HttpRequest) -> tuple[Found, Told]:
    url, language = request.GET.get("url", ""), request.GET.get("lang", "")
    if not url:
        raise OembedError(400, _("Say in “url” which page of this site it is about."))
    if language and language not in dict(settings.LANGUAGES):
        raise OembedError(400, _("There is no such language."))
    most_wide, most_high = _pixels(request, "maxwidth"), _pixels(request, "maxheight")
    target = target_of(url, request, language)
    found = find(target) if target else None
    if found is None:
        raise OembedError(404, _("Nothing to embed is public at that address of this site."))
    return found, _told(request, found, most_wide, most_high)


def _pixels(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if text and not PIXELS.fullmatch(text):
        raise OembedError(400, _("“%(name)s” is a whole number of pixels.") % {"name": name})
    return int(text) if text else None


def _told(request: HttpRequest, found: Found, most_wide: int | None, most_high: int | None) -> Told:
    target = found.target
    width, height = size(target.kind, most_wide, most_high)
    absolute = request.build_absolute_uri
    told = {
        "version": "1.0",
        "type": "video" if target.kind == INTERVIEW else "rich",
        "title": plain(found.title),
        "author_name": plain(str(found.body)) if found.body else None,
        "author_url": absolute(found.body_path) if found.body else None,
        "provider_name": feeds.publisher(target.language).name or None,
        "provider_url": absolute(f"/{target.language}/"),
        "cache_age": SECONDS_KEPT,
        "html": with_fallback(
            frame(absolute(target.path), plain(found.title), width, height),
            absolute(found.page_path),
            plain(found.title),
        ),
        "width": width,
        "height": height,
        **_thumbnail(request, found, most_wide, most_high),
    }
    return {name: value for name, value in told.items() if value is not None}


def _thumbnail(request: HttpRequest, found: Found, most_wide: int | None, most_high: int | None) -> Told:
    """The poster or the link card, unless it is larger than asked for: the standard wants it smaller, or not there."""
    if found.interview:
        path, (width, height) = found.interview.poster, POSTER_SIZE
    else:
        card = reverse("card", args=[found.language, found.page.pk])
        path, (width, height) = f"{card}?v={found.page.live_revision_id or 0}", CARD_SIZE
    if not path or width > (most_wide or width) or height > (most_high or height):
        return {}
    address = request.build_absolute_uri(path)
    return {"thumbnail_url": address, "thumbnail_width": width, "thumbnail_height": height}


def _written(told: Told, written: str) -> bytes:
    if written == "xml":
        root = ElementTree.Element("oembed")
        for name, value in told.items():
            ElementTree.SubElement(root, name).text = str(value)
        return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ElementTree.tostring(root, "utf-8")
    return json.dumps(told, ensure_ascii=False).encode()
