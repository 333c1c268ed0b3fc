"""The catalogue in memory: which practices have which value of each facet, and what they are sorted by.

Counting fourteen facets, each under the filters of the others, is fourteen passes over every practice in SQL and set
arithmetic here. The index holds keys only, no texts: some 10 MB for 10,000 practices. A process builds it from a
dozen queries when the catalogue's fingerprint, read with every request, is another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count, FloatField, Func, Subquery, Sum, Value
from wagtail.models import Locale, Page, PageViewRestriction

from caravana_site.common.memory import recalled
from practices.facets import FACETS, WITH_PARTS, WITH_VIDEO, FacetKind
from practices.models.organisations import Organisation
from practices.models.replications import Replication

if TYPE_CHECKING:
    from practices.models.practices import PracticeQuerySet

Answers = Mapping[str, Sequence[str]]
_kept: dict[int, tuple[Any, "CatalogueIndex"]] = {}
TOLD_BY = ("practice", "stop", "organisation", "page")
"""Keys that are raised when what a fingerprint counts is another."""
_lacked: dict[int, tuple[list["CatalogueIndex"], int]] = {}
"""Locale → the indexes of all languages, and how many practices they have that it lacks."""


@dataclass(frozen=True)
class Entry:
    """What one practice is ranked and counted by."""

    pk: int
    started: Any
    population: int | None
    comarca: str | None
    province: str | None
    capacity: str
    successes: int
    difficulties: int
    longitude: float | None
    latitude: float | None
    featured: bool
    is_sample: bool
    adapted: int
    """How many bodies have adapted it."""


@dataclass
class CatalogueIndex:
    """Facet → value → primary keys; an entry for each practice, the newest first; what each is in other languages."""

    entries: dict[int, Entry] = field(default_factory=dict)
    values: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: {facet.name: defaultdict(set) for facet in FACETS}
    )
    translation_keys: set[Any] = field(default_factory=set)
    keys: dict[int, Any] = field(default_factory=dict)
    """Practice → what it shares with itself in other languages."""
    words: dict[int, frozenset[str]] = field(default_factory=dict)
    """What `related` has read of titles and summaries."""
    reference_choices: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)
    """Choices that are reference data, by facet: read once, since nobody edits them."""

    @cached_property
    def everything(self) -> frozenset[int]:
        return frozenset(self.entries)

    def matching(self, answers: Answers, *, within: Set[int] | None = None, but: str = "") -> Set[int]:
        """Practices that every facet lets through; within one facet any answer will do. `but` leaves a facet out."""
        found = self.everything if within is None else within & self.everything
        for name, chosen in answers.items():
            if name != but and chosen:
                found = found & set().union(*(self.values[name].get(value, set()) for value in chosen))
        return found

    def tally(self, name: str, among: Set[int]) -> dict[str, int]:
        """How many of these practices have each value of the facet."""
        if among is self.everything:  # the list that nobody has narrowed, which most readers open
            return {value: len(pks) for value, pks in self.values[name].items()}
        return {value: number for value, pks in self.values[name].items() if (number := len(pks & among))}

    def tells_of(self, name: str, value: str) -> bool:
        """Whether a practice with that value of the facet is no sample: else search engines are not told of it."""
        return any(not self.entries[pk].is_sample for pk in self.values[name].get(value, ()))

    def newest(self, among: Set[int]) -> list[int]:
        """Those of these practices that it has, newest first."""
        return [pk for pk in self.entries if pk in among]


def indexes_of(practices: "PracticeQuerySet") -> dict[int, CatalogueIndex]:
    """The index of each language that has practices, by its locale's key; built anew when something has changed."""
    found = {}
    for locale, fingerprint in fingerprints(practices.model).items():
        kept = _kept.get(locale)
        if kept is None or kept[0] != fingerprint:
            kept = _kept[locale] = (fingerprint, _build(practices.model.objects.listed().filter(locale_id=locale)))
        found[locale] = kept[1]
    return found


def elsewhere(indexes: Mapping[int, CatalogueIndex], locale: Locale, name: str, value: str) -> int:
    """How many practices with that value of the facet there are in the other languages that this one lacks.

    Without a value: of all.
    """
    if not value:
        return _lacking(indexes, locale)
    here = indexes[locale.pk].translation_keys if locale.pk in indexes else set()
    others = (index for key, index in indexes.items() if key != locale.pk)
    found = {index.keys[pk] for index in others for pk in (index.values[name].get(value, ()))}
    return len(found - here)


