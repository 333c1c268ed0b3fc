"""PostgreSQL, through its own tools: pg_dump in a snapshot that is also counted, and one transaction to come back."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from caravana_site import env

from . import BackupError

# The schema as a new database has it since PostgreSQL 15. Whoever still writes must be gone within ten seconds.
EMPTIED = """
SET lock_timeout = '10s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';
"""


class PostgreSQL:
    name, suffix = "postgresql", ".dump"

    @contextmanager
    def snapshot(self, path: Path) -> Iterator[Any]:
        """pg_dump joins the snapshot of a transaction of ours, so rows are counted as they are copied."""
        own: Any = connection.get_new_connection(connection.get_connection_params())
        try:
            with own.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
                run("pg_dump", ["--format=custom", f"--snapshot={snapshot}", f"--file={path}"], database=True)
                yield cursor
        finally:
            own.close()

    def judge(self, path: Path) -> None:
        self._listed(path)
        with tempfile.TemporaryFile() as nowhere:  # reads every row of it; a truncated one fails here
            run("pg_restore", ["--file=-", str(path)], output=nowhere)

    def load(self, path: Path) -> None:
        """All in one transaction: a failure leaves the database as it was."""
        with tempfile.TemporaryDirectory() as folder:
            wanted, emptied, script = (Path(folder) / name for name in ("wanted", "emptied.sql", "script.sql"))
            # Where somebody else owned the schema, the copy would make it once more.
            lines = [line for line in self._listed(path).splitlines() if " SCHEMA - public " not in line]
            wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
            emptied.write_text(EMPTIED, encoding="utf-8")
            options = ["--no-owner", "--no-privileges", f"--use-list={wanted}", f"--file={script}", str(path)]
            run("pg_restore", options)
            connection.close()
            options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"]
            run("psql", [*options, f"--file={emptied}", f"--file={script}"], database=True)

    def _listed(self, path: Path) -> str:
        with tempfile.TemporaryFile() as output:
            run("pg_restore", ["--list", str(path)], output=output)
            output.seek(0)
            return output.read().decode()


def run(program: str, options: list[str], *, database: bool = False, output: Any = subprocess.DEVNULL) -> None:
    """Run one of PostgreSQL's tools; with `database`, on the site's. Its password never stands in the command."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed. On Debian and Ubuntu: sudo apt install postgresql-client")
    arguments, variables = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = ["--dbname=" + arguments[-1], *arguments[1:-1]] if database else []
    done = subprocess.run(
        [found, *options, *where],
        env=env.for_programs(variables or {}),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.decode(errors='replace').strip()[-2000:]}")
