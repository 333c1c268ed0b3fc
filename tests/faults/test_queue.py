"""A worker killed in the middle of a job loses nothing and doubles nothing; what is scheduled gets published."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import prepared

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]
JOB = """
import time
from pathlib import Path


def slow(started: str, done: str) -> None:
    # Idempotent, as every job must be: the name of what it makes is given.
    with Path(started).open("a") as file:
        file.write("x")
    if Path(started).stat().st_size == 1:
        time.sleep(60)  # the first run is killed here
    Path(done).write_text("done")
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database and a job module of the test's own, on the engine that the suite runs on."""
    (tmp_path / "jobs_of_test.py").write_text(JOB, encoding="utf-8")
    with prepared.empty_site(tmp_path) as url:
        yield {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.faults.queue_settings",
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        }


def start(name: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "manage.py", "qcluster", "--name", name]
    return subprocess.Popen(
        command, cwd=ROOT, env={**environment, "Q_CLUSTER_NAME": name}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill(cluster: "subprocess.Popen[bytes]") -> None:
    os.killpg(cluster.pid, signal.SIGKILL)
    cluster.wait(10)


def until(what: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


def shell(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_worker_killed_in_the_middle_of_a_job_loses_and_doubles_nothing(
    environment: dict[str, str], tmp_path: Path
) -> None:
    started, done = tmp_path / "started", tmp_path / "done"
    shell(
        f"from caravana_site.common.queue import enqueue; enqueue('jobs_of_test.slow', '{started}', '{done}')",
        environment,
    )
    cluster = start("fast", environment)
    assert until(started.exists, 30), "the job never began"
    kill(cluster)
    assert not done.exists()
    cluster = start("fast", environment)
    try:
        assert until(done.exists, 60), "the next worker did not take the job over"
        assert until(
            lambda: shell("from django_q.models import OrmQ; print(OrmQ.objects.count())", environment) == "0", 20
        )
    finally:
        kill(cluster)
    assert started.read_text() == "xx", "once killed, once done, and not again"


def test_what_is_scheduled_gets_published_by_the_clock(environment: dict[str, str], tmp_path: Path) -> None:
    shell(
        "from datetime import timedelta; from django.utils import timezone; from wagtail.models import Page;"
        "page = Page(title='Later', slug='later', live=False);"
        "Page.get_first_root_node().add_child(instance=page);"
        "page.go_live_at = timezone.now() - timedelta(minutes=1);"
        "page.save_revision(approved_go_live_at=page.go_live_at)",
        environment,
    )
    cluster = start("slow", environment)
    live = "from wagtail.models import Page; print(Page.objects.get(slug='later').live)"
    try:
        assert until(lambda: shell(live, environment) == "True", 90)
    finally:
        kill(cluster)
