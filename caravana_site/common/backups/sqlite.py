"""SQLite, through its online backup: a copy that is consistent while others write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from . import BackupError


class SQLite:
    name, suffix = "sqlite", ".sqlite3"

    @contextmanager
    def snapshot(self, path: Path) -> Iterator[Any]:
        with closing(sqlite3.connect(path)) as copy:
            with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as source:
                source.backup(copy)  # in one step, so that no writer makes it begin anew
            copy.execute("PRAGMA journal_mode=DELETE")  # one file and nothing beside it
            yield copy.cursor()

    def judge(self, path: Path) -> None:
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
                # The quick one: comparing indexes with their rows would need Django's own functions, as MD5.
                (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The copy of the database cannot be read: {error}.") from error
        if verdict != "ok":
            raise BackupError(f"The copy of the database is damaged: {verdict}.")

    def load(self, path: Path) -> None:
        """In one transaction of the target, which whoever reads it sees before or after, and never between."""
        connection.close()
        try:
            with (
                closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy,
                closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as database,
            ):
                copy.backup(database)
        except sqlite3.Error as error:
            raise BackupError(
                f"The database could not be replaced: {error}. Stop the site and run it again."
            ) from error
