"""What is asked most, as SQL that is kept: for Django to write it each time costs more than to answer it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

from caravana_site.api.models import Change, Document

_VERSIONS = f"""
SELECT language, body, packed, digest, withdrawn, (SELECT max(number) FROM {Change._meta.db_table})
FROM {Document._meta.db_table} WHERE uuid = %s AND kind = %s AND language IN (%s, %s)
"""  # noqa: S608  # tables' names


class Version(NamedTuple):
    """A document in one language; without its texts once it is withdrawn."""

    body: str
    packed: bytes | None
    digest: str
    is_public: bool


def versions(kind: str, uuid: UUID, languages: Sequence[str]) -> tuple[int | None, dict[str, Version]]:
    """Of one thing in one or two languages: the number of the last change, and those that there are or were, by
    language. Without any there is no number."""
    key, number, found = Document._meta.get_field("uuid").get_db_prep_value(uuid, connection), None, {}
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [key, kind, languages[0], languages[-1]])
        for language, body, packed, digest, withdrawn, last in cursor.fetchall():
            number, found[language] = last, Version(body, packed, digest, withdrawn is None)
    return number, found


@dataclass(frozen=True)
class _Statement:
    """A query as Django wrote it once, with what makes Python values of its rows."""

    sql: str
    values: Sequence[Any]
    compiler: SQLCompiler
    converters: dict[int, Any]


MOST_KEPT = 500
_kept: dict[Hashable, _Statement] = {}


def rows(name: Hashable, query: Callable[[], QuerySet[Document, Any]]) -> tuple[int | None, list[tuple[Any, ...]]]:
    """The rows of a query that is written the first time that its name is asked for, and the number of the last change.

    The name says all that makes the query another one. Without rows there is no number.
    """
    statement = _kept.get(name)
    if statement is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        statement = _kept[name] = _written(query())
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        found = cursor.fetchall()
    if statement.converters:
        found = [tuple(row) for row in statement.compiler.apply_converters(found, statement.converters)]
    return (found[0][-1] if found else None), [row[:-1] for row in found]


def _written(query: QuerySet[Document, Any]) -> _Statement:
    last = Change.objects.order_by("-number").values("number")[:1]
    compiler = query.annotate(last_change=Subquery(last)).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
    return _Statement(sql, values, compiler, compiler.get_converters(columns))
