"""What the two engines have in common: how a database is copied with what it held at that moment, and filled again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from caravana_site.common.private_files import WithoutAddress


class Engine(Protocol):
    name: str
    suffix: str

    @contextmanager
    def snapshot(self, path: Path) -> Iterator[Any]:
        """Copy the database into that file; yields a DB-API cursor that sees exactly what was copied."""
        yield None

    def judge(self, path: Path) -> None:
        """BackupError when the file is no copy that can be restored. Touches nothing."""

    def load(self, path: Path) -> None:
        """Put the copy in the place of all that the database holds, whole or not at all."""


def engine() -> Engine:
    """That of the site's own database."""
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQL  # noqa: PLC0415  # psycopg's part of Django is loaded where it is used

        return PostgreSQL()
    from .sqlite import SQLite  # noqa: PLC0415  # as above

    return SQLite()


def is_empty() -> bool:
    """Whether nobody has put a table in it yet."""
    return not connection.introspection.table_names()


def tables(cursor: Any, vendor: str) -> list[str]:
    """Ordinary tables, by the engine's own catalogue: those of a search index's virtual table follow from others."""
    if vendor == "postgresql":
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    else:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY 1"
        )
    return [row[0] for row in cursor.fetchall()]


def count_rows(cursor: Any, vendor: str) -> dict[str, int]:
    """Rows in each table."""
    counted = {}
    for table in tables(cursor, vendor):
        cursor.execute(f"SELECT COUNT(*) FROM {quoted(table)}")  # noqa: S608  # a name from the catalogue, quoted
        counted[table] = int(cursor.fetchone()[0])
    return counted


def quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def applied_migrations(cursor: Any) -> list[str]:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return sorted({f"{app}.{name}" for app, name in cursor.fetchall()})


def unknown_migrations(applied: list[str]) -> list[str]:
    """Those that come after the last one of this code: the backup is of a newer version. (Old ones may be squashed.)"""
    last: dict[str, str] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        last[app] = max(name, last.get(app, ""))
    found = (one.partition(".") for one in applied)
    return [f"{app}.{name}" for app, _, name in found if app in last and name > last[app]]


def named_files(cursor: Any) -> set[str]:
    """`media/…` and `private/…` of every file that a row names."""
    named = set()
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                root = root_of(field)
                column, table = quoted(field.column), quoted(model._meta.db_table)
                cursor.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608  # our own names
                named |= {f"{root}/{row[0]}" for row in cursor.fetchall()}
    return named


def root_of(field: models.FileField) -> str:
    return "private" if isinstance(field.storage, WithoutAddress) else "media"
