"""`/feeds/<language>/<practices|stops>.<atom|json>`, with `?theme=`: what is new, for feed readers."""

import re

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from caravana_site.api.feed_documents import FORMATS, Document
from caravana_site.api.feed_links import path_of
from caravana_site.common import feeds, seeds
from caravana_site.common.machine_answers import RefusedError, answer, known_language, refusal, require_language
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
    locale = Locale.objects.get(language_code=language)
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
    )


def _theme(locale: Locale, key: str) -> Theme:
    theme = Theme.objects.filter(locale=locale, key=key).first() if SLUG.fullmatch(key) else None
    if theme is None:
        raise RefusedError(_("There is no such theme."))
    return theme
