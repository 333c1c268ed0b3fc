"""Why stops do not take place, in the reader's language or, until somebody translates it, in the one it was written in.

A state reaches every language at once (`events.shared_values`) and its reason waits for a translator: who meant to
come wants to know now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from events.models.stops import StopPage


@dataclass(frozen=True)
class Reason:
    """The words and the code of their language."""

    text: str
    language: str


def reasons_of(stops: Iterable["StopPage"]) -> dict[int, Reason]:
    """Each stop that does not take place → why; one query, and only when a reason is not translated."""
    off = [stop for stop in stops if not stop.takes_place]
    found = {stop.pk: Reason(stop.state_reason, stop.locale.language_code) for stop in off if stop.state_reason}
    if lacking := {stop.translation_key: stop.pk for stop in off if stop.pk not in found}:
        model = apps.get_model("events", "StopPage")
        others = model.objects.live().public().filter(translation_key__in=lacking).exclude(state_reason="")
        for key, text, language in others.values_list("translation_key", "state_reason", "locale__language_code"):
            found[lacking[key]] = Reason(text, language)
    return found


def read(stops: Iterable["StopPage"]) -> None:
    """Leave each one's reason where `told_reason` finds it."""
    listed = list(stops)
    reasons = reasons_of(listed)
    for stop in listed:
        stop.told_reason = reasons.get(stop.pk)
