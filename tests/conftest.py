"""Fixtures that all tests share."""

import gc
import os
from collections.abc import Iterator
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
from tests import prepared

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
    """Leave out what the machine cannot run: another database engine's tests silently, a missing tool's as skipped."""
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    kept = [item for item in items if engine == "postgresql" or not item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
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


def _reason(report: Any) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Of several workers one runs the migrations, and the others take a copy of what it made."""
    if os.environ.get("PYTEST_XDIST_WORKER") and prepared.on_postgresql():
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = prepared.migrated()


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


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stands still until the test moves it."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


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
