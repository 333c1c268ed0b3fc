"""What is shipped for servers is understood by the programs that read it, and the release script keeps what it says."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.operations.nginx import ROOT, written

Release = Callable[..., "subprocess.CompletedProcess[str]"]
SYSTEMD = sorted((ROOT / "deploy/systemd").iterdir())
GUNICORN = f"""#!{sys.executable}
# Answers as /health/ready does, as long as the release says that it is well.
import socketserver, sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
class Site(BaseHTTPRequestHandler):
    def address_string(self): return "nginx"
    def log_message(self, *told): pass
    def do_GET(self):
        well = Path("well").read_text().strip() == "yes"
        self.send_response(200 if well else 503)
        self.end_headers()
class Server(socketserver.UnixStreamServer):
    def get_request(self): return (super().get_request()[0], ("nginx", 0))
with Server(sys.argv[-1].removeprefix("unix:"), Site) as server:
    server.serve_forever()
"""


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed (Debian: apt install nginx)")
@pytest.mark.parametrize("which", ["nginx.conf", "nginx/machine.conf"])
def test_nginx_understands_it(which: str, tmp_path: Path) -> None:
    changes = [("server web:8000;", "server 127.0.0.1:8000;")]
    if "machine" in which:
        changes = [("/etc/ssl/caravana/", f"{tmp_path}/")]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
             "-subj", "/CN=test", "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    conf = written(tmp_path, which, *changes)
    done = subprocess.run(["nginx", "-t", "-p", tmp_path, "-c", conf], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    commands = tmp_path / "srv/caravana/current/.venv/bin"
    commands.mkdir(parents=True)
    for name in ("gunicorn", "python"):
        (commands / name).symlink_to("/bin/true")
    for unit in SYSTEMD:
        text = (
            unit.read_text().replace("ExecStart=/srv", f"ExecStart={tmp_path}/srv").replace("worker@.", "worker@fast.")
        )
        (tmp_path / unit.name.replace("@.", "@fast.")).write_text(text)
    units = [path for path in tmp_path.iterdir() if path.is_file()]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "caravana" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@pytest.mark.parametrize("script", ["deploy/release.sh"])
def test_shell_scripts_have_no_known_mistakes(script: str) -> None:
    command = [Path(sys.executable).with_name("shellcheck"), script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """A repository whose site is a stub that is well or not, and an installation of it."""
    folder = tmp_path / "repository"
    for name, content in {
        "manage.py": "", "tools/compile_messages.py": "", "requirements.txt": "", "deploy/gunicorn.conf.py": "",
        "well": "yes", "deploy/release.sh": (ROOT / "deploy/release.sh").read_text(),
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    (folder / "deploy/release.sh").chmod(0o755)
    packages = tmp_path / "home/venvs/e3b0c44298fc1c14/bin"  # the hash of an empty list
    packages.mkdir(parents=True)
    (packages.parent / ".complete").touch()
    (packages / "python").symlink_to(sys.executable)
    (packages / "gunicorn").write_text(GUNICORN)
    (packages / "gunicorn").chmod(0o755)
    (tmp_path / "environment").write_text("# ours\nALLOWED_HOSTS=localhost\nDEFAULT_FROM_EMAIL=A b <a@example.cat>\n")
    (tmp_path / "restart.sh").write_text(
        f"cd {tmp_path}/home\n[ ! -e pid ] || kill $(cat pid)\nrm -f web.socket\n"
        "cd current\n[ ! -e breaks-in-service ] || echo no > well\n"
        "../../venvs/e3b0c44298fc1c14/bin/gunicorn ../../web.socket 9>&- > /dev/null 2>&1 &\necho $! > ../../pid\n"
    )
    return folder


@pytest.fixture
def release(stub: Path, tmp_path: Path) -> Iterator[Release]:
    def run(**changes: str) -> "subprocess.CompletedProcess[str]":
        for name, content in changes.items():
            (stub / name.replace("_", "-")).write_text(content)
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.cat"]
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--allow-empty", "-m", "Next"]):
            subprocess.run(["git", *who, *command], cwd=stub, check=True)
        told = {
            "CARAVANA_HOME": f"{tmp_path}/home", "ENVIRONMENT_FILE": f"{tmp_path}/environment", "WAIT": "3",
            "WEB_SOCKET": f"{tmp_path}/home/web.socket", "RESTART": f"sh {tmp_path}/restart.sh", "KEEP": "2",
            "PATH": os.environ["PATH"],
        }  # fmt: skip
        return subprocess.run(["deploy/release.sh"], cwd=stub, env=told, capture_output=True, text=True, check=False)

    yield run
    if (pid := tmp_path / "home/pid").exists():
        os.kill(int(pid.read_text()), 15)


def current(tmp_path: Path) -> str:
    return (tmp_path / "home/current").resolve().name


def test_a_release_that_cannot_serve_is_never_in_service(release: Release, tmp_path: Path) -> None:
    assert release().returncode == 0
    before = current(tmp_path)
    done = release(well="no")
    assert (done.returncode, current(tmp_path)) == (1, before)
    assert "was not touched" in done.stderr


def test_a_release_that_fails_in_service_is_taken_back(release: Release, tmp_path: Path) -> None:
    assert release().returncode == 0
    before = current(tmp_path)
    done = release(breaks_in_service="")
    assert (done.returncode, current(tmp_path)) == (1, before), done.stdout + done.stderr
    assert f"{before} is in service again" in done.stderr


def test_only_the_last_releases_are_kept_and_none_that_never_served(release: Release, tmp_path: Path) -> None:
    left = tmp_path / "home/releases/20250101T000000-killed"
    left.mkdir(parents=True)
    for number in range(3):
        done = release(number=str(number))
        assert done.returncode == 0, done.stdout + done.stderr
    kept = sorted(path.name for path in (tmp_path / "home/releases").iterdir())
    assert (len(kept), kept[-1]) == (2, current(tmp_path))


def test_without_its_variables_it_says_so(release: Release, tmp_path: Path) -> None:
    (tmp_path / "environment").unlink()
    done = release()
    assert done.returncode == 1
    assert "to read (see .env.example)" in done.stderr
