"""Filters of a kind's list, made from what the kind declares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.models import Value

from . import parameters as values
from .parameters import Parameter

MOMENT = {"type": "string", "pattern": values.MOMENT_TEXT, "anyOf": [{"format": "date"}, {"format": "date-time"}]}
NUMBER = {"type": "number", "minimum": -values.LARGEST, "maximum": values.LARGEST}
YES_NO = {"type": "boolean"}
EXACT, IS_NULL = "exact", "isnull"


@dataclass(frozen=True)
class Operator:
    """How a filter's values are compared."""

    says: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    condition: Callable[[Any], Q]
    """On the rows of values."""


def _list_of(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(one), "minItems": 1, "maxItems": values.MOST_VALUES}


def _first(day: date) -> datetime:
    """Of a day in Madrid its first moment; a moment is itself."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


def _until(day: date) -> Q:
    if isinstance(day, datetime):
        return Q(moment__lte=day)
    return Q(moment__lt=_first(day + timedelta(days=1)))


def _at(day: date) -> Q:
    return Q(moment=day) if isinstance(day, datetime) else Q(moment__gte=_first(day)) & _until(day)


_IS_NULL = Operator("whether it says nothing", YES_NO, values.yes_no, lambda given: Q())
OPERATORS: dict[FilterType, dict[str, Operator]] = {
    FilterType.TEXT: {
        EXACT: Operator("exactly this", values.TEXT, values.text, lambda given: Q(text=given)),
        "in": Operator(
            "any of these", _list_of(values.text_schema(",")), values.texts, lambda given: Q(text__in=given)
        ),
        "contains": Operator("these letters", values.TEXT, values.text, lambda given: Q(text__icontains=given)),
        IS_NULL: _IS_NULL,
    },
    FilterType.NUMBER: {
        EXACT: Operator("exactly this", NUMBER, values.number, lambda given: Q(number=given)),
        "in": Operator("any of these", _list_of(NUMBER), values.numbers, lambda given: Q(number__in=given)),
        "gte": Operator("this or more", NUMBER, values.number, lambda given: Q(number__gte=given)),
        "lte": Operator("this or less", NUMBER, values.number, lambda given: Q(number__lte=given)),
        IS_NULL: _IS_NULL,
    },
    FilterType.MOMENT: {
        EXACT: Operator("on this day, or at this moment", MOMENT, values.moment, _at),
        "gte": Operator("from then on", MOMENT, values.moment, lambda given: Q(moment__gte=_first(given))),
        "lte": Operator("until then, the day included", MOMENT, values.moment, _until),
        IS_NULL: _IS_NULL,
    },
    FilterType.YES_NO: {
        EXACT: Operator("yes or no", YES_NO, values.yes_no, lambda given: Q(text="true" if given else "false")),
    },
}


def _name(field: str, operator: str) -> str:
    return field if operator == EXACT else f"{field}__{operator}"


def of_kind(kind: Kind) -> Iterator[Parameter]:
    """The parameters that its filters are asked by."""
    for field, one in kind.filters.items():
        for name in one.type.value:
            operator = OPERATORS[one.type][name]
            description = f"{one.description.rstrip('.')}: {operator.says}."
            yield Parameter(_name(field, name), description, operator.schema, operator.read)


def conditions(kind: Kind, asked: Mapping[str, Any]) -> Iterable[Q]:
    """On documents. Operators of one field hold for the same value of it."""
    for field, one in kind.filters.items():
        if not any(_name(field, name) in asked for name in one.type.value):
            continue  # a condition that nobody asked for costs more to write than the whole answer
        held = Value.objects.filter(document=OuterRef("pk"), name=field)
        wanted = [
            OPERATORS[one.type][name].condition(asked[_name(field, name)])
            for name in _comparing(one)
            if _name(field, name) in asked
        ]
        if wanted:
            yield Q(Exists(held.filter(*wanted)))
        if (nothing := asked.get(_name(field, IS_NULL))) is not None:
            yield ~Q(Exists(held)) if nothing else Q(Exists(held))


def _comparing(one: Filter) -> list[str]:
    return [name for name in one.type.value if name != IS_NULL]
