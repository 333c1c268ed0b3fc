"""Databases that many tests begin from: made once in a run, for all its processes, each of which works on a copy.

A test in this process may stand on one itself: `first_content` and `demonstration` of conftest.py.
Nothing is kept for the next run: what is tested is always what the code makes now.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connections, transaction
from psycopg import sql
from wagtail.models import Site

from caravana_site.common import memory
from events import calendar_index
from practices import catalogue_index

ROOT = Path(__file__).resolve().parents[1]
RUN = "CARAVANA_TEST_RUN"
"""The variable by which each worker knows the folder of the run."""


def begin() -> None:
    """In the process that starts the workers."""
    os.environ[RUN] = tempfile.mkdtemp(prefix="caravana_tests_")


def end() -> None:
    run = _run()
    for made in run.glob("*.made"):
        _drop(_name(made.stem))
    shutil.rmtree(run)
    del os.environ[RUN]


def migrated() -> str:
    """Name of a database without content; on SQLite its path."""
    return _once("migrated", None, "migrate", "--verbosity", "0")


@contextmanager
def empty_site(folder: Path) -> Iterator[str]:
    """The address of a database without content, on the engine that the suite runs on."""
    with _copy(migrated(), folder) as url:
        yield url


@contextmanager
def first_content(folder: Path) -> Iterator[str]:
    """The address of a database as an installation's is after its first seed; its files are put into `folder`."""
    with _copy(_seeded(), folder) as url:
        shutil.copytree(_run() / "first_content", folder, dirs_exist_ok=True)
        yield url


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """The address of a database with the demonstration, whose files and accounts are put into `folder` (VAR_DIR)."""
    _seeded()
    name = _once("demonstration", "first_content", "seed", "--demo")
    with _copy(name, folder) as url:
        shutil.copytree(_run() / "demonstration", folder, dirs_exist_ok=True)
        yield url


def _seeded() -> str:
    migrated()
    return _once("first_content", "migrated", "seed")


@contextmanager
def standing_on(url: str) -> Iterator[None]:
    """Let the code in this process work on that database, and take back all that it wrote there."""
    first = connections["default"]
    name = urlsplit(url).path.removeprefix("/") if on_postgresql() else url.removeprefix("sqlite:///")
    other = type(first)({**first.settings_dict, "NAME": name}, "default")
    connections["default"] = other
    _forget()
    try:
        whole = transaction.atomic()
        whole._from_testcase = True  # type: ignore[attr-defined]  # as in Django's TestCase: durable blocks are allowed
        with whole:
            yield
            transaction.set_rollback(True)
    finally:
        other.close()
        connections["default"] = first
        _forget()


def _forget() -> None:
    """What was kept in memory is of another database."""
    cache.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    for index in (catalogue_index, calendar_index, memory):
        index.forget()


def on_postgresql() -> bool:
    return _server().startswith("postgres")


def _server() -> str:
    return os.environ.get("DATABASE_URL", "")


def _run() -> Path:
    return Path(os.environ[RUN])


def _name(kind: str) -> str:
    return f"{_run().name}_{kind}" if on_postgresql() else str(_run() / f"{kind}.sqlite3")


def _address(name: str) -> str:
    return urlsplit(_server())._replace(path=f"/{name}").geturl() if on_postgresql() else f"sqlite:///{name}"


def _once(kind: str, before: str | None, *command: str) -> str:
    """What a command makes of the one before. The first to ask makes it, and the others wait; what failed is tried
    again by the next.
    """
    folder, name = _run() / kind, _name(kind)
    made = folder.with_suffix(".made")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _drop(name)
            _create(name, before and _name(before))
            folder.mkdir(exist_ok=True)
            if before:
                shutil.copytree(_run() / before, folder, dirs_exist_ok=True)
            environment = {
                **os.environ,
                "DATABASE_URL": _address(name),
                "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test",
                "VAR_DIR": str(folder),
            }
            with (folder / "log").open("w") as log:
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=log, check=True
                )
            made.touch()
    return name


@contextmanager
def _copy(template: str, folder: Path) -> Iterator[str]:
    name = f"{_run().name}_{uuid4().hex}" if on_postgresql() else str(folder / "db.sqlite3")
    _create(name, template)
    try:
        yield _address(name)
    finally:
        _drop(name)


def _create(name: str, template: str | None) -> None:
    if on_postgresql():
        _ask(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template or "template1"))))
    elif template is not None:
        shutil.copyfile(template, name)


def _drop(name: str) -> None:
    if on_postgresql():
        _ask(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    else:
        Path(name).unlink(missing_ok=True)


def _ask(statement: sql.Composed) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement)
