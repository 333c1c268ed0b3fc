"""The drill of recovery: a PostgreSQL of its own with an archive of its log is killed and brought back to a moment.

Needs PostgreSQL's programs (Debian: `postgresql`); as root it works as the user `postgres`. Touches nothing but a
temporary folder. Prints what it did with the seconds that each step took.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg


def main() -> None:
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if programs is None:
        sys.exit("PostgreSQL is not installed. On Debian and Ubuntu: sudo apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="caravana-drill-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    drill = Drill(programs, folder)
    try:
        drill.run()
    finally:
        drill.stop("immediate")
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Drill:
    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.data, self.archive, self.base = folder / "data", folder / "archive", folder / "base"
        self.written = ""
        self.port = free_port()

    def run(self) -> None:
        self.step("a server with an archive", self.begin)
        self.write("before the base backup")
        self.step("base backup", self.back_up)
        self.write("after the base backup")
        moment = self.write("the last one to keep")
        time.sleep(1)
        self.write("a mistake")
        self.written = str(self.query("SELECT pg_walfile_name(pg_current_wal_lsn())")[0][0])
        self.query("SELECT pg_switch_wal()")  # what archive_timeout does every 15 minutes at most
        self.wait_for_archive()
        self.step("kill -9", self.kill)
        self.step(f"recovery to {moment}", lambda: self.recover(moment))
        found = [str(row[0]) for row in self.query("SELECT what FROM told ORDER BY moment")]
        expected = ["before the base backup", "after the base backup", "the last one to keep"]
        if found != expected:
            sys.exit(f"The drill failed: {found}")
        print(f"Recovered: {', '.join(found)}; and not the mistake.")

    def begin(self) -> None:
        self.archive.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.archive, "postgres")
        self.program("initdb", "-D", str(self.data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "drill")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(
                f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{self.folder}'\n"
                "wal_level = replica\narchive_mode = on\narchive_timeout = 900\n"
                f"archive_command = 'test ! -f {self.archive}/%f && cp %p {self.archive}/%f'\n"
            )
        self.start()
        self.query("CREATE TABLE told (what text, moment timestamptz DEFAULT clock_timestamp())")

    def back_up(self) -> None:
        self.program("pg_basebackup", "-h", "127.0.0.1", "-p", str(self.port), "-U", "drill", "-D", str(self.base))

    def kill(self) -> None:
        process = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGKILL)
        time.sleep(1)  # its children see that it is gone
        shutil.rmtree(self.data)  # the disk is lost as well

    def recover(self, moment: str) -> None:
        self.port = free_port()  # the killed one's children may hold theirs a moment longer
        self.base.rename(self.data)
        (self.data / "recovery.signal").touch()
        if os.geteuid() == 0:
            shutil.chown(self.data / "recovery.signal", "postgres")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(
                f"port = {self.port}\narchive_mode = off\nrestore_command = 'cp {self.archive}/%f %p'\n"
                f"recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n"
            )
        self.start()
        while self.query("SELECT pg_is_in_recovery()")[0][0]:
            time.sleep(0.1)

    def wait_for_archive(self) -> None:
        for _try in range(300):
            archived, wanted = self.query("SELECT last_archived_wal, %s FROM pg_stat_archiver", self.written)[0]
            if archived and str(archived) >= str(wanted):
                return
            time.sleep(0.1)
        sys.exit("The archive did not get the log within 30 seconds.")

    def start(self) -> None:
        self.program("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "start")

    def stop(self, how: str) -> None:
        if (self.data / "postmaster.pid").exists():
            self.program("pg_ctl", "-D", str(self.data), "-m", how, "stop")

    def write(self, what: str) -> str:
        """Returns a moment when it is committed: that of the statement would be a little before."""
        self.query("INSERT INTO told (what) VALUES (%s) RETURNING what", what)
        return str(self.query("SELECT clock_timestamp()::text")[0][0])

    def query(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        where = f"host=127.0.0.1 port={self.port} user=drill dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def program(self, name: str, *arguments: str) -> None:
        command = [str(self.programs / name), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr.decode()}")

    def step(self, name: str, what: Callable[[], None]) -> None:
        began = time.monotonic()
        what()
        print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()
