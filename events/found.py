"""What of the caravan the search finds."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.search import kinds
from events.models import KitResourcePage, StopPage


def stops(locale: Locale) -> QuerySet[Any]:
    return StopPage.objects.live().public().in_locale(locale)


def kit(locale: Locale) -> QuerySet[Any]:
    return KitResourcePage.objects.live().public().filter(locale=locale)


STOPS = kinds.Kind(
    "stops", _("Stops"), (StopPage,), stops, lambda rows: rows.for_cards(), "events/partials/found_stop.html", 20
)
KIT = kinds.Kind(
    "kit", _("Kit"), (KitResourcePage,), kit, lambda rows: rows.defer_streamfields(),
    "events/partials/found_tool.html", 30,
)  # fmt: skip


def register() -> None:
    kinds.register(STOPS)
    kinds.register(KIT)
