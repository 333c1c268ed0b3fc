"""Orders of a list, and its pages: each begins after the last thing of the one before, whatever is published between.

Whatever has no such value comes last, asked for on its own, since no index of the database has it there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from caravana_site.api.models import Document

from . import cursors

EARTH = 6371.0088
"""Its mean radius in kilometres."""
DEGREE = 111.19
"""Kilometres from one parallel to the next."""
COLUMNS = ("published", "updated", "title", "begins")
DISTANCE = "distance"
NAMES = [*COLUMNS, *(f"-{column}" for column in COLUMNS), DISTANCE]
NEWEST = "-published"
Row = tuple[Any, ...]
"""Primary key, uuid and language of a document, what it is sorted by, and the texts that were asked for."""
Streams = Callable[[], Sequence[QuerySet[Document]]]


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor of what follows them; None at the end."""

    rows: Sequence[Row]
    next: str | None


@dataclass(frozen=True)
class Order:
    """One of NAMES; `purpose` is what its cursors are good for."""

    name: str
    purpose: str

    @property
    def column(self) -> str:
        return self.name.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.name.startswith("-")

    def page(
        self, streams: Streams, limit: int, cursor: str | None, texts: Sequence[str], begun: list[Row] | None = None
    ) -> Page:
        """Of a list, or of several that have nothing in common, with those columns of text. `begun` are the rows that
        `beginning` has, for whoever asked for them already. Raises InvalidError for a cursor of another order."""
        after = self._read(cursor) if cursor is not None else None
        rows = begun or []
        if begun is None and (after is None or after[0] is not None):
            rows = self._first([self._with_value(one, after, texts) for one in streams()], limit + 1)
        if len(rows) <= limit and self.column not in ("title", DISTANCE):
            start = after[1] if after is not None and after[0] is None else None
            lacking = [self._without_value(one, start, texts) for one in streams()]
            rows += self._first(lacking, limit + 1 - len(rows))
        more = len(rows) > limit
        rows = rows[:limit]
        return Page(rows, self._written(rows[-1]) if more else None)

    def beginning(self, stream: QuerySet[Document], limit: int, texts: Sequence[str]) -> Any:
        """The query of the first page of one list, and of one row more."""
        return self._with_value(stream, None, texts)[: limit + 1]

    def _first(self, streams: Sequence[Any], most: int) -> list[Row]:
        """The first rows of all: each is asked alone, as an index serves it, and no further than is of use."""
        rows: list[Row] = []
        for stream in streams:
            useful = self._until(stream, rows[most - 1]) if len(rows) >= most else stream
            if more := list(useful[:most]):
                rows = self._sorted([*rows, *more]) if rows else more
        return rows[:most]

    def _until(self, stream: Any, last: Row) -> Any:
        """What does not come after that row."""
        column, value = (self.column, last[3]) if last[3] is not None else ("pk", last[0])
        return stream.filter(**{f"{column}__{'gte' if self.descending else 'lte'}": value})

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        """Titles by the database, whose own rules each of the lists was sorted by."""
        if self.column != "title":
            return sorted(rows, key=lambda row: (row[3], row[0]), reverse=self.descending)
        sign, found = "-" if self.descending else "", {row[0]: row for row in rows}
        order = Document.objects.filter(pk__in=found).order_by(f"{sign}title", f"{sign}pk")
        return [found[pk] for pk in order.values_list("pk", flat=True)]

    def _with_value(self, documents: QuerySet[Document], after: tuple[Any, int] | None, texts: Sequence[str]) -> Any:
        column, beyond = self.column, "lt" if self.descending else "gt"
        found = documents.filter(**{f"{column}__isnull": False})
        if after is not None:
            value, pk = after
            # The first condition is one that an index serves; the second takes out what was seen.
            found = found.filter(**{f"{column}__{beyond}e": value})
            found = found.filter(Q(**{f"{column}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}))
        sign = "-" if self.descending else ""
        return found.order_by(f"{sign}{column}", f"{sign}pk").values_list("pk", "uuid", "language", column, *texts)

    def _without_value(self, documents: QuerySet[Document], after: int | None, texts: Sequence[str]) -> Any:
        found = documents.filter(**{f"{self.column}__isnull": True})
        if after is not None:
            found = found.filter(**{"pk__lt" if self.descending else "pk__gt": after})
        sign = "-" if self.descending else ""
        return found.order_by(f"{sign}pk").values_list("pk", "uuid", "language", self.column, *texts)

    def _written(self, row: Row) -> str:
        value = row[3].isoformat() if isinstance(row[3], datetime) else row[3]
        return cursors.written(self.purpose, [value, row[0]])

    def _read(self, cursor: str) -> tuple[Any, int]:
        value, pk = cursors.read(self.purpose, cursor)
        if value is not None and self.column in ("published", "updated", "begins"):
            value = datetime.fromisoformat(value)
        return value, pk


def near(documents: QuerySet[Document], point: tuple[float, float], within: float | None) -> QuerySet[Document]:
    """Those that have a place, each with its `distance` in kilometres; the nearest ones where a limit is given."""
    latitude, longitude = point
    found = documents.filter(latitude__isnull=False, longitude__isnull=False)
    if within is not None:
        band = within / DEGREE
        found = found.filter(latitude__gte=latitude - band, latitude__lte=latitude + band)
    half: Callable[[str, float], Any] = lambda name, other: Power(  # noqa: E731  # one word of the formula below
        Sin((Radians(F(name)) - Radians(Value(other, FloatField()))) / 2.0), 2.0
    )
    cosines = Cos(Radians(F("latitude"))) * Cos(Radians(Value(latitude, FloatField())))
    chord = Least(half("latitude", latitude) + cosines * half("longitude", longitude), Value(1.0, FloatField()))
    distance = ExpressionWrapper(ASin(Sqrt(chord)) * (2 * EARTH), output_field=FloatField())
    found = found.annotate(distance=distance)
    return found if within is None else found.filter(distance__lte=within)
