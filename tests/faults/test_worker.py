"""A web worker that is killed under load: who it was answering may get an error, and nobody else."""

import os
import re
import signal
import time
from pathlib import Path

import pytest

from caravana_site.common.operations.counts import ENDED

from .installation import ROOT, TOKEN, Installation
from .test_queue import until
from .visitor import Load, Visitor

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
READERS = 8
FULL_SERVICE = 5.0
"""Seconds."""
SOME = 60
"""Answers."""


def slots() -> int:
    """Requests that one worker answers at once."""
    found = re.search(r"^threads = (\d+)$", (ROOT / "deploy/gunicorn.conf.py").read_text(), re.MULTILINE)
    assert found
    return int(found[1])


def has_answered(worker: int) -> bool:
    """Its threads for requests begin with the first one."""
    return len(list(Path(f"/proc/{worker}/task").iterdir())) > 1


def counted(installation: Installation) -> float:
    """Requests since the site was started, as Prometheus reads them."""
    answer = Visitor(installation.ports.gunicorn).ask("GET", "/metrics", Authorization=f"Bearer {TOKEN}")
    found = re.search(r"^django_http_requests_before_middlewares_total (\S+)$", answer.text, re.MULTILINE)
    assert found, answer.text
    return float(found[1])


def test_killing_a_worker_costs_what_it_was_answering(installation: Installation) -> None:
    site = installation.site
    assert site is not None
    with Load(site.port, READERS, lambda turn: f"/ca/cerca/?q={turn}") as load:
        assert until(lambda: len(load.answers) > SOME, 60)
        assert set(load.statuses) == {200}, load.statuses
        before, requests, answered = site.workers, counted(installation), len(load.answers)
        assert all(has_answered(worker) for worker in before)
        os.kill(before[0], signal.SIGKILL)
        killed = time.monotonic()
        assert until(lambda: set(site.workers) - set(before) != set(), FULL_SERVICE)
        [new] = set(site.workers) - set(before)
        assert until(lambda: has_answered(new), FULL_SERVICE - (time.monotonic() - killed))
        there = len(load.answers)
        assert until(lambda: len(load.answers) > there + SOME, 60)
    late = [moment - killed for moment, _answer in load.failed()]
    assert len(late) <= slots(), load.statuses
    assert all(one < FULL_SERVICE for one in late), late
    more = len(load.answers) - answered - len(late) - 2 * READERS  # some were on their way
    assert counted(installation) >= requests + more, "what it had counted is lost"
    files = {int(file.stem.rpartition("_")[2]) for file in metrics_of(site.gunicorn).iterdir()}
    assert files <= {ENDED, *site.workers}, "each process that ends leaves a file for ever"


def metrics_of(gunicorn: int) -> Path:
    return Path(f"/dev/shm/caravana-metrics-{gunicorn}")
