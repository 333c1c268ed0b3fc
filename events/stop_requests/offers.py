"""Announced stops that somebody may offer to be the rapporteur of."""

from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from events.models import StopPage, StopState


def seeking(locale: Locale) -> Any:
    """The stops of that language that still look for one, as `StopPage.seeks_rapporteur` has it; soonest first."""
    announced = StopPage.objects.live().public().in_locale(locale)
    open_states = [StopState.PROPOSED, StopState.CONFIRMED]
    return announced.filter(rapporteur=None, state__in=open_states, end__gt=timezone.now()).order_by("start", "pk")
