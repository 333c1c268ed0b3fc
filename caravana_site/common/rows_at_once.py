"""All the rows of a page in one query, whatever their kinds: prefetching costs one for each kind.

Each row comes as a JSON object and becomes an instance again, with the terms that it names; the page holds them as it
holds the rows of a draft.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models.functions import Cast, JSONObject
from django.utils.timezone import is_naive
from wagtail.models import Page


def read_rows(page: Page, paths: Iterable[str]) -> None:
    """Read relations such as `successes` or `audiences__audience`: rows, and the one term that each of them names.

    The rows of a draft are in memory already, and stay as they are.
    """
    kinds = dict(path.partition("__")[::2] for path in paths)
    held = getattr(page, "_cluster_related_objects", None) or {}
    if page.pk is None or held.keys() & kinds.keys():
        return
    found: dict[str, list[models.Model]] = {name: [] for name in kinds}
    pages: Any = type(page)
    sql, parameters = _written(pages, tuple(kinds.items()), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [page.pk if one is _PAGE else one for one in parameters])
        for name, columns in cursor.fetchall():
            found[name].append(_row(_model(pages, name), json.loads(columns), kinds[name]))
    for name, rows in found.items():
        setattr(page, name, rows)  # modelcluster sorts them


_PAGE = object()
"""Stands for the page's key among the parameters."""
_ANY_PAGE = -7_203_416_881  # a key that no page has, nor any other parameter


@cache
def _written(pages: type[Page], kinds: tuple[tuple[str, str], ...], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The query and its parameters: for Django to write it takes longer than for the database to answer it."""
    queries = [_query(pages, name, term) for name, term in kinds]
    sql, parameters = queries[0].union(*queries[1:], all=True).query.sql_with_params()
    return sql, tuple(_PAGE if one == _ANY_PAGE else one for one in parameters)


def _model(pages: type[Page], name: str) -> type[models.Model]:
    field: Any = pages._meta.get_field(name)
    model: type[models.Model] = field.related_model
    return model


def _query(pages: type[Page], name: str, term: str) -> Any:
    model: Any = _model(pages, name)
    columns = _columns(model)
    if term:
        columns[term] = JSONObject(**_columns(model._meta.get_field(term).related_model, f"{term}__"))
    told = {"row_kind": models.Value(name, models.CharField()), "row_columns": JSONObject(**columns)}
    return model.objects.filter(page=_ANY_PAGE).order_by().annotate(**told).values_list(*told)


def _columns(model: Any, prefix: str = "") -> dict[str, Any]:
    """Decimals go as text: a number of JSON is binary."""
    return {
        field.attname: Cast(f"{prefix}{field.attname}", models.CharField())
        if isinstance(field, models.DecimalField)
        else models.F(f"{prefix}{field.attname}")
        for field in model._meta.concrete_fields
    }


def _row(model: Any, columns: dict[str, Any], term: str) -> Any:
    fields = model._meta.concrete_fields  # PostgreSQL keeps the keys of an object in an order of its own
    row = model.from_db(
        None, [field.attname for field in fields], [_value(field, columns[field.attname]) for field in fields]
    )
    named = columns.get(term)
    if named and named[_model_of(model, term)._meta.pk.attname] is not None:
        setattr(row, term, _row(_model_of(model, term), named, ""))
    return row


def _model_of(model: Any, term: str) -> Any:
    return model._meta.get_field(term).related_model


def _value(field: Any, value: Any) -> Any:
    if field.is_relation:
        field = field.target_field
    read = field.to_python(value)
    if isinstance(read, Decimal):
        return round(read, field.decimal_places)
    if isinstance(read, datetime) and is_naive(read):
        return read.replace(tzinfo=UTC)  # as SQLite keeps it
    return read
