"""The practices that a feed reader follows."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common import feeds
from caravana_site.common.memory import recalled
from caravana_site.common.models import Licence
from practices.catalogue_index import elsewhere, indexes_of
from practices.models import PracticeIndexPage, PracticePage


def newest(locale: Locale, theme: str) -> Sequence[feeds.Entry]:
    """The last to be published or changed; archived ones nobody keeps true."""
    told_by = ("practice", "theme", "organisation", "site", "page")
    return recalled(("feed of practices", locale.pk, theme, get_language()), told_by, lambda: _read(locale, theme))


def _read(locale: Locale, theme: str) -> Sequence[feeds.Entry]:
    """All rows are put in order to find the last ones: the dates are in Wagtail's table, without an index."""
    practices = PracticePage.objects.listed().in_locale(locale)
    if theme:
        practices = practices.about(theme)
    keys = practices.order_by(F("last_published_at").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
    drawn = PracticePage.objects.filter(pk__in=list(keys[: feeds.MOST]))
    drawn = drawn.select_related("theme", "locale", "organisation").prefetch_related("other_themes__theme")
    found = [_entry(practice) for practice in drawn.defer_streamfields()]
    return sorted(found, key=lambda entry: entry.updated, reverse=True)


def _entry(practice: Any) -> feeds.Entry:
    published, updated = feeds.moments_of(practice)
    licence = Licence(practice.licence)
    themes = [practice.theme, *(row.theme for row in practice.other_themes.all())]
    return feeds.Entry(
        key=practice.translation_key,
        title=practice.title,
        url=feeds.address_of(practice),
        summary=practice.summary,
        author=str(practice.organisation or ""),
        published=published,
        updated=updated,
        categories=[(theme.key, theme.name) for theme in themes if theme],
        is_sample=practice.is_sample,
        licence=str(licence.label),
        licence_url=licence.url,
    )


def missing(locale: Locale, theme: str) -> int:
    """How many the other languages have that this one lacks."""
    return elsewhere(indexes_of(PracticePage.objects.all()), locale, "theme", theme)


FEED = feeds.Feed("practices", _("Good practices"), newest, feeds.home_of(PracticeIndexPage), 10, None, missing)
