"""`/feeds/<language>/<practices|stops>.<atom|json>`, with `?theme=`: what is new, for feed readers."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from caravana_site.api.feed_documents import FORMATS, Document
from caravana_site.api.feed_links import path_of
from caravana_site.common import feeds, seeds
from caravana_site.common.machine_answers import (
    RefusedError,
    answer,
    known_language,
    locale_of,
    refusal,
    require_language,
)
from caravana_site.common.site_address import absolute
from practices.models import Theme

SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)


@require_safe
def feed(request: HttpRequest, language: str, name: str, extension: str) -> HttpResponseBase:
    told_in = known_language(language)
    with translation.override(told_in):
        try:
            require_language(language)
            asked = feeds.named(name)
            if asked is None or extension not in FORMATS:
                raise RefusedError(_("There is no such feed."))
            document = _document(asked, language, extension, request.GET.get("theme", ""))
        except RefusedError as error:
            return refusal(error, told_in)
        written = FORMATS[extension]
        return answer(request, written.write(document), written.content_type, language=language)


def _document(asked: feeds.Feed, language: str, extension: str, key: str) -> Document:
    locale = locale_of(language)
    theme = _theme(locale, key) if key else None
    publisher = feeds.publisher(language)
    parts = [publisher.name, str(asked.title), theme.name if theme else ""]
    return Document(
        title=": ".join(filter(None, parts)),
        language=language,
        identity=seeds.key_of(f"feed/{language}/{asked.name}/{key}").urn,
        url=absolute(path_of(asked, language, extension, key)),
        home_url=absolute(theme.get_absolute_url() if theme else asked.home(locale)),
        publisher=publisher,
        entries=asked.newest(locale, key),
        more=_more(asked, locale, key),
        versions=_versions(asked, locale, extension, theme),
    )


def _more(asked: feeds.Feed, locale: Locale, key: str) -> str:
    """As the lists say it."""
    number = asked.elsewhere(locale, key) if asked.elsewhere else 0
    if not number:
        return ""
    return ngettext(
        "There is %(number)s more in another language, not translated yet.",
        "There are %(number)s more in another language, not translated yet.",
        number,
    ) % {"number": number}


def _versions(asked: feeds.Feed, locale: Locale, extension: str, theme: Theme | None) -> dict[str, str]:
    """The addresses of the feed in the other languages that the site is read in."""
    homes = Page.objects.live().public().filter(depth=2).exclude(locale=locale)
    if theme:
        told = Theme.objects.filter(translation_key=theme.translation_key).values("locale")
        homes = homes.filter(locale__in=told)
    there = set(homes.values_list("locale__language_code", flat=True))
    codes = [code for code, _name in settings.LANGUAGES if code in there]
    key = theme.key if theme else ""
    return {code: absolute(path_of(asked, code, extension, key)) for code in codes}


def _theme(locale: Locale, key: str) -> Theme:
    theme = Theme.objects.filter(locale=locale, key=key).first() if SLUG.fullmatch(key) else None
    if theme is None:
        raise RefusedError(_("There is no such theme."))
    return theme
