"""What bodies have published, of many at once: practices, stops and what they made of others' practices."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Locale

from events.models import StopPage
from practices.models import Organisation, PracticeCollaborator, PracticePage, Replication

from .subjects import public


@dataclass
class Works:
    """Of one body in one language. Each page comes once, with the first of the parts that the body had in it."""

    practices: dict[int, tuple[PracticePage, str]] = field(default_factory=dict)
    stops: dict[int, tuple[StopPage, str]] = field(default_factory=dict)
    replications: list[tuple[Replication, PracticePage]] = field(default_factory=list)
    """Each with the practice's page to lead to."""

    def __bool__(self) -> bool:
        return bool(self.practices or self.stops or self.replications)

    @property
    def are_samples(self) -> bool:
        """Whether nothing of it is real."""
        pages = [page for page, _part in (*self.practices.values(), *self.stops.values())]
        told = [row.practice for row, _page in self.replications]
        return bool(self) and all(page.is_sample for page in (*pages, *told))


Found = dict[tuple[int, int], Works]
"""By body and language."""


def works_of(bodies: Collection[int], locales: Collection[Locale]) -> Found:
    """What everybody may read, in the order of the bodies' own pages; a flat number of queries."""
    found: Found = defaultdict(Works)
    for body, page, part in _practices(bodies):
        found[body, page.locale_id].practices.setdefault(page.pk, (page, part))
    for body, stop, part in _stops(bodies):
        found[body, stop.locale_id].stops.setdefault(stop.pk, (stop, part))
    rows = Replication.objects.of_public_practices().filter(organisation__in=bodies)
    if rows.exists():
        _add_replications(found, rows, locales)
    return found


def _practices(bodies: Collection[int]) -> Iterator[tuple[int, PracticePage, str]]:
    helped: dict[int, list[int]] = defaultdict(list)
    rows = PracticeCollaborator.objects.filter(organisation__in=bodies).order_by("pk")
    for page, body in rows.values_list("page", "organisation"):
        helped[page].append(body)
    pages: Any = public(
        PracticePage.objects.defer_streamfields().filter(Q(organisation__in=bodies) | Q(pk__in=list(helped)))
    )
    for page in pages.select_related("locale").newest():
        if page.organisation_id in bodies:
            yield page.organisation_id, page, "leader"
        for body in helped[page.pk]:
            yield body, page, "collaborator"


def _stops(bodies: Collection[int]) -> Iterator[tuple[int, StopPage, str]]:
    stops = public(StopPage.objects.defer_streamfields().filter(Q(host__in=bodies) | Q(rapporteur__in=bodies)))
    for stop in stops.select_related("locale").order_by("-start", "-pk"):
        for body, part in ((stop.host_id, "host"), (stop.rapporteur_id, "rapporteur")):
            if body in bodies:
                yield body, stop, part


def _add_replications(found: Found, rows: Any, locales: Collection[Locale]) -> None:
    """They are told in every language, as they were written where nobody has translated them."""
    wanted = rows.values("practice__translation_key")
    pages = public(PracticePage.objects.defer_streamfields().filter(translation_key__in=wanted))
    there = {(page.translation_key, page.locale_id): page for page in pages.select_related("locale")}
    for locale in locales:
        for row in rows.told_in(locale):
            page = there.get((row.practice.translation_key, locale.pk), row.practice)
            found[row.organisation_id, locale.pk].replications.append((row, page))


def bodies_of_practices(pages: Collection[PracticePage]) -> Iterable[UUID]:
    helped = PracticeCollaborator.objects.filter(page__in=pages).values_list("organisation", flat=True)
    return _uuids({page.organisation_id for page in pages} | set(helped))


def bodies_of_stops(stops: Collection[StopPage]) -> Iterable[UUID]:
    return _uuids({body for stop in stops for body in (stop.host_id, stop.rapporteur_id)})


def bodies_of_replications(rows: Collection[Replication]) -> Iterable[UUID]:
    return _uuids({row.organisation_id for row in rows})


def _uuids(bodies: Iterable[int | None]) -> Iterable[UUID]:
    wanted = {body for body in bodies if body is not None}
    return Organisation.objects.filter(pk__in=wanted).values_list("uuid", flat=True) if wanted else ()
