"""Processes and the machine: free ports, what processes hold and use, ending those that the bench started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0
"""Seconds in which a server must answer."""


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]", name: str, log: Path) -> None:
    """Until something listens there; a process that ends before is told with its log."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"{name} does not answer:\n{log.read_text('utf-8')[-3000:]}")


@contextmanager
def running(
    command: Sequence[str],
    log: Path,
    port: int | None,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
    ends_with: int = signal.SIGTERM,
    cwd: Path = Path("/"),
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of the bench's own, from when it answers, if it does; it is ended by its id, whatever happens."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, stdout=written, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=environment, user=user, cwd=cwd, start_new_session=True,
        )  # fmt: skip
    try:
        if port is not None:
            wait_for(port, process, log.stem, log)
        yield process
    finally:
        process.send_signal(ends_with)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(one) for one in (task / "children").read_text("ascii").split()]
    return found


def busy_ms(processes: Iterable[int]) -> float:
    """Milliseconds that these processes were busy with since they began; one that has ended counts nothing."""
    ticks = 0
    for pid in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / TICKS


def held_mb(processes: Iterable[int]) -> tuple[float, float]:
    """Resident memory of all, shared pages counted in each (RSS), and counted once (PSS); in MB."""
    held = {"Rss": 0, "Pss": 0}
    for pid in processes:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            name, _colon, value = line.partition(":")
            if name in held:
                held[name] += int(value.split()[0])
    return held["Rss"] / 1024, held["Pss"] / 1024
