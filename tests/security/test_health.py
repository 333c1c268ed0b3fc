"""What load balancers read."""

import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from caravana_site import env
from caravana_site.common import health
from caravana_site.common.models import OutgoingEmail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    health.forget_migrations()
    yield
    health.forget_migrations()


def test_ready(client: Any) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["reasons"]) == (200, [])
    assert "no-store" in answer["Cache-Control"]


def test_it_is_told_to_who_asks_by_address(client: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["caravana.example.cat"], "https://caravana.example.cat"
    for host in ("localhost", "10.0.0.7:8000"):
        assert client.get("/health/live", headers={"host": host}).status_code == 200
        assert client.get("/health/ready", headers={"host": host}).status_code == 200
        assert client.get("/ca/", headers={"host": host}).status_code == 400


def test_missing_database_is_a_reason(client: Any, monkeypatch: Any) -> None:
    def gone(*args: Any) -> None:
        raise OperationalError("secret detail")

    monkeypatch.setattr(health, "MigrationExecutor", gone)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["the database does not answer"])
    assert client.get("/health/live").status_code == 200


def test_missing_migration_is_a_reason(client: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")
    assert client.get("/health/ready").json()["reasons"] == ["migrations are pending"]


def test_queue_that_nobody_serves_is_a_warning(client: Any) -> None:
    OutgoingEmail.objects.create(
        sender="a@example.cat", recipients=["b@example.cat"], subject="x", message=b"x",
        next_try=timezone.now() - 2 * health.WAITS_TOO_LONG,
    )  # fmt: skip
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert "the queue is behind: mail" in answer.json()["warnings"]


@pytest.mark.parametrize("cluster", ["fast", "slow", "webhooks"])
def test_jobs_that_nobody_takes_are_a_warning(client: Any, cluster: str) -> None:
    OrmQ.objects.create(key=cluster, payload="x", lock=timezone.now() - 2 * health.WAITS_TOO_LONG)
    assert f"the queue is behind: {cluster}" in client.get("/health/ready").json()["warnings"]


def test_a_clock_that_stands_still_is_a_warning(client: Any) -> None:
    Schedule.objects.update(next_run=timezone.now())
    told = "the queue is behind: slow"
    assert told not in client.get("/health/ready").json()["warnings"]
    Schedule.objects.update(next_run=timezone.now() - 2 * health.WAITS_TOO_LONG)
    assert told in client.get("/health/ready").json()["warnings"]


def test_a_disk_that_is_nearly_full_is_a_warning(client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=100, free=4))
    assert "the disk of VAR_DIR is nearly full" in client.get("/health/ready").json()["warnings"]


def test_migrations_are_compared_once_a_process(client: Any) -> None:
    with CaptureQueriesContext(connection) as first:
        client.get("/health/ready")
    with CaptureQueriesContext(connection) as second:
        client.get("/health/ready")
    assert any("django_migrations" in one["sql"] for one in first.captured_queries)
    assert not any("django_migrations" in one["sql"] for one in second.captured_queries)


def test_postgresql_is_not_waited_for(monkeypatch: Any) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@192.0.2.1/c")
    assert env.database()["OPTIONS"]["connect_timeout"] == 2
