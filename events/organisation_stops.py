"""The stops on an organisation's page."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from events.models import StopPage
from practices.models import Organisation

TEMPLATE = "events/partials/organisation_stops.html"


def stops_of(organisation: Organisation, locale: Locale) -> list[StopPage]:
    """Hosted or reported, newest first."""
    stops = StopPage.objects.live().public().in_locale(locale).of(organisation)
    return list(stops.for_cards().order_by("-start"))


def bodies_with_stops(locale: Locale, *, real: bool = False) -> list[tuple[QuerySet[Any, Any], str]]:
    """The hosts and the rapporteurs."""
    stops = StopPage.objects.live().public().in_locale(locale)
    if real:
        stops = stops.filter(is_sample=False)
    return [(stops, "host"), (stops.exclude(rapporteur=None), "rapporteur")]
