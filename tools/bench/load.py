"""Asking: one request at a time to see what it costs, and many at once with wrk."""

import http.client
import json
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from . import counting

SCRIPT = Path(__file__).with_name("load.lua")
HEADERS = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
"""As a browser's, behind what ends TLS."""
WARM = 1
"""Seconds of many connections after which each worker has surely been asked for everything."""
MANY = 8
LONGEST = 60
"""Seconds for one answer."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(port: int, address: str, headers: Mapping[str, str] = {}) -> Answer:
    """One answer as it comes over the wire, compressed where it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", address, headers={**HEADERS, **headers})
        found = connection.getresponse()
        return Answer(found.status, dict(found.getheaders()), found.read())
    finally:
        connection.close()


@dataclass(frozen=True)
class Cost:
    """Of one request inside the application, asked one by one."""

    queries: int
    p50: float
    p95: float
    cpu: float
    bytes: int
    status: int


def cost(port: int, addresses: Sequence[str], rounds: int, headers: Mapping[str, str]) -> Cost:
    """The most queries that one of the addresses takes, once the workers are warm; times are the application’s."""
    load(port, addresses, MANY, WARM, headers)
    told = [_asked(port, address, headers) for _round, address in zip(range(rounds), cycle(addresses), strict=False)]
    walls = [float(one.headers[counting.WALL]) for one in told]
    return Cost(
        queries=max(int(one.headers[counting.QUERIES]) for one in told),
        p50=statistics.median(walls),
        p95=statistics.quantiles(walls, n=20)[-1],
        cpu=statistics.median(float(one.headers[counting.CPU]) for one in told),
        bytes=round(statistics.mean(len(one.body) for one in told)),
        status=told[0].status,
    )


def _asked(port: int, address: str, headers: Mapping[str, str]) -> Answer:
    found = ask(port, address, {**headers, "X-Bench": "1"})
    if found.status not in (200, 304):
        raise SystemExit(f"{address} answered {found.status}: {found.body[:300]!r}")
    return found


@dataclass(frozen=True)
class Load:
    """What many connections got; times in milliseconds."""

    rate: float
    p50: float
    p99: float
    number: int
    """Answers."""


def load(port: int, addresses: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]) -> Load:
    """Connections that are kept and always busy, for so long. A wrong answer ends the bench."""
    told = [word for name, value in {**HEADERS, **headers}.items() for word in ("-H", f"{name}: {value}")]
    command = [
        "wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={LONGEST}s", *told,
        "-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", *addresses,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["failed"]:
        raise SystemExit(f"{found['failed']} of {found['requests']} requests failed: {addresses[0]}")
    if not found["requests"]:  # a machine that others use
        if seconds >= LONGEST:
            raise SystemExit(f"Nothing was answered in {seconds:.0f} s: {addresses[0]}")
        return load(port, addresses, connections, min(LONGEST, seconds * 5), headers)
    return Load(found["requests"] / found["seconds"], found["p50"], found["p99"], found["requests"])
