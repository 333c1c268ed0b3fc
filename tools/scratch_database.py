"""An empty database for a tool, gone afterwards: beside that of `DATABASE_URL` on PostgreSQL, else a SQLite file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def scratch_database(folder: str, purpose: str) -> Iterator[str]:
    """Its address; `purpose` ends its name, and `folder` has the file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    import psycopg  # noqa: PLC0415  # a machine with SQLite alone may lack its library

    name = f"{urlsplit(url).path.lstrip('/')}_{purpose}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
