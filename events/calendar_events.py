"""What calendar programs are told of each stop, kept as it is sent.

Writing five thousand events takes icalendar three seconds; joining their kept texts takes no time. So each language's
text is a row (`CalendarEvent`), written when the stop is published. What it takes from elsewhere (names of bodies and
themes, addresses of the pages above) asks for it to be written again, and the clock looks through them all once a day.

SEQUENCE is one number for all the languages of a stop, and a text that comes out the same keeps it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import Signal
from django.utils import timezone
from icalendar import Event
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, post_page_move

from caravana_site.common.feeds import NEVER
from caravana_site.common.queue import enqueue
from caravana_site.delivery import purging
from events.calendar_text import event_of
from events.models import CalendarEvent, StopPage
from practices.models import Organisation, Theme

AT_ONCE = 200  # stops, each in all its languages

rewritten = Signal()
"""Sent in the transaction that wrote events, with `keys`: the translation keys of their stops."""


def connect() -> None:
    """Last of what listens to a publication: what the others align between languages is to be read aligned."""
    page_published.connect(_published, sender=StopPage, dispatch_uid="events.calendar_published")
    for model in (Organisation, Theme):
        post_save.connect(_renamed, sender=model, dispatch_uid=f"events.calendar_{model.__name__}")
    for signal, name in ((page_slug_changed, "slug"), (post_page_move, "move")):
        signal.connect(_moved, dispatch_uid=f"events.calendar_{name}")


def refresh(keys: Iterable[UUID]) -> int:
    """Write anew the events of these stops, by translation key, in every language; returns how many changed."""
    ordered = sorted(set(keys))
    batches = (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
    return sum(_refresh(batch) for batch in batches)


def refresh_all() -> int:
    """The clock's: whatever else has changed, or was never written, comes right within a day."""
    return refresh(StopPage.objects.live().values_list("translation_key", flat=True))


def refresh_naming(body: int | None = None, theme: int | None = None) -> int:
    """A job of the queue: the stops that name that body or that theme."""
    stops = StopPage.objects.live()
    if body is not None:
        stops = stops.of(Organisation(pk=body))
    if theme is not None:
        stops = stops.about(Theme.objects.values_list("key", flat=True).get(pk=theme))
    return refresh(stops.values_list("translation_key", flat=True))


def texts_of(stops: Any) -> tuple[list[str], datetime | None]:
    """The events of these stops, by their start, and when the newest of them changed; in a flat number of queries.

    What has no row yet (a stop that was written directly) is told without one.
    """
    names = ("start", "pk", "calendar_event__text", "calendar_event__changed")
    rows = list(stops.order_by().values_list(*names))  # unsorted: a database sorts so much text on disk
    told = [row for row in rows if row[-1] is not None]
    if lacking := [row[1] for row in rows if row[-1] is None]:
        for stop in _described(StopPage.objects.filter(pk__in=lacking)):
            moment = stop.last_published_at or NEVER
            told.append((stop.start, stop.pk, _text(event_of(stop), 0, moment), moment))
    told.sort()
    return [row[2] for row in told], max((row[3] for row in told), default=None)


@transaction.atomic
def _refresh(keys: Sequence[UUID]) -> int:
    kept: dict[UUID, list[CalendarEvent]] = defaultdict(list)
    locked = CalendarEvent.objects.select_for_update().filter(translation_key__in=keys).order_by("pk")
    for row in locked:
        kept[row.translation_key].append(row)
    versions: dict[UUID, list[StopPage]] = defaultdict(list)
    for stop in _described(StopPage.objects.live().filter(translation_key__in=keys)):
        versions[stop.translation_key].append(stop)
    now = timezone.now().replace(microsecond=0)
    made: list[CalendarEvent] = []
    changed: list[CalendarEvent] = []
    for key, stops in versions.items():
        added, updated = _written(stops, kept[key], now)
        made += added
        changed += updated
    CalendarEvent.objects.bulk_create(made, ignore_conflicts=True)  # another process may have made it meanwhile
    CalendarEvent.objects.bulk_update(changed, ["sequence", "digest", "text", "changed"])
    if written := [*made, *changed]:
        rewritten.send(sender=CalendarEvent, keys={row.translation_key for row in written})
    return len(written)


def _written(
    stops: Sequence[StopPage], rows: Sequence[CalendarEvent], now: datetime
) -> tuple[list[CalendarEvent], list[CalendarEvent]]:
    """The new rows of one stop and those that are no longer as they were."""
    by_stop = {row.stop_id: row for row in rows}
    events = {stop.pk: event_of(stop) for stop in stops}
    digests = {pk: sha256(event.to_ical()).hexdigest() for pk, event in events.items()}
    differs = any(pk in by_stop and by_stop[pk].digest != digest for pk, digest in digests.items())
    sequence = max((row.sequence for row in rows), default=0) + differs
    made, changed = [], []
    for stop in stops:
        row = by_stop.get(stop.pk)
        if row is not None and row.digest == digests[stop.pk] and row.sequence == sequence:
            continue
        (made if row is None else changed).append(row := row or CalendarEvent(stop=stop))
        row.translation_key, row.sequence, row.digest = stop.translation_key, sequence, digests[stop.pk]
        row.text, row.changed = _text(events[stop.pk], sequence, now), now
    return made, changed


def _text(event: Event, sequence: int, changed: datetime) -> str:
    event.add("sequence", sequence)
    # Without METHOD, DTSTAMP is when what the event says was last changed (RFC 5545, 3.8.7.2).
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    return str(event.to_ical().decode())


def _described(stops: Any) -> Any:
    return stops.for_cards().prefetch_related("other_themes__theme")


def _published(instance: StopPage, **kwargs: Any) -> None:
    refresh([instance.translation_key])


def _renamed(instance: Organisation | Theme, created: bool, **kwargs: Any) -> None:
    if created:
        return
    body = instance.pk if isinstance(instance, Organisation) else None
    theme = instance.pk if isinstance(instance, Theme) else None
    named = (
        StopPage.objects.of(instance) if isinstance(instance, Organisation) else StopPage.objects.about(instance.key)
    )
    if named.exists():
        enqueue("events.calendar_events.refresh_naming", body, theme, cluster="slow")


def _moved(instance: Page, **kwargs: Any) -> None:
    if StopPage.objects.descendant_of(instance).exists():
        enqueue("events.calendar_events.refresh_all", cluster="slow")


def tell_caches(**kwargs: Any) -> None:
    """Signal handler: calendars are joined from these texts, which are written after the stops."""
    purging.note(["calendar"])
