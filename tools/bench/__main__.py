"""`make bench`, or `python -m tools.bench`: starts servers of its own, measures, ends them, and prints the tables."""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import data, machine, measuring, postgresql, report, servers
from .cases import Case
from .measuring import Bench, Pace

CLUSTERS = ("fast", "slow", "webhooks")
SIZES = (100, 1_000, 10_000)
REBUILD_MOST = 15 * 60
"""Seconds in which the documents of 10,000 practices in two languages must be built."""
PROJECT_MOST = 60
"""Milliseconds in which a practice that was published must be read by programs."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute of measuring instead of ten at most")
    parser.add_argument("--growth", action="store_true", help="one by one with 100, 1,000 and 10,000 practices")
    parser.add_argument("--rebuild", action="store_true", help="build all documents anew (some minutes)")
    parser.add_argument("--publishing", action="store_true", help="publish 1,000 pages beside the queue's workers")
    parser.add_argument("--anew", action="store_true", help="load what is measured anew")
    parser.add_argument("--practices", type=int, default=SIZES[-1], help="how many, in two languages")
    return parser.parse_args()


def asked_cases(environment: Mapping[str, str]) -> list[Case]:
    told = json.loads(_output("tools.bench.cases", environment))
    return [Case(**one) for one in told]


def _output(module: str, environment: Mapping[str, str]) -> str:
    """The last line that a module of the bench prints, in a process of the site."""
    known = {**environment, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.production"}
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, check=True, env=known, cwd=data.ROOT, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


class Run:
    """One database, measured."""

    def __init__(self, folder: Path, server: postgresql.PostgreSQL, practices: int, *, anew: bool) -> None:
        self.folder, self.server, self.practices = folder, server, practices
        template, self.seconds = data.loaded(server, folder, practices, anew=anew)
        self.environment = data.environment(folder, server.copy(template))
        data.manage("collectstatic --noinput --verbosity 0", self.environment, servers.SETTINGS)
        self.cases = asked_cases(self.environment)
        self.ports = servers.Ports.free()

    def costs(self, pace: Pace) -> dict[str, measuring.Cost]:
        told = {**self.environment, **measuring.UNCACHED}
        with servers.serving(self.folder, self.ports, told, varnish=False) as site:
            return measuring.costs(site, self.cases, pace)

    def loads(self, pace: Pace) -> list[measuring.Measured]:
        found, bench = [], Bench(self.folder, self.ports, self.server, pace)
        for mode, told, varnish in measuring.modes():
            cases = [case for case in self.cases if case.loaded and (case.cached or mode == "uncached")]
            with servers.serving(self.folder, self.ports, {**self.environment, **told}, varnish=varnish) as site:
                found += bench.loads(site, mode, cases)
        return found

    def projecting(self) -> dict[str, float]:
        found: dict[str, float] = json.loads(_output("tools.bench.projecting", self.environment))
        return found

    def publishing(self) -> dict[str, float]:
        """A thousand pages, with one worker of each kind beside."""
        self._run("from django_q.models import OrmQ; OrmQ.objects.all().delete()")  # signed with the loading's key
        with ExitStack() as stack:
            for name in CLUSTERS:
                stack.enter_context(servers.worker(self.folder, self.environment, name))
            found: dict[str, float] = json.loads(_output("tools.bench.publishing", self.environment))
            return found

    def rebuild(self) -> float:
        """Seconds for all documents, in the copy that goes with this run."""
        script = (
            "from caravana_site.api.models import *; Change.objects.all().delete(); Document.objects.all().delete()"
        )
        self._run(script)
        return data.manage("reconcile_documents", self.environment, "caravana_site.settings.production")

    def _run(self, script: str) -> None:
        known = {**self.environment, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.production"}
        subprocess.run([sys.executable, "manage.py", "shell", "-c", script], check=True, env=known, cwd=data.ROOT)


def measure(server: postgresql.PostgreSQL, folder: Path, asked: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    pace = measuring.QUICK if asked.quick else measuring.FULL
    run = Run(folder, server, asked.practices, anew=asked.anew)
    began = time.monotonic()
    print(
        f"\n{run.practices:,} practices and {run.practices // 2:,} stops in two languages; {machine.cores()} cores,",
        end=" ",
    )
    print(f"{servers.WORKERS} workers.", flush=True)
    costs, loads = run.costs(pace), run.loads(pace)
    projecting = run.projecting()
    met = report.one_by_one(run.cases, costs)
    met = report.under_load(run.cases, loads) and met
    built = run.rebuild() if asked.rebuild else run.seconds["reconcile_documents"]
    print(
        f"\nPublished until read by programs: p50 {projecting['p50']:.0f} ms, {projecting['cpu']:.0f} ms busy", end=""
    )
    print(f" ({PROJECT_MOST} ms wanted). All documents built: {built:.0f} s", end="")
    print(f"{'' if asked.rebuild else ' when they were loaded'} ({REBUILD_MOST} s wanted).")
    print(f"Measured in {time.monotonic() - began:.0f} s.")
    met = met and projecting["p50"] <= PROJECT_MOST and built <= REBUILD_MOST
    told = measuring.as_json(loads, costs)
    return {**told, "projecting_ms": projecting, "rebuild_seconds": built, "loading_seconds": run.seconds}, met


def publish(server: postgresql.PostgreSQL, folder: Path, asked: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    found = Run(folder, server, asked.practices, anew=asked.anew).publishing()
    pages, wait = f"{found['pages']:,} pages published in {found['publishing_seconds']:.0f} s", found["oldest_seconds"]
    print(f"\n{pages}, beside one worker of each kind: {found['jobs']:,} jobs, {found['jobs_a_second']:.1f} a second;")
    print(f"{found['most_waiting']:,} waited at most, none for longer than {wait} s;", end=" ")
    print(f"the queue was done {found['caught_up_seconds']:.1f} s after the last page.")
    print(
        f"A page: p50 {found['p50_ms']:.0f} ms, p95 {found['p95_ms']:.0f} ms, {found['busy_ms_a_page']:.0f} ms busy;",
        end=" ",
    )
    print(f"no document was built later than {found['oldest_document_seconds']:.1f} s after its page was published.")
    return {"publishing": found}, True


def grow(server: postgresql.PostgreSQL, folder: Path, asked: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    pace, sizes, cases = measuring.QUICK if asked.quick else measuring.FULL, {}, []
    for practices in SIZES:
        run = Run(folder, server, practices, anew=asked.anew)
        cases, sizes[practices] = run.cases, run.costs(pace)
    flat = report.growth(cases, sizes)
    return {"growth": {size: measuring.as_json([], costs)["one_by_one"] for size, costs in sizes.items()}}, flat


def main() -> None:
    asked, folder = arguments(), data.ROOT / "var/bench"
    if lacking := servers.lacking():
        raise SystemExit(f"The bench needs more programs. Debian and Ubuntu: sudo apt install {' '.join(lacking)}")
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # so that it ends its servers, as Control-C does
    for name in ("media", "private", "static"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with postgresql.started(folder) as server:
        try:
            work = publish if asked.publishing else grow if asked.growth else measure
            found, met = work(server, folder, asked)
        finally:
            server.drop(postgresql.RUN)
    results = folder / f"{'publishing' if asked.publishing else 'growth' if asked.growth else 'results'}.json"
    told = {"cores": machine.cores(), "workers": servers.WORKERS, "practices": asked.practices, **found}
    results.write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
    print(f"Written: {results.relative_to(data.ROOT)}. {'Every target is met.' if met else 'Not every target is met.'}")
    sys.exit(not met)


if __name__ == "__main__":
    main()
