"""What a report of a fault holds, as the library itself sends it."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import brotli
import pytest

from tools.check_deployment import ROOT, stand_ins

CANARY = "canari"
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
FAIL = f"""
import django; from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.urls import path
from caravana_site import urls
import caravana_site.common.health as health
from django.views.decorators.csrf import csrf_exempt
@csrf_exempt
def broken(request, token):
    own = "{CANARY}-local"
    raise ValueError("It failed for {CANARY}@example.cat")
urls.urlpatterns.insert(0, path("ca/visita/<str:token>/", broken))
request = RequestFactory().post(
    "/ca/visita/{CANARY}/?q={CANARY}", {{"text": "{CANARY}"}},
    headers={{"Host": "caravana.example.cat", "User-Agent": "{CANARY}", "Cookie": "{CANARY}=1",
             "X-Forwarded-Proto": "https"}},
)
b"".join(get_wsgi_application()(request.environ, lambda *told: None))
import sentry_sdk; sentry_sdk.flush(5)
"""


class Receiver(BaseHTTPRequestHandler):
    bodies: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).bodies.append(UNPACKED[self.headers["Content-Encoding"]](body))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: Any) -> None:
        """Nothing is to be read of it."""


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.bodies.clear()
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_address[1]}/1"
    server.shutdown()


def run(tmp_path: Path, code: str, **told: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **stand_ins(str(tmp_path)), **told}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_report_says_where_it_failed_and_nothing_of_the_person(receiver: str, tmp_path: Path) -> None:
    done = run(tmp_path, FAIL, SENTRY_DSN=receiver)
    assert done.returncode == 0, done.stderr
    reports = [line for body in Receiver.bodies for line in body.splitlines() if b"ValueError" in line]
    assert reports, done.stderr
    for report in reports:
        told = json.loads(report)
        assert told["request"] == {"method": "POST", "url": "http://caravana.example.cat/ca/visita/..."}
        # The lines of code around are ours: they are no person's words.
        for frame in told["exception"]["values"][0]["stacktrace"]["frames"]:
            for lines in ("pre_context", "context_line", "post_context"):
                frame.pop(lines, None)
        assert CANARY not in json.dumps(told)


def test_without_the_package_it_says_what_to_do(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['sentry_sdk'] = None; import caravana_site.settings.production"
    done = run(tmp_path, hidden, SENTRY_DSN="https://key@faults.example.cat/1")
    assert done.returncode != 0
    assert done.stderr.strip().startswith("SENTRY_DSN: sentry-sdk is not installed: pip install -r requirements-extras")
