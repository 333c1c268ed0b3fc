"""What pages were read, from a log that nginx wrote with the configuration that we ship."""

import gzip
import http.client
import shutil
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from caravana_site.api.models import Document
from tests.faults.test_queue import until
from tests.operations.nginx import free_port, running, written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed (Debian: apt install nginx)"),
]
PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TOKEN = "s3cret-of-a-link"


class Everything(BaseHTTPRequestHandler):
    """A site that has every page but one."""

    seen: list[Any] = []

    def do_GET(self) -> None:
        type(self).seen.append(self.headers)
        self.send_response(404 if "absent" in self.path else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET  # noqa: N815  # the name that http.server asks for

    def log_message(self, *args: Any) -> None:
        """nginx writes the log."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Any]:
    """Asks through nginx; what it wrote is at `log.path`."""
    port, path = free_port(), tmp_path / "access.log"
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Everything) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        conf = written(
            tmp_path, "nginx.conf",
            ("server web:8000;", f"server 127.0.0.1:{site.server_address[1]};"),
            ("listen 80 ", f"listen 127.0.0.1:{port} "),
        )  # fmt: skip

        def ask(address: str, came_from: str = "", who: str = PERSON, method: str = "GET") -> int:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            headers = {
                "User-Agent": who,
                "Host": "caravana.example.cat",
                **({"Referer": came_from} if came_from else {}),
            }
            before = path.stat().st_size if path.exists() else 0
            connection.request(method, address, headers=headers)
            status = connection.getresponse().status
            connection.close()
            assert until(lambda: path.exists() and path.stat().st_size > before, 10)  # it is written after the answer
            return status

        ask.path = path  # type: ignore[attr-defined]  # where it is, beside how to fill it
        with running(conf, port):
            yield ask
        site.shutdown()


def counted(*logs: Path, days: int = 30) -> tuple[list[str], str]:
    table, told = StringIO(), StringIO()
    call_command("readership", *logs, days=days, csv=True, stdout=table, stderr=told)
    return [line.split(",", 1)[1] for line in table.getvalue().splitlines()[1:]], told.getvalue()


def test_views_and_visits_by_page_and_language(log: Any, tmp_path: Path) -> None:
    key = UUID(int=7)
    for language, path in (("ca", "/ca/practiques/idea/"), ("es", "/es/practicas/idea/")):
        Document.objects.create(kind="practice", uuid=key, language=language, path=path, title="Idea", number=1)
    log("/ca/practiques/idea/?utm_source=somebody", "https://elsewhere.example/?q=secret")
    log("/ca/practiques/idea/", "https://caravana.example.cat/ca/")
    log("/ca/practiques/idea/", "https://caravana.example.cat.elsewhere.example/")
    log("/es/practicas/idea/", "https://caravana.example.cat/ca/practiques/idea/")
    log("/ca/practiques/idea/", who="Mozilla/5.0 (compatible; Googlebot/2.1)")
    log("/ca/practiques/idea/", who="")
    log("/ca/absent/")
    log("/ca/avisa/", method="POST")
    log("/ca/practiques/idea/citation.ris")
    log("/api/v1/practices")
    log(f"/ca/visita/{TOKEN}/")
    log(f"/ca/%76isita//{TOKEN}/")
    log("/ca/a%22%0Ab/")
    rows, told = counted(log.path)
    assert f"/id/practice/{key},ca,3,2" in rows
    assert f"/id/practice/{key},es,1,0" in rows
    assert "5 views, 3 visits" in told
    assert "2 by programs, 2 behind secret links, 0 malformed" in told
    written_down = log.path.read_text()
    for word in (TOKEN, "127.0.0.1", "Firefox", "utm_source", "elsewhere", "secret"):
        assert word not in written_down, word


def test_packed_logs_and_lines_that_nobody_understands(log: Any, tmp_path: Path) -> None:
    log("/ca/")
    packed = tmp_path / "access.log.1.gz"
    with gzip.open(packed, "wb") as file:
        file.write(log.path.read_bytes() + b'{"time": "2020-01-01T00:00:00"\n\xff\xfe\n[]\n{"time": 3}\n')
    rows, told = counted(log.path, packed)
    assert rows == ["/ca/,ca,2,2"]
    assert "4 malformed lines" in told
    assert "cannot know" in told


@pytest.mark.parametrize("content", [None, b"no gzip"])
def test_a_log_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "access.log.gz"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match="cannot be read"):
        counted(path)


def test_nginx_gives_the_request_an_id_and_hides_the_metrics(log: Any) -> None:
    assert log("/metrics") == 404
    Everything.seen.clear()
    log("/ca/")
    [headers] = Everything.seen
    assert len(headers["X-Request-ID"]) == 32
    assert headers["X-Request-ID"] in log.path.read_text()
