"""A PostgreSQL of the bench's own under var/bench: what was loaded once stays there, and each run works on a copy."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import psycopg
from psycopg import sql

from . import machine

OWNER = "postgres"
RUN = "caravana_bench_run"
"""The copy that is measured; it goes when the bench ends."""


@dataclass(frozen=True)
class PostgreSQL:
    port: int
    pid: int

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{name}"

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def wait(self, seconds: float = 60) -> None:
        """Until it takes connections: it listens before, while it recovers what an unclean end left."""
        until = time.monotonic() + seconds
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                return

    def exists(self, name: str) -> bool:
        with psycopg.connect(self.url("postgres")) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def make(self, name: str, template: str | None = None) -> None:
        like = sql.Identifier(template or "template1")
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), like))

    def drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def copy(self, template: str) -> str:
        """A copy of it to be measured, and written to."""
        self.drop(RUN)
        self.make(RUN, template)
        with psycopg.connect(self.url(RUN), autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")  # a server that runs for days has looked at its tables
        return self.url(RUN)

    @property
    def processes(self) -> list[int]:
        return [self.pid, *machine.children(self.pid)]


def programs() -> Path:
    """The folder of initdb and postgres: on the path, or where Debian keeps the newest."""
    found = which("postgres")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    if not folders:
        raise SystemExit("The bench needs PostgreSQL’s server. Debian and Ubuntu: sudo apt install postgresql")
    return folders[-1]


def _version(folder: Path) -> int:
    return int(folder.parent.name)


@contextmanager
def started(folder: Path, port: int | None = None) -> Iterator[PostgreSQL]:
    """Its data folder is made when it is missing, as `postgres` when root runs it, since initdb refuses root."""
    user = OWNER if os.getuid() == 0 else None
    data, port, binaries = folder / "postgresql", port or machine.free_port(), programs()
    if not (data / "PG_VERSION").exists():
        data.mkdir(parents=True, exist_ok=True)
        if user:
            found = pwd.getpwnam(user)
            os.chown(data, found.pw_uid, found.pw_gid)
        command = [str(binaries / "initdb"), "-D", str(data), *"-U postgres -A trust -E UTF8 --locale=C.UTF-8".split()]
        subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")
    # As it comes, but that nothing has to be on the disk at once: what is lost with the machine is loaded again.
    settings = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    command = [str(binaries / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with machine.running(command, folder / "postgresql.log", port, user=user, ends_with=signal.SIGINT) as process:
        server = PostgreSQL(port, process.pid)
        server.wait()
        yield server
