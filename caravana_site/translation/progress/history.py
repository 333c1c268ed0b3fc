"""What the page of progress tells, from the lines that the clock has written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import slugify

from caravana_site.common.drawing.lines import Line, line
from caravana_site.common.languages import name_of

from ..models import ProgressDay
from ..queue.listing import kind_name, pair_name

DAYS = 90  # days that are drawn
TOLD = 14  # days of the table beside the drawing


def percent(done: int, total: int) -> int:
    """Rounded down, so that 100 is all of it; of nothing, all."""
    return done * 100 // total if total else 100


@dataclass(frozen=True)
class Told:
    """A line of the table: a type in one pair of languages, or all types together."""

    row: Any

    @property
    def day(self) -> date:
        return self.row.day  # type: ignore[no-any-return]  # a row of the day or their sum

    @property
    def source(self) -> str:
        return name_of(self.row.source_locale.language_code)

    @property
    def target(self) -> str:
        return name_of(self.row.target_locale.language_code)

    @property
    def kind(self) -> str:
        return kind_name(self.row.content_type_id)

    @property
    def percent(self) -> int:
        return percent(self.row.objects_done, self.row.objects_total)

    @property
    def words_percent(self) -> int:
        return percent(self.row.words_done, self.row.words_total)


@dataclass
class Sum:
    """All types of a pair on one day."""

    day: date
    objects_total: int = 0
    objects_done: int = 0
    words_total: int = 0
    words_done: int = 0

    def add(self, row: ProgressDay) -> None:
        for name in ("objects_total", "objects_done", "words_total", "words_done"):
            setattr(self, name, getattr(self, name) + getattr(row, name))


@dataclass(frozen=True)
class Pair:
    """Two languages: what there is of each type by the last day, and how it went."""

    name: str
    key: str
    kinds: list[Told]
    days: list[Told]

    @property
    def total(self) -> Told:
        return self.days[-1]

    @property
    def drawn(self) -> Line:
        """Of the words, in percent, by day."""
        return line([(one.day.toordinal(), one.words_percent) for one in self.days])

    @property
    def last_days(self) -> list[Told]:
        return self.days[: -TOLD - 1 : -1]


class Progress:
    """Every pair of languages that something was counted for."""

    @cached_property
    def day(self) -> date | None:
        return ProgressDay.objects.order_by("-day").values_list("day", flat=True).first()

    def all_lines(self) -> Iterator[Told]:
        rows = ProgressDay.objects.select_related("source_locale", "target_locale")
        yield from map(Told, rows.order_by("day", "source_locale", "target_locale", "content_type"))

    @cached_property
    def pairs(self) -> list[Pair]:
        if self.day is None:
            return []
        rows = ProgressDay.objects.filter(day__gt=self.day - timedelta(days=DAYS))
        kinds: dict[tuple[str, str], list[Told]] = defaultdict(list)
        sums: dict[tuple[str, str], dict[date, Sum]] = defaultdict(dict)
        for row in rows.select_related("source_locale", "target_locale").order_by("day"):
            pair = (row.source_locale.language_code, row.target_locale.language_code)
            sums[pair].setdefault(row.day, Sum(row.day)).add(row)
            if row.day == self.day:
                kinds[pair].append(Told(row))
        return [
            Pair(
                pair_name(*pair),
                "-".join(pair),
                sorted(kinds[pair], key=lambda told: slugify(told.kind)),
                [Told(one) for one in days.values()],
            )
            for pair, days in sorted(sums.items())
            if kinds[pair]
        ]
