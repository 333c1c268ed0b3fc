"""The stops on an organisation's page."""

from wagtail.models import Locale

from events.models import StopPage
from practices.models import Organisation

TEMPLATE = "events/partials/organisation_stops.html"


def stops_of(organisation: Organisation, locale: Locale) -> list[StopPage]:
    """Hosted or reported, newest first."""
    stops = StopPage.objects.live().public().in_locale(locale).of(organisation)
    return list(stops.for_cards().order_by("-start"))
