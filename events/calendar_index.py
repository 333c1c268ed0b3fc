"""The calendar in memory: when each public stop is and what it can be narrowed by.

Of thousands of stops, each count and each page of keys is a walk through the table, and a request needs a dozen; a walk
through what each process keeps takes a millisecond. It holds what a month and a map say, no longer texts, and is read
anew when one narrow query says that something has changed, as the catalogue's index is. What is over is asked of the
clock each time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Locale

from events.models.stop_choices import StopState
from events.models.stop_moments import StopMoments
from events.models.stop_queries import MADE_ON_MAP, PLANNED_ON_MAP
from events.models.stop_rows import StopTheme
from practices.catalogue_index import fingerprints
from practices.models import Comarca, Municipality, Organisation, Province, Theme

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet


@dataclass(frozen=True)
class Where:
    """The place of a stop: its own or, when it has none, its host's."""

    town: str
    comarca: str | None
    province: str | None
    map_point: tuple[float, float] | None


@dataclass(frozen=True)
class ShownStop(StopMoments):
    """A stop as a month and a map show it, without reading its row."""

    pk: int
    start: datetime
    end: datetime
    state: str
    title: str
    town: str
    map_point: tuple[float, float] | None
    theme: Theme
    url: str

    @property
    def state_name(self) -> str:
        return str(StopState(self.state).label)


@dataclass(frozen=True, slots=True)
class Entry(StopMoments):
    """What one stop is found by, and what a month and a map say of it."""

    pk: int
    slug: str
    title: str
    start: datetime
    end: datetime
    state: str
    format: str
    theme: int
    themes: frozenset[int]
    """The main one and the others, by primary key: an editor may change what addresses call them."""
    where: Where

    def shown(self, theme: Theme, list_address: str) -> ShownStop:
        where, url = self.where, f"{list_address}{self.slug}/"
        return ShownStop(self.pk, self.start, self.end, self.state, self.title, where.town, where.map_point, theme, url)

    def fits(self, answers: Mapping[str, str], themes: frozenset[int], at: datetime) -> bool:
        """Whether every answer lets it through; `themes` are those that the answer about them means."""
        return (
            (not answers["theme"] or not themes.isdisjoint(self.themes))
            and answers["format"] in ("", self.format)
            and answers["comarca"] in ("", self.where.comarca)
            and answers["province"] in ("", self.where.province)
            and (not answers["state"] or answers["state"] == self.shown_state(at))
        )


@dataclass(frozen=True)
class CalendarIndex:
    entries: Sequence[Entry]
    """By their start."""
    elsewhere: int
    """How many stops there are in the other languages that this one lacks."""
    places: frozenset[str | None]
    """The comarques and provinces where some stop is; one's slugs are never the other's codes."""
    comarques: Sequence[tuple[str, str]]
    provinces: Sequence[tuple[str, str]]
    """All of them, with their names: nobody edits them."""

    def next_one(self, at: datetime, states: Collection[str]) -> Entry | None:
        """The first to come in one of those states."""
        return next((entry for entry in upcoming(self.entries, at) if entry.state in states), None)

    def last_made(self, at: datetime, number: int) -> list[Entry]:
        """The last one first."""
        return list(islice(taking_place(over(self.entries, at)), number))

    def road(self, at: datetime) -> list[Entry]:
        """What a map can show, oldest first."""
        return itinerary(self.entries, at)

    def matching(self, answers: Mapping[str, str], at: datetime) -> Sequence[Entry]:
        if not any(answers.values()):
            return self.entries
        themes = frozenset(Theme.objects.filter(key=answers["theme"]).values_list("pk", flat=True))
        return [entry for entry in self.entries if entry.fits(answers, themes, at)]


def upcoming(entries: Sequence[Entry], at: datetime) -> Iterator[Entry]:
    """With `over` it parts the stops: each is in one, none in both. One that has begun is still to come."""
    return (entry for entry in entries if not entry.is_over(at))


def over(entries: Sequence[Entry], at: datetime) -> Iterator[Entry]:
    """The last one first."""
    return (entry for entry in reversed(entries) if entry.is_over(at))


