"""Fixtures that all tests share."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, expect, sync_playwright

from caravana_site.common import memory
from events import calendar_index
from practices import catalogue_index
from tests import prepared, references

NOT_ALLOWED = "cannot be mounted here"
"""In the reason of a test that a container without the right to mount skips."""
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# Playwright leaves its event loop in the worker's thread; Django would refuse the database to the tests after it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        prepared.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        prepared.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the machine cannot run: another database engine's tests silently, a missing tool's as skipped.

    With ONLY_DATABASE=1 also what asks no database, or asks it through a browser: the suite's second engine cannot
    change what that says.
    """
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    kept = [item for item in items if engine == "postgresql" or not item.get_closest_marker("postgresql")]
    if os.environ.get("ONLY_DATABASE") == "1":
        kept = [item for item in kept if _asks_the_database(item)]
    chosen = {*kept}
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = kept
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (Debian: apt install chromium)"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """All that is loaded stays until the end, and looking through it again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and why."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"skipped: {report.nodeid}: {_reason(report)}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With REQUIRE_ALL=1 a skip is a failure, save for what no package would bring."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_ALL") != "1" or not reporter or exitstatus != 0:
        return
    if any(NOT_ALLOWED not in _reason(report) for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _asks_the_database(item: pytest.Item) -> bool:
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())}
    return bool(asks) and not item.get_closest_marker("browser")


def _reason(report: Any) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Of several workers one runs the migrations, and the others take a copy of what it made."""
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        yield
    elif prepared.on_postgresql():
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = prepared.migrated()
        yield
    else:
        # Django's name for its test database; it is there for as long as anybody is connected to it.
        address = "file:memorydb_default?mode=memory&cache=shared"
        with closing(sqlite3.connect(address, uri=True)) as memory_database:
            with closing(sqlite3.connect(prepared.migrated())) as made:
                made.backup(memory_database)
            yield


@pytest.fixture(autouse=True, scope="session")
def media_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files that tests make go to a folder of each worker's own: some tests count what is left."""
    folders = {
        name: str(tmp_path_factory.mktemp(name.lower())) for name in ("MEDIA_ROOT", "PRIVATE_ROOT", "BACKUP_TARGET")
    }
    with override_settings(**folders):
        yield


@pytest.fixture(autouse=True)
def catalogue_index_of_tests() -> None:
    """What a test's rows left in memory is not the next one's."""
    catalogue_index.forget()
    calendar_index.forget()
    memory.forget()


@pytest.fixture(scope="session")
def _first_content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("first_content")
    with prepared.first_content(folder) as url:
        yield url, folder


@pytest.fixture(scope="session")
def _demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("demonstration")
    with prepared.demonstration(folder) as url:
        yield url, folder


@pytest.fixture
def first_content(_first_content: tuple[str, Path], db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The site as its first seed leaves it, with its files. Ask for it before `client` or whoever signs in."""
    with _standing_on(*_first_content, settings, tmp_path):
        yield


@pytest.fixture
def demonstration(_demonstration: tuple[str, Path], db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The site with the demonstration, its files and its accounts. Ask for it before `client` or whoever signs in."""
    with _standing_on(*_demonstration, settings, tmp_path):
        yield


@contextmanager
def _standing_on(url: str, folder: Path, settings: Any, own: Path) -> Iterator[None]:
    files = own / "site"
    shutil.copytree(folder, files, ignore=shutil.ignore_patterns("*.sqlite3*"))
    settings.VAR_DIR, settings.MEDIA_ROOT = files, str(files / "test-media")
    settings.PRIVATE_ROOT = str(files / "private")
    with prepared.standing_on(url):
        yield


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stands still until the test moves it."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def references_when_read() -> Iterator[None]:
    """Few tests read them, and each page that is saved would have them looked for."""
    with references.indexed_when_read():
        yield


@pytest.fixture
def queued(settings: Any) -> None:
    """Mail is kept as rows, as on a site: Django's test runner puts its own backend in."""
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One a worker: its driver runs a loop in the worker's thread, beside which no second one can be started."""
    expect.set_options(timeout=20_000)  # milliseconds: two workers on two cores are slow, and what comes late has come
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
