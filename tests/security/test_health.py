"""What load balancers read."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from caravana_site import env
from caravana_site.common import health
from caravana_site.common.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def test_ready(client: Any) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["reasons"]) == (200, [])
    assert "no-store" in answer["Cache-Control"]


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
    assert (answer.status_code, answer.json()["warnings"]) == (200, ["the queue is behind"])


def test_postgresql_is_not_waited_for(monkeypatch: Any) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@192.0.2.1/c")
    assert env.database()["OPTIONS"]["connect_timeout"] == 2