def taking_place(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.takes_place)


def between(entries: Sequence[Entry], first: date, last: date) -> list[Entry]:
    """Those that take up a part of any of those days, both included."""
    begins, ends = _midnight(first), _midnight(last + timedelta(days=1))
    return [entry for entry in entries if entry.start < ends and entry.end > begins]


def _midnight(day: date) -> datetime:
    """When a day begins in Madrid, whatever its clock does later that day; in UTC, as entries tell their moments."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


def neighbours(entries: Sequence[Entry], start: datetime, pk: int | None, number: int) -> tuple[list[int], list[int]]:
    """The keys of so many that take place before and after a stop that begins then, the nearest first."""
    place = (start, pk or 0)
    before = (entry for entry in reversed(entries) if (entry.start, entry.pk) < place)
    after = (entry for entry in entries if (entry.start, entry.pk) > place)
    return _first(before, number), _first(after, number)


def _first(entries: Iterable[Entry], number: int) -> list[int]:
    return [entry.pk for entry in islice(taking_place(entries), number)]


def itinerary(entries: Sequence[Entry], at: datetime) -> list[Entry]:
    """The last stops made and the first to come of those that take place, oldest first."""
    made = list(islice(taking_place(over(entries, at)), MADE_ON_MAP))
    return [*reversed(made), *islice(taking_place(upcoming(entries, at)), PLANNED_ON_MAP)]


READ = ("pk", "slug", "title", "start", "end", "state", "format", "theme", "municipality", "host")
_kept: dict[int, tuple[Any, CalendarIndex]] = {}


def index_of(stops: "StopQuerySet", locale: Locale) -> CalendarIndex:
    """Of those live stops of one language that everybody may read."""
    now = fingerprints(stops.model)
    kept = _kept.get(locale.pk)
    if kept is None or kept[0] != now:
        kept = _kept[locale.pk] = (now, _build(stops.public(), locale))
    return kept[1]


def forget() -> None:
    """For tests, whose rows come and go without being published."""
    _kept.clear()


def _build(stops: "StopQuerySet", locale: Locale) -> CalendarIndex:
    others: dict[int, set[int]] = defaultdict(set)
    for page, theme in StopTheme.objects.filter(page__in=stops.order_by()).values_list("page", "theme"):
        others[page].add(theme)
    rows = list(stops.order_by("start", "pk").values_list(*READ))
    own, hosts = _municipalities(), _hosts({host for *_told, municipality, host in rows if municipality is None})
    entries = [
        Entry(
            pk, slug, title, start, end, state, format_, theme, frozenset({theme, *others.get(pk, ())}),
            hosts[host] if municipality is None else own[municipality],
        )
        for pk, slug, title, start, end, state, format_, theme, municipality, host in rows
    ]  # fmt: skip
    places = frozenset(place for entry in entries for place in (entry.where.comarca, entry.where.province))
    return CalendarIndex(
        entries, _elsewhere(stops, locale), places,
        list(Comarca.objects.values_list("slug", "name")), list(Province.objects.values_list("code", "name")),
    )  # fmt: skip


def _municipalities() -> dict[str, Where]:
    return {
        place.ine: Where(place.display_name, place.comarca_id, place.province_id, (place.x, place.y))
        for place in Municipality.objects.defer("outline")
    }


def _hosts(keys: set[int]) -> dict[int, Where]:
    outlines = ("municipality__outline", "comarca__outline", "comarca__borders", "province__outline")
    bodies = Organisation.objects.select_related("municipality", "comarca", "province").defer(*outlines)
    return {
        body.pk: Where(body.place_name, body.comarca_id, body.province_id, body.map_point)
        for body in bodies.filter(pk__in=keys)
    }


def _elsewhere(stops: "StopQuerySet", locale: Locale) -> int:
    every = stops.model.objects
    here = every.live().in_locale(locale).values("translation_key")
    others = every.live().public().exclude(locale=locale).exclude(translation_key__in=here)
    return int(others.values("translation_key").distinct().count())
