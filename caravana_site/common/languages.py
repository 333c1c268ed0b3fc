"""The same page in the other languages, and the address that says that it is not there yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.models import Page

from caravana_site.common.known_ways import TOLD_BY
from caravana_site.common.memory import recalled
from caravana_site.common.untranslated import is_foreign_alias
from caravana_site.common.visibility import without_private

OWN_NAMES = {"ca": "català", "es": "castellano", "oc": "aranés", "en": "English", "fr": "français"}


def own_name(code: str) -> str:
    """“català”, “castellano”: a language's own name, as it is written within a sentence; its code when it has none."""
    return OWN_NAMES.get(code, code)


def choices() -> list[tuple[str, Any]]:
    """Of the site's languages. Fields are given the function: migrations do not depend on an installation's list."""
    return list(settings.LANGUAGES)


def name_of(code: str) -> str:
    """The name of a language in the active language; its code when it has none."""
    return str(dict(settings.LANGUAGES).get(code) or gettext(LANG_INFO.get(code, {}).get("name", code)))


def in_each_language(name: str, *arguments: str) -> dict[str, str]:
    """The address of a view in each of the site's languages."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse(name, args=arguments)
    return addresses


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, where this page is in it, and whether the page really exists there."""

    code: str
    name: str
    url: str
    current: bool
    missing: bool


def links(request: HttpRequest, page: Page | None, given: Mapping[str, str], current: str) -> list[LanguageLink]:
    """One link a language of the site, in the order of the settings.

    `given` are the addresses of a view that is not a page; without a page and without them each language's home.
    """
    found = dict(given)
    if page is not None:
        found |= recalled(("translations", page.pk), TOLD_BY, lambda: translations(request, page))
    lacking = [code for code, _name in settings.LANGUAGES if code not in found and code != current]
    notices = _notices(request, page, lacking) if page is not None and lacking else {}
    return [
        LanguageLink(
            code=code,
            name=capfirst(OWN_NAMES.get(code, str(name))),
            url=found.get(code) or notices.get(code) or (request.path if code == current and found else f"/{code}/"),
            current=code == current,
            missing=bool(found) and code in lacking,
        )
        for code, name in settings.LANGUAGES
    ]


def translations(request: HttpRequest, page: Page) -> dict[str, str]:
    """Language code → address, for the languages where the page is live with its own text."""
    joined = page.get_translations(inclusive=True).live().select_related("locale", "alias_of")
    live = without_private(joined).only("url_path", "locale__language_code", "alias_of__locale")
    return {
        translation.locale.language_code: translation.get_url(request) or ""
        for translation in live
        if not is_foreign_alias(translation)
    }


def _notices(request: HttpRequest, page: Page, lacking: list[str]) -> dict[str, str]:
    """Where the page would be: below its parent's translation, under the slug that it has here."""
    parent = page.get_parent()
    if parent is None or parent.is_root():
        return {}
    homes = parent.get_translations().live().filter(locale__language_code__in=lacking).select_related("locale")
    return {
        home.locale.language_code: f"{url}{page.slug}/" for home in homes if (url := home.get_url(request)) is not None
    }
