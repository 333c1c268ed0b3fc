"""A real Varnish in front of a real server: hits, what is published, and what it shows when the site is down."""

import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings as configured
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from caravana_site.common.models import User
from practices.models import PracticePage
from tools.bench.machine import children

from .conftest import Content, publish

ROOT = Path(__file__).resolve().parents[2]
VARNISH = shutil.which("varnishd") or "/usr/sbin/varnishd"
XKEY = list(Path("/usr/lib").glob("*/varnish/vmods/libvmod_xkey.so"))
pytestmark = [
    pytest.mark.faults,
    pytest.mark.xdist_group("faults"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path(VARNISH).exists() or not XKEY,
        reason="Varnish with xkey is not installed (Debian: apt install varnish varnish-modules)",
    ),
]
CA, ES = "/ca/practiques/la-primera/", "/es/practicas/la-primera-es/"
OTHER, TEXT = "/ca/practiques/una-altra/", "/ca/un-text/"


@dataclass
class Edge:
    """Varnish, and the way to it."""

    address: str
    site: str
    stop_site: Callable[[], None]
    manager: int
    """The process that starts the one which answers, and starts it again."""

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(f"{self.address}{path}", headers=headers, timeout=10, allow_redirects=False)

    def is_hit(self, path: str) -> bool:
        answer = self.get(path)
        assert answer.status_code == 200, path
        return answer.headers["X-Cache"] == "hit"

    def shows(self, path: str, text: str) -> bool:
        """Within a second, which a machine that is busy with other tests may stretch."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if text in self.get(path).text:
                return True
            time.sleep(0.05)
        return False

    def answers(self) -> bool:
        try:
            return self.get("/health/live").status_code == 200
        except requests.RequestException:
            return False

    def is_down(self) -> bool:
        """Whether what is not kept is answered by nobody."""
        until = time.monotonic() + 30
        for number in itertools.count():
            if self.get(f"/ca/cap-pagina-{number}/").status_code == 503:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(1.5)  # longer than an open connection is kept
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def live_server() -> Iterator[LiveServer]:
    """One of this test's own, since it is stopped here: the one that other tests share would stay down."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def edge(live_server: LiveServer, tmp_path: Path, settings: Any) -> Iterator[Edge]:
    """The recipe as it is deployed, with this server's port; one Varnish a test, in a folder of its own."""
    port = free_port()
    settings.VARNISH_URLS = [f"http://127.0.0.1:{port}"]
    settings.SHARED_CACHE_SECONDS = 86_400
    recipe = tmp_path / "varnish.vcl"
    told = (ROOT / "deploy" / "varnish.vcl").read_text(encoding="utf-8")
    changed = told.replace('.port = "8000"', f'.port = "{live_server.thread.port}"')
    assert changed != told
    recipe.write_text(changed, encoding="utf-8")
    # Its working folder stands in a socket's path, which may not be long.
    folder = Path("/tmp") / f"varnish-{port}"
    # Without its jail: as root it would become somebody who may not read a test's folder.
    command = [
        VARNISH,
        "-j",
        "none",
        "-F",
        "-n",
        str(folder),
        "-a",
        f"127.0.0.1:{port}",
        "-f",
        str(recipe),
        "-s",
        "malloc,32m",
    ]
    command += ["-p", "backend_idle_timeout=1"]  # what is open to a stopped server would go on answering
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        found = Edge(settings.VARNISH_URLS[0], live_server.url, live_server.thread.terminate, process.pid)
        wait(found, process, tmp_path / "log")
        yield found
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def wait(edge: Edge, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if edge.get("/health/live").status_code == 200:
                return
        except requests.RequestException:
            pass  # it compiles its recipe first
        time.sleep(0.1)
    raise RuntimeError(log.read_text())


def test_hits_publications_and_outages_at_the_edge(edge: Edge, content: Content) -> None:
    """One story, since each start of Varnish and each emptying of the database costs seconds."""
    keeps_pages_and_says_nothing_of_keys(edge)
    shows_what_is_published(edge, content)
    gives_editors_their_own(edge)
    obeys_nobody_else(edge)
    forgets_everything_when_it_falls(edge, content)
    shows_what_there_is_while_the_site_is_down(edge)


def keeps_pages_and_says_nothing_of_keys(edge: Edge) -> None:
    for path in (CA, ES, OTHER, TEXT, "/ca/practiques/", "/ca/parades/", "/api/v1/practices"):
        assert not edge.is_hit(path), path
        assert edge.is_hit(path), path
        answer = edge.get(path)
        assert not {"Surrogate-Key", "xkey", "Set-Cookie", "RateLimit-Remaining"} & set(answer.headers), path
        assert "s-maxage" not in answer.headers["Cache-Control"]
        assert answer.headers["Cache-Control"].startswith("public, max-age=60")
        assert answer.headers["Content-Encoding"] == "gzip"
        known = edge.get(path, **{"If-None-Match": answer.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
    assert edge.get(f"{CA}?utm_source=x&fbclid=y", Cookie="_ga=1; theme=dark").headers["X-Cache"] == "hit"
    for path in ("/ca/practiques/la-primera/escriu/", "/health/live", "/admin/login/", "/media/media/a.mp4"):
        edge.get(path)
        assert edge.get(path).headers["X-Cache"] == "miss", path


def shows_what_is_published(edge: Edge, content: Content) -> None:
    publish(content.practice, title="Un altre títol")
    publish(content.practice_es, title="Otro título")
    assert edge.shows(CA, "Un altre títol")
    assert edge.shows("/ca/practiques/", "Un altre títol")
    assert edge.shows(ES, "Otro título")
    assert edge.shows("/es/practicas/", "Otro título")
    assert edge.shows("/api/v1/practices", "Un altre títol")
    assert edge.shows(OTHER, "Un altre títol"), "it shows its neighbour"
    assert edge.is_hit(TEXT)
    assert edge.is_hit("/ca/parades/")
    PracticePage.objects.get(pk=content.practice_es.pk).unpublish()
    assert "Otro título" not in edge.get("/es/practicas/").text


def gives_editors_their_own(edge: Edge) -> None:
    from django.test import Client

    editor = Client()
    editor.force_login(User.objects.create_superuser("edge", "edge@example.org", "x"))
    cookie = f"{configured.SESSION_COOKIE_NAME}={editor.cookies[configured.SESSION_COOKIE_NAME].value}"
    edge.get(CA)
    theirs = edge.get(CA, Cookie=cookie)
    assert theirs.headers["X-Cache"] == "miss"
    assert theirs.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" in theirs.headers
    anybodys = edge.get(CA)
    assert (anybodys.headers["X-Cache"], "Set-Cookie" in anybodys.headers) == ("hit", False)


def obeys_nobody_else(edge: Edge) -> None:
    recipe = (ROOT / "deploy" / "varnish.vcl").read_text(encoding="utf-8")
    allowed = re.search(r"acl site \{(.*?)\}", recipe, re.DOTALL)
    assert allowed is not None
    assert allowed[1].split() == ['"127.0.0.1";', '"::1";']
    assert requests.request("PURGE", f"{edge.address}{CA}", timeout=5).status_code == 400
    assert edge.is_hit(CA)


def forgets_everything_when_it_falls(edge: Edge, content: Content) -> None:
    """What is published while it is away cannot be told to it, and need not be."""
    assert edge.is_hit(CA)
    [answering] = children(edge.manager)
    os.kill(answering, signal.SIGKILL)
    publish(content.practice, title="Mentre no hi era")
    until = time.monotonic() + 30
    while not edge.answers():
        assert time.monotonic() < until
    assert "Mentre no hi era" in edge.get(CA).text
    assert edge.is_hit(CA)
    assert children(edge.manager) != [answering]
    call_command("purge_caches")
    assert not edge.is_hit(TEXT)


def shows_what_there_is_while_the_site_is_down(edge: Edge) -> None:
    assert edge.is_hit(TEXT)
    edge.stop_site()
    assert edge.is_down(), "connections that were open are closed within a second"
    call_command("purge_caches", soft=True)  # all of it is stale now, and kept
    for _time in range(3):
        answer = edge.get(TEXT)
        assert (answer.status_code, "Un text" in answer.text) == (200, True)
    assert edge.get("/ca/mai-demanada/").status_code == 503