def _lacking(indexes: Mapping[int, CatalogueIndex], locale: Locale) -> int:
    """Counted once for the same indexes: it goes through all the practices."""
    told, kept = list(indexes.values()), _lacked.get(locale.pk)
    if (
        kept is None
        or len(kept[0]) != len(told)
        or any(one is not other for one, other in zip(kept[0], told, strict=True))
    ):
        here = indexes[locale.pk].translation_keys if locale.pk in indexes else set()
        kept = _lacked[locale.pk] = (told, len(set().union(*(index.translation_keys for index in told)) - here))
    return kept[1]


def index_of(practices: "PracticeQuerySet", locale: Locale) -> CatalogueIndex:
    """The index of one language."""
    return indexes_of(practices).get(locale.pk) or CatalogueIndex()


def forget() -> None:
    """For tests, whose rows come and go without being published."""
    _kept.clear()
    _lacked.clear()


class Epoch(Func):
    """A moment as seconds since 1970."""

    template = "EXTRACT(EPOCH FROM %(expressions)s)"
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="julianday(%(expressions)s) * 86400", **context)


def fingerprints(model: Any) -> dict[int, tuple[Any, ...]]:
    """Locale → what changes when such a page is published, withdrawn or moved, a body edited or a replication approved.

    From the narrow table of all pages: stories make the practices' own table ten times as large to read. A restriction
    hides what is below it without touching it, so those are counted too. Moments are added up: of two transactions the
    one that began first may be the last to commit, and would not move the latest moment. It walks through all pages, so
    a process that knows that nobody changed one of them does not ask again.
    """
    return recalled(("fingerprints", model), TOLD_BY, lambda: _read_fingerprints(model))


def _read_fingerprints(model: Any) -> dict[int, tuple[Any, ...]]:
    sql, parameters = _fingerprints_sql(connection.vendor)
    kind = ContentType.objects.get_for_model(model).pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind if one == _ANY_KIND else one for one in parameters])
        return {locale: tuple(values) for locale, *values in cursor.fetchall()}


_ANY_KIND = -7_203_416_881  # a key that no content type has, nor any other parameter


@cache
def _fingerprints_sql(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Nearly every request asks it: for Django to write it takes as long as for the database to answer."""
    pages = Page.objects.live().filter(content_type_id=_ANY_KIND).order_by()
    told = pages.values_list("locale").annotate(
        number=Count("pk"),
        sum=Sum("pk"),
        published=Sum(Epoch("last_published_at")),
        revised=Sum("latest_revision_id"),
        restricted=_of_all(PageViewRestriction, Sum("pk")),
        changed=_of_all(Organisation, Sum(Epoch("changed"))),
        replicated=_of_all(Replication, Sum(Epoch("changed"))),
        replications=_of_all(Replication, Count("pk")),
    )
    sql, parameters = told.query.sql_with_params()
    return sql, tuple(parameters)


def _of_all(model: Any, told: Any) -> Subquery:
    return Subquery(
        model.objects.order_by().annotate(everything=Value(1)).values("everything").annotate(told=told).values("told")
    )


def _build(rows: "PracticeQuerySet") -> CatalogueIndex:
    index = CatalogueIndex()
    columns = [facet for facet in FACETS if facet.column]
    names = [
        *("pk", "translation_key", "started", "featured", "is_sample", "organisation__longitude"),
        "organisation__latitude",
    ]
    counts = [
        dict(rows.order_by().values_list("pk").annotate(number=Count(name))) for name in ("successes", "difficulties")
    ]
    adapted = Replication.objects.adapted_counts()
    for pk, key, started, featured, is_sample, longitude, latitude, *values in rows.newest().values_list(
        *names, *(facet.column for facet in columns)
    ):
        told = {facet.name: value for facet, value in zip(columns, values, strict=True)}
        index.entries[pk] = Entry(
            pk, started, told["population"], told["comarca"], told["province"], told["capacity"],
            counts[0].get(pk, 0), counts[1].get(pk, 0), longitude, latitude, featured, is_sample, adapted.get(key, 0),
        )  # fmt: skip
        index.translation_keys.add(key)
        index.keys[pk] = key
        for facet in columns:
            _put(index, facet, pk, told[facet.name])
    rows = rows.order_by()
    for facet in FACETS:
        for path in facet.rows:
            # A filter joins; an exclusion would ask again for each practice.
            for pk, value in rows.filter(**{f"{path}__isnull": False}).values_list("pk", path):
                index.values[facet.name][value].add(pk)
    index.values["with"][WITH_PARTS].update(rows.filter(reusable_parts__isnull=False).values_list("pk", flat=True))
    index.values["with"][WITH_VIDEO].update(rows.filter(interviews__isnull=False).values_list("pk", flat=True))
    return index


def _put(index: CatalogueIndex, facet: FacetKind, pk: int, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            index.values[facet.name][str(one)].add(pk)
    elif value not in ("", None) or facet.name == "population":
        index.values[facet.name][facet.read(value)].add(pk)
