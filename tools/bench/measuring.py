"""One run: every case one by one, then under load in each mode, beside nginx with the same bytes as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from . import load, machine, servers
from .cases import Case
from .data import ROOT
from .load import Cost, Load
from .postgresql import PostgreSQL
from .servers import Ports, Site

CONNECTIONS = (1, 8, 32)
UNCACHED = {"PAGE_CACHE": "0"}
PAGE_CACHE = ROOT / "caravana_site/delivery/page_cache.py"


@dataclass(frozen=True)
class Pace:
    """How long everything is measured."""

    seconds: float
    asked: int
    """Requests one by one."""
    connections: Sequence[int] = CONNECTIONS


FULL, QUICK = Pace(3, 40), Pace(1, 10, (8,))


@dataclass
class Measured:
    """A case in one mode: by connections what it got, what nginx got with a file, and what it cost the processes."""

    case: str
    mode: str
    loads: dict[int, Load] = field(default_factory=dict)
    file: dict[int, Load] = field(default_factory=dict)
    worker_ms: dict[int, float] = field(default_factory=dict)
    database_ms: dict[int, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)

    def ratio(self, connections: int) -> float:
        return self.loads[connections].rate / self.file[connections].rate


def costs(site: Site, cases: Iterable[Case], pace: Pace) -> dict[str, Cost]:
    found = {}
    for case in cases:
        found[case.name] = load.cost(site.port, case.addresses, pace.asked, _headers(site, case))
    return found


def _headers(site: Site, case: Case) -> dict[str, str]:
    if not case.known:
        return dict(case.headers)
    etag = load.ask(site.port, case.addresses[0], case.headers).headers["ETag"]
    return {**case.headers, "If-None-Match": etag}


@dataclass
class Bench:
    """What measures under load."""

    folder: Path
    ports: Ports
    database: PostgreSQL
    pace: Pace

    def loads(self, site: Site, mode: str, cases: Iterable[Case]) -> list[Measured]:
        found = []
        for case in cases:
            measured, headers = Measured(case.name, mode), _headers(site, case)
            file = self._keep(site, case, headers)
            load.load(site.port, case.addresses, load.MANY, load.WARM, headers)
            for connections in self.pace.connections:
                self._measure(measured, site, case, headers, connections)
                measured.file[connections] = load.load(self.ports.files, [file], connections, 1, {})
            measured.memory = memory(site)
            found.append(measured)
            _tell(measured)
        return found

    def _keep(self, site: Site, case: Case, headers: Mapping[str, str]) -> str:
        """The same bytes as a file for nginx; 304 has none, so that the file is asked as if it were known too."""
        name = f"/{case.name.replace(' ', '-').replace('’', '')}.bin"
        found = load.ask(site.port, case.addresses[0], case.headers if case.known else headers)
        (self.folder / "files" / name[1:]).write_bytes(found.body)
        return name

    def _measure(
        self, measured: Measured, site: Site, case: Case, headers: Mapping[str, str], connections: int
    ) -> None:
        before = machine.busy_ms(site.workers), machine.busy_ms(self.database.processes)
        got = load.load(site.port, case.addresses, connections, self.pace.seconds, headers)
        after = machine.busy_ms(site.workers), machine.busy_ms(self.database.processes)
        measured.loads[connections] = got
        measured.worker_ms[connections] = max(0.0, after[0] - before[0]) / got.number
        measured.database_ms[connections] = max(0.0, after[1] - before[1]) / got.number


def memory(site: Site) -> dict[str, float]:
    """MB of the workers and of what stands in front of them."""
    rss, pss = machine.held_mb(site.workers)
    front_rss, front_pss = machine.held_mb(site.in_front)
    return {"workers_rss": rss, "workers_pss": pss, "front_rss": front_rss, "front_pss": front_pss}


def _tell(one: Measured) -> None:
    rates = ", ".join(f"{number}: {got.rate:,.0f}/s" for number, got in one.loads.items())
    print(f"  {one.mode}: {one.case}: {rates}", flush=True)


def modes() -> list[tuple[str, dict[str, str], bool]]:
    """Name, environment of the site, and whether Varnish stands in front."""
    found = [("uncached", UNCACHED, False)]
    if PAGE_CACHE.exists():
        found.append(("page cache", {"PAGE_CACHE": "1"}, False))
    if servers.has_varnish():
        found.append(("Varnish", {"PAGE_CACHE": "1"}, True))
    return found


def as_json(measured: Iterable[Measured], told: Mapping[str, Cost]) -> dict[str, Any]:
    return {"one_by_one": {name: asdict(one) for name, one in told.items()}, "loads": [asdict(one) for one in measured]}
