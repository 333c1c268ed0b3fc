"""A version is put into service, with a migration, while people read: nobody gets an error."""

import hashlib
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from tests.faults.test_queue import until

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("common", {leaf!r})]
    operations = [migrations.RunSQL("CREATE TABLE harmless (number integer)", "DROP TABLE harmless")]
"""


class Visitor(http.client.HTTPConnection):
    """Asks through the socket, as nginx does."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.path)

    def ask(self, address: str) -> tuple[int, str]:
        self.request("GET", address, headers={"X-Forwarded-Proto": "https", "Connection": "close"})
        answer = self.getresponse()
        found = (answer.status, answer.read().decode())
        self.close()
        return found


@pytest.fixture(scope="module")  # before the test itself opens the database that is copied
def database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the tests' own database: to migrate a new one takes longer than all the rest."""
    with django_db_blocker.unblock():
        connections.close_all()
    name = f"caravana_release_{os.getpid()}"
    address = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name} TEMPLATE "{settings.DATABASES["default"]["NAME"]}"')
        yield address._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def git(folder: Path, *command: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.cat", "-c", "safe.directory=*"]
    subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The code as it stands here, in a repository of the test's own."""
    folder = tmp_path / "clone"
    folder.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    there = b"\0".join(name for name in listed.stdout.split(b"\0") if name and (ROOT / name.decode()).exists())
    command = f"tar --create --null --files-from=- | tar --extract --directory '{folder}'"
    subprocess.run(command, shell=True, cwd=ROOT, input=there, check=True)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The release in service")
    return folder


@pytest.fixture
def home(tmp_path: Path, clone: Path, database: str) -> Path:
    """An installation with a first release, whose packages are the suite's own."""
    home = tmp_path / "home"
    lists = (clone / "requirements.txt").read_bytes()
    packages = home / "venvs" / hashlib.sha256(lists).hexdigest()[:16]
    first = home / "releases" / "20260101T000000-first"
    for folder in (packages, first):
        folder.mkdir(parents=True)
    for name in ("bin", "lib", "pyvenv.cfg"):
        (packages / name).symlink_to(Path(sys.prefix).resolve() / name)
    for file in (packages / ".complete", first / ".complete"):
        file.touch()
    subprocess.run(f"git archive HEAD | tar --extract --directory '{first}'", shell=True, cwd=clone, check=True)
    (first / ".venv").symlink_to(packages)
    (home / "current").symlink_to(first)
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.release_settings", "DATABASE_URL": database,
        "ALLOWED_HOSTS": "localhost", "SITE_URL": "https://localhost", "EMAIL_HOST": "localhost",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "WEB_CONCURRENCY": "1", "DEFAULT_FROM_EMAIL": "Cara <a@example.cat>", "STATIC_ROOT": f"{home}/shared/static",
        "MEDIA_ROOT": f"{home}/shared/media", "VAR_DIR": f"{home}/shared/var", "PRIVATE_ROOT": f"{home}/shared/private",
    }  # fmt: skip
    (home / "environment").write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    return home


def environment(home: Path) -> dict[str, str]:
    told = dict(line.split("=", 1) for line in (home / "environment").read_text().splitlines())
    return {**{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}, **told}


@pytest.fixture
def holder(home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, ROOT / "tests/faults/socket_holder.py", home / "web.socket", home, home / "started"]
    process = subprocess.Popen(command, env=environment(home), start_new_session=True)
    yield process
    process.terminate()
    try:
        process.wait(45)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_nobody_gets_an_error_while_a_version_goes_into_service(
    clone: Path, home: Path, holder: "subprocess.Popen[bytes]"
) -> None:
    leaf = max(path.stem for path in (clone / "caravana_site/common/migrations").glob("0*.py"))
    (clone / "caravana_site/common/migrations/9999_harmless.py").write_text(MIGRATION.format(leaf=leaf))
    health = clone / "caravana_site/common/health.py"
    health.write_text(re.sub(r'\{"status": "ok"\}', '{"status": "ok", "version": "next"}', health.read_text(), count=1))
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=The next release")

    visitor = Visitor(str(home / "web.socket"))
    assert until((home / "web.socket").exists, 20)
    status, told = visitor.ask("/health/ready")
    assert status == 200, told
    found: Counter[str] = Counter()
    over = threading.Event()

    def read() -> None:
        mine = Visitor(str(home / "web.socket"))
        while not over.is_set():
            try:
                status, body = mine.ask("/health/live")
                found["next" if "next" in body else str(status)] += 1
            except (OSError, http.client.HTTPException) as error:
                found[repr(error)] += 1
            time.sleep(0.1)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    restart = f"sh {home}/restart.sh"
    (home / "restart.sh").write_text(
        f"before=$(cat {home}/started)\nkill -HUP {holder.pid}\n"
        f'while [ "$(cat {home}/started)" = "$before" ]; do sleep 0.1; done\n'
    )
    try:
        done = subprocess.run(
            ["deploy/release.sh"], cwd=clone, capture_output=True, text=True, check=False,
            env={
                **environment(home), "CARAVANA_HOME": str(home), "ENVIRONMENT_FILE": f"{home}/environment", "KEEP": "1",
                "WEB_SOCKET": f"{home}/web.socket", "RESTART": restart,
            },
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert until(lambda: found["next"] > 20, 20), found
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert set(found) == {"200", "next"}, found
    assert found["200"] > 20
    assert "Applying common.9999_harmless" in done.stdout
    [kept] = (home / "releases").iterdir()
    assert (home / "current").resolve() == kept
