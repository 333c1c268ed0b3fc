"""The stops that a feed reader follows, and the calendar beside them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from caravana_site.common import feeds
from events.models import StopIndexPage, StopPage, StopState


def newest(locale: Locale, theme: str) -> Sequence[feeds.Entry]:
    """The last to be published or changed: a postponed or cancelled stop comes to the front with its reason."""
    stops = StopPage.objects.live().public().in_locale(locale)
    if theme:
        stops = stops.about(theme)
    keys = stops.order_by(F("last_published_at").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
    drawn = StopPage.objects.filter(pk__in=list(keys[: feeds.MOST])).for_cards()
    found = [_entry(stop) for stop in drawn.prefetch_related("other_themes__theme")]
    return sorted(found, key=lambda entry: entry.updated, reverse=True)


def _entry(stop: Any) -> feeds.Entry:
    published, updated = feeds.moments_of(stop)
    themes = [stop.theme, *(row.theme for row in stop.other_themes.all())]
    return feeds.Entry(
        key=stop.translation_key,
        title=stop.card_title,
        url=feeds.address_of(stop),
        summary=" ".join(_told(stop)),
        author=str(stop.host),
        published=published,
        updated=updated,
        categories=[(theme.key, theme.name) for theme in themes],
        is_sample=stop.is_sample,
    )


def _told(stop: Any) -> list[str]:
    """When it is, what became of it, and why go."""
    start = timezone.localtime(stop.start)
    told = [_("%(date)s, at %(time)s.") % {"date": date_format(start), "time": date_format(start, "H:i")}]
    if stop.state in (StopState.POSTPONED, StopState.CANCELLED):
        told.append(": ".join(filter(None, (capfirst(stop.get_state_display()), stop.state_reason))))
    return [*told, stop.summary]


def calendar_path(language: str, theme: str = "", comarca: str = "") -> str:
    """Where the calendar of the stops is, of all or of one theme or comarca."""
    answers = {name: value for name, value in (("theme", theme), ("comarca", comarca)) if value}
    path = reverse("stops_calendar", args=[language])
    return f"{path}?{urlencode(answers)}" if answers else path


def missing(locale: Locale, theme: str) -> int:
    """How many the other languages have that this one lacks."""
    stops = StopPage.objects.live().public()
    here, others = stops.in_locale(locale), stops.exclude(locale=locale)
    if theme:
        others = others.about(theme)
    others = others.exclude(translation_key__in=here.values("translation_key"))
    return int(others.values("translation_key").distinct().count())


FEED = feeds.Feed(
    "stops",
    gettext_lazy("Stops of the caravan"),
    newest,
    feeds.home_of(StopIndexPage),
    20,
    feeds.Calendar(gettext_lazy("Calendar of the stops"), calendar_path),
    missing,
)
