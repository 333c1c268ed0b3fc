"""A real Chromium against a real server (gunicorn) with the seeded site, on a database of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import prepared

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server keeps: files, accounts, log."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def database_url(site_folder: Path) -> Iterator[str]:
    """A database of the worker's own with the demonstration content, on the engine that the suite runs on."""
    with prepared.demonstration(site_folder) as url:
        yield url


@pytest.fixture(scope="session")
def site(database_url: str, site_folder: Path) -> Iterator[str]:
    """The address of a server with the demonstration content; what a test publishes there it takes away."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test",
        "VAR_DIR": str(site_folder),
    }
    with serving(environment) as address:
        yield address


@pytest.fixture
def other_server(database_url: str, site: str, site_folder: Path) -> Callable[..., AbstractContextManager[str]]:
    """The same site served beside, with other settings; who is signed in there is so here: cookies know no port."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test",
        "VAR_DIR": str(site_folder),
    }
    return lambda **settings: serving({**environment, **settings})


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """A server, and its address once it answers."""
    with (Path(environment["VAR_DIR"]) / "log").open("a") as log:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "caravana_site.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
        ]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/health/ready", server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def desk(browser: Browser, site: str, site_folder: Path) -> Iterator[Callable[..., Page]]:
    """The administration in a browser, with somebody of the demonstration signed in as at any door."""
    contexts = []

    def open_desk(account: str, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{site}/admin/login/")
        page.locator("[name=login]").fill(account)
        page.locator("[name=password]").fill(json.loads((site_folder / "accounts.json").read_text())[account])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        return page

    yield open_desk
    for context in contexts:
        context.close()


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The server does not answer at {url}.")
