"""Tags that every page uses. Presentation only: each takes what it draws."""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from caravana_site.common import drawing
from caravana_site.common.languages import LanguageLink, links, name_of
from caravana_site.common.navigation import Navigation

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon of the sprite; decorative, the text beside it says what it is."""
    return _icon(static("caravana/icons/sprite.svg"), name)


@lru_cache(500)
def _icon(sprite: str, name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


@register.simple_tag
def bends(width: int = 600, height: int = 48, number: int = 4, swing: int = 13) -> str:
    return _bends(width, height, number, swing)


_bends = lru_cache(100)(drawing.bends)


@register.simple_tag
def glyph(sequence: list[str]) -> SafeString:
    """The drawing of a practice's road; decorative, the words beside it say the same."""
    return _glyph(tuple(sequence))


@lru_cache(500)
def _glyph(sequence: tuple[str, ...]) -> SafeString:
    """Many practices have the same turns."""
    return render_to_string("partials/glyph_drawing.html", {"shape": drawing.glyph(sequence)})


@register.simple_tag
def branch(number: int) -> list[str]:
    return drawing.branch(number)


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> Navigation:
    """The menus of the page's language, read once a request."""
    request: HttpRequest = context["request"]
    language = get_language() or ""
    kept: dict[str, Navigation] = request.__dict__.setdefault("_navigation", {})
    if language not in kept:
        kept[language] = Navigation(request, language)
    return kept[language]


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """This page in each language; computed once a request, whatever the number of switchers."""
    request: HttpRequest = context["request"]
    if (kept := request.__dict__.get("_language_links")) is None:
        page: Any = context.get("source") or context.get("page")
        current = get_language() or ""
        kept = links(request, page, context.get("alternates") or {}, current)
        request.__dict__["_language_links"] = kept
    return list(kept)


@register.simple_tag
def default_link(languages: list[LanguageLink]) -> LanguageLink | None:
    """What a reader of neither language is sent to: the first language of the site that has the page."""
    return next((link for link in languages if not link.missing), None)


@register.filter
def language_told(code: str) -> str:
    """“castellà”, as it is said within a sentence of the active language."""
    return name_of(code).lower()


@register.filter
def absolute(path: str, request: HttpRequest) -> str:
    return request.build_absolute_uri(path)


@register.filter
def stretches(row: Any) -> list[str]:
    """The sequence of a practice's glyph."""
    return list(row.road)


@register.filter(expects_localtime=True)
def short_weekday(day: date) -> str:
    """“dj”."""
    return date_format(day, "D").rstrip(".").lower()


@register.filter(expects_localtime=True)
def short_day(day: date) -> str:
    """“dj 16 abril”: day of the week, day and month in the reader's language, without the abbreviation's dot."""
    return f"{short_weekday(day)} {date_format(day, 'j')} {date_format(day, 'F').lower()}"


@register.filter(expects_localtime=True)
def short_month(day: date) -> str:
    """“abr 2026”."""
    return f"{date_format(day, 'M').rstrip('.').lower()} {date_format(day, 'Y')}"


@register.filter(expects_localtime=True)
def short_date(day: date) -> str:
    """“16 abr 2026”."""
    return f"{date_format(day, 'j')} {short_month(day)}"


@register.filter
def two_lines(text: str) -> list[str]:
    """A headline parted between words where its longer line is shortest; a single word stays whole."""
    words = text.split()
    parted = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(parted, key=lambda lines: max(map(len, lines)), default=[text])


@register.filter
def up_to(number: int, most: int) -> range:
    """That many turns of a loop, and no more than `most`: for a mark each."""
    return range(min(number, most))
