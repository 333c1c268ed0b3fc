"""The catalogue in memory: which practices have which value of each facet, and what they are sorted by.

Counting fourteen facets, each under the filters of the others, is fourteen passes over every practice in SQL and set
arithmetic here. The index holds keys only, no texts: some 10 MB for 10,000 practices. A process builds it from ten
queries when the catalogue's fingerprint, read with every request, is another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Sum
from wagtail.models import Locale

from practices.facets import FACETS, WITH_PARTS, WITH_VIDEO, FacetKind
from practices.models.organisations import Organisation

if TYPE_CHECKING:
    from practices.models.practices import PracticeQuerySet

Answers = Mapping[str, Sequence[str]]
_kept: dict[int, tuple[Any, "CatalogueIndex"]] = {}


@dataclass(frozen=True)
class Entry:
    """What one practice is ranked by."""

    pk: int
    started: Any
    population: int | None
    comarca: str | None
    province: str | None
    capacity: str
    difficulties: int
    longitude: float | None
    latitude: float | None


@dataclass
class CatalogueIndex:
    """Facet → value → primary keys, and an entry for each practice."""

    entries: dict[int, Entry]
    values: dict[str, dict[str, set[int]]] = field(default_factory=dict)

    def matching(self, answers: Answers, *, within: set[int] | None = None, but: str = "") -> set[int]:
        """Practices that every facet lets through; within one facet any answer will do. `but` leaves a facet out."""
        found = set(self.entries) if within is None else within & self.entries.keys()
        for name, chosen in answers.items():
            if name != but and chosen:
                found &= set().union(*(self.values[name].get(value, set()) for value in chosen))
        return found

    def tally(self, name: str, among: set[int]) -> dict[str, int]:
        """How many of these practices have each value of the facet."""
        return {value: number for value, pks in self.values[name].items() if (number := len(pks & among))}


def index_of(practices: "PracticeQuerySet", locale: Locale) -> CatalogueIndex:
    """The index of these practices of one language, built anew only when something has changed."""
    fingerprint = _fingerprint(practices)
    kept = _kept.get(locale.pk)
    if kept is None or kept[0] != fingerprint:
        kept = _kept[locale.pk] = (fingerprint, _build(practices))
    return kept[1]


def forget() -> None:
    """For tests, whose rows come and go without being published."""
    _kept.clear()


def _fingerprint(practices: "PracticeQuerySet") -> tuple[Any, ...]:
    """Changes whenever a practice is published, withdrawn or moved, or a body is edited."""
    told = practices.order_by().aggregate(
        number=Count("pk"), sum=Sum("pk"), published=Max("last_published_at"), revised=Max("latest_revision_id")
    )
    return (*told.values(), Organisation.objects.aggregate(changed=Max("changed"))["changed"])


def _build(practices: "PracticeQuerySet") -> CatalogueIndex:
    rows = practices.order_by()
    columns = [facet for facet in FACETS if facet.column]
    difficulties = dict(rows.values_list("pk").annotate(number=Count("difficulties")))
    index = CatalogueIndex({}, {facet.name: defaultdict(set) for facet in FACETS})
    names = ["pk", "started", *(f"organisation__{name}" for name in ("longitude", "latitude"))]
    for pk, started, longitude, latitude, *values in rows.values_list(*names, *(facet.column for facet in columns)):
        told = {facet.name: value for facet, value in zip(columns, values, strict=True)}
        index.entries[pk] = Entry(
            pk, started, told["population"], told["comarca"], told["province"], told["capacity"], difficulties[pk],
            longitude, latitude,
        )  # fmt: skip
        for facet in columns:
            _put(index, facet, pk, told[facet.name])
    for facet in FACETS:
        for path in facet.rows:
            for pk, value in rows.exclude(**{path: None}).values_list("pk", path):
                index.values[facet.name][value].add(pk)
    index.values["with"][WITH_PARTS].update(rows.exclude(reusable_parts=None).values_list("pk", flat=True))
    index.values["with"][WITH_VIDEO].update(rows.exclude(interviews=None).values_list("pk", flat=True))
    return index


def _put(index: CatalogueIndex, facet: FacetKind, pk: int, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            index.values[facet.name][str(one)].add(pk)
    elif value not in ("", None) or facet.name == "population":
        index.values[facet.name][facet.read(value)].add(pk)
