"""How what a page shows can be put in others: the HTML to copy, and the links by which programs find it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language

from caravana_site.api.embeds.frames import discovery, frame, size
from caravana_site.api.embeds.targets import CALENDAR, Target, read
from caravana_site.api.feed_links import FeedLink
from caravana_site.common.languages import OWN_NAMES

register = template.Library()


@dataclass(frozen=True)
class LanguageOption:
    """A language to ask for, by its own name."""

    code: str
    name: str


@dataclass(frozen=True)
class EmbedCode:
    """What a reader copies, and what the choices beside it are."""

    id: str
    label: str
    title: str
    address: str
    html: str
    language: str
    languages: list[LanguageOption]
    width: int
    height: int


@register.simple_tag
def embed_code(kind: str, uuid: Any, title: str, label: str, request: HttpRequest) -> EmbedCode:
    """Of one thing, in the page's language; it asks the database for nothing."""
    language = get_language() or settings.LANGUAGE_CODE
    address = request.build_absolute_uri(Target(kind, uuid, language).path)
    width, height = size(kind)
    options = [LanguageOption(code, capfirst(OWN_NAMES.get(code, str(name)))) for code, name in settings.LANGUAGES]
    html = frame(address, title, width, height)
    return EmbedCode(f"embed-{kind}-{uuid}", label, title, address, html, language, options, width, height)


@register.simple_tag
def embed_links(page: Any, request: HttpRequest, kind: str = "") -> list[FeedLink]:
    """For the head of a live page; of a draft, none. A calendar's say which theme it is narrowed to."""
    if not page.live:
        return []
    language = page.locale.language_code
    asked = read(language, kind, str(page.translation_key), request.GET.dict()) if kind == CALENDAR else None
    path = f"{request.path}?theme={asked.theme}" if asked and asked.theme else request.path
    return discovery(request, path, page.card_title)
