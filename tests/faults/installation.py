"""A whole installation of the tests' own: nginx and gunicorn as they are deployed, PostgreSQL and Redis, on free ports.

The servers are started as the bench starts them. Everything is in one temporary folder; what the site writes is on a
small disk of its own where this process may mount one, so that it can be filled.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.bench import data, machine, postgresql, servers

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "tests.faults.installation_settings"
NAME = "caravana"
DISK = 24
"""Megabytes."""
TOKEN = "a-token-of-tests"
"""Of /metrics."""
LIMIT = 60
"""Requests an hour to the API."""
LACKING = [
    package
    for program, package in (("nginx", "nginx"), ("redis-server", "redis-server"), ("pg_dump", "postgresql"))
    if not (shutil.which(program) or shutil.which(program, path="/usr/sbin"))
]


class Service:
    """A server that can be taken away and brought back on the same port."""

    def __init__(self, start: Callable[[], AbstractContextManager[Any]]) -> None:
        self._start, self._stack = start, ExitStack()
        self.running: Any = None

    def start(self) -> None:
        self.running = self._stack.enter_context(self._start())

    def stop(self, signal: int | None = None) -> None:
        """As it is stopped for good, or by that signal."""
        if signal is not None and self.running is not None:
            os.kill(self.running.pid, signal)
        self._stack.close()
        self.running = None


class Installation:
    """The servers, and the way in for readers."""

    def __init__(self, folder: Path, disk: Path | None) -> None:
        self.folder, self.disk = folder, disk
        self.ports = servers.Ports.free()
        self.postgresql_port, self.redis_port = machine.free_port(), machine.free_port()
        self.postgresql = Service(lambda: postgresql.started(folder, self.postgresql_port))
        self.redis = Service(self._redis)
        self.site: servers.Site | None = None

    def _redis(self) -> AbstractContextManager[Any]:
        command = ["redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", ""]
        return machine.running([*command, "--dir", str(self.folder)], self.folder / "redis.log", self.redis_port)

    @property
    def database(self) -> str:
        return f"postgresql://{postgresql.OWNER}@127.0.0.1:{self.postgresql_port}/{NAME}"

    @property
    def files(self) -> Path:
        """Where the site writes."""
        return self.disk or self.folder

    @property
    def environment(self) -> dict[str, str]:
        written = self.files
        return data.environment(
            self.folder, self.database, MEDIA_ROOT=str(written / "media"), PRIVATE_ROOT=str(written / "private"),
            VAR_DIR=str(written / "var"), TMPDIR=str(written / "tmp"), MFA_REQUIRED="0", METRICS_TOKEN=TOKEN,
            API_ANONYMOUS_REQUESTS=str(LIMIT),
            REDIS_URL=f"redis://127.0.0.1:{self.redis_port}/0", DJANGO_SETTINGS_MODULE=SETTINGS,
        )  # fmt: skip

    def run(self, *command: str) -> None:
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]

    @property
    def serving(self) -> AbstractContextManager[servers.Site]:
        return servers.serving(self.folder, self.ports, self.environment, varnish=False, settings=SETTINGS)


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A file system in memory; None where mounting is refused."""
    place = Path(tempfile.mkdtemp(prefix="caravana-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=755", "caravana-faults", str(place)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


@contextmanager
def installed(database: str) -> Iterator[Installation]:
    """From the first answer on; its database is a copy of that one, which is migrated and empty."""
    with small_disk() as disk, tempfile.TemporaryDirectory(prefix="caravana-faults-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else
        found = Installation(folder, disk)
        for part in ("media", "private", "var", "tmp"):
            (found.files / part).mkdir()
        for service in (found.postgresql, found.redis):
            stack.callback(service.stop)
            service.start()
        found.postgresql.running.make(NAME)
        dump = f"pg_dump --no-owner --no-privileges '{database}'"
        copy = f"{dump} | psql --quiet --set ON_ERROR_STOP=1 '{found.database}'"
        subprocess.run(["bash", "-o", "pipefail", "-c", copy], check=True, stdout=subprocess.DEVNULL)
        found.run("-m", "tests.faults.content")
        found.site = stack.enter_context(found.serving)
        yield found
