"""The site, the queue's clusters and the clock, started and stopped together; for trying and developing."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from caravana_site.common import accounts, jobs

HIGHEST_PORT = 65_535
START_SECONDS = 30
STOP_SECONDS = 15  # how long a process may take to stop before it is killed


class Command(BaseCommand):
    help = "Serve the site with its workers beside it; Ctrl+C stops them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare", action="store_true", help="bring the database and the demonstration up to date first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        if not 1 <= port <= HIGHEST_PORT:
            raise CommandError(f"{port} is no port: choose one from 1024 to {HIGHEST_PORT}, as in make run PORT=8000")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken. Stop what uses it, or choose another: make run PORT={port + 1}"
                ) from None
        if options["prepare"]:  # in this process: to start Python and Django once for each takes longer than the work
            call_command("migrate", verbosity=0)
            call_command("seed", demo=True)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)  # by hand: a shell starts what stands in its background deaf to SIGINT
        processes = [self._start("runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}")]
        try:
            _wait_for(port, processes[0])  # on a small machine the workers would keep the first page waiting
            processes += [self._start("qcluster", "--name", name, Q_CLUSTER_NAME=name) for name in jobs.clusters()]
            self._tell(port)
            while all(process.poll() is None for process in processes):
                time.sleep(0.3)
            self.stderr.write("A process ended by itself, so the others are stopped too; its last lines say why.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping…")
        finally:
            self._stop(processes)

    def _start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C reaches only this process, which then stops the others in order.
        return subprocess.Popen(
            [sys.executable, sys.argv[0], *command], env={**os.environ, **environment}, start_new_session=True
        )

    def _stop(self, processes: list[subprocess.Popen[bytes]]) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl+C must not leave half of them behind
        for process in processes:
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
            try:
                os.killpg(process.pid, signal.SIGKILL)  # whatever a cluster left behind
            except ProcessLookupError:
                continue

    def _tell(self, port: int) -> None:
        lines = [f"The site:        http://127.0.0.1:{port}/", f"Administration:  http://127.0.0.1:{port}/admin/"]
        known = accounts.passwords()
        if known:
            lines += [
                "Demonstration accounts (name, password):",
                *(f"  {name:<18}{word}" for name, word in known.items()),
            ]
        lines += [f"Mail is kept in {settings.VAR_DIR / 'mail'}", "Ctrl+C stops everything."]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()  # also where the output goes to a file


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until the server answers, has ended, or takes longer than it may: what comes after tells which."""
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
