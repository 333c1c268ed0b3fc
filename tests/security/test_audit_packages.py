"""The audit of packages: it finds, it passes, and it never passes because it could ask nobody."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
VULNERABLE = {
    "id": "PYSEC-0000-1",
    "summary": "Invented",
    "affected": [
        {
            "package": {"name": "polib", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
    ],
}
PINS = (
    f"polib==1.2.0 \\\n    --hash=sha256:{'a' * 64}\n"
    f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:{'b' * 64}\n"
)


class Service(ThreadingHTTPServer):
    """Answers as OSV does, with whatever the test says is known."""

    status = 200
    known: dict[str, Any] = {}
    asked: list[str]


class Answer(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(question["package"]["name"])
        body = json.dumps(self.server.known).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service(("127.0.0.1", 0), Answer)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    def run(port: int, text: str = PINS) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "requirements.txt").write_text(text)
        own = ["--requirements", str(tmp_path / "requirements.txt"), "--service", f"http://127.0.0.1:{port}/v1/query"]
        command = [sys.executable, "tools/audit_packages.py", *own]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    return run


def test_what_is_known_of_nobody_passes(service: Service, audit: Any) -> None:
    run = audit(service.server_port)
    assert run.returncode == 0, run.stderr
    assert service.asked == ["polib"]
    assert "1 packages audited" in run.stdout
    assert "For another system, not audited here: colorama==0.4.6" in run.stdout


def test_a_known_vulnerability_fails_with_its_name_and_cure(service: Service, audit: Any) -> None:
    service.known = {"vulns": [VULNERABLE]}
    run = audit(service.server_port)
    assert run.returncode == 1, run.stderr
    assert "polib 1.2.0: PYSEC-0000-1, mended in 99.1" in run.stdout


def test_a_service_that_fails_or_is_not_there_passes_nothing(service: Service, audit: Any) -> None:
    service.status = 503
    failing = audit(service.server_port)
    assert failing.returncode == 2
    assert "Could not audit" in failing.stderr
    nobody = audit(1)
    assert nobody.returncode == 2
    assert "Could not audit" in nobody.stderr


@pytest.mark.parametrize("text", ["", "polib>=1.2\n"])
def test_nothing_pinned_passes_nothing(text: str, service: Service, audit: Any) -> None:
    run = audit(service.server_port, text)
    assert run.returncode == 2
    assert "Could not audit" in run.stderr


def test_what_is_left_out_of_the_answer_was_not_audited(capsys: pytest.CaptureFixture[str]) -> None:
    from tools.audit_packages import judged, pinned

    pins = pinned("polib==1.2.0\nDjango==5.2.1\n")
    assert judged(pins, [{"name": "polib", "version": "1.2.0", "vulns": []}]) == 2
    skipped = {"name": "django", "skip_reason": "not found"}
    assert judged(pins, [{"name": "polib", "version": "1.2.0", "vulns": []}, skipped]) == 2
    told = capsys.readouterr().err
    assert "Could not audit django==5.2.1" in told
    assert "Skipped: django: not found" in told
