"""What Prometheus reads, and that nobody else does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_q.models import OrmQ
from prometheus_client.parser import text_string_to_metric_families

from caravana_site.api.models import PendingChange
from caravana_site.common import jobs
from caravana_site.common.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def measured(client: Any) -> dict[tuple[str, str], float]:
    answer = client.get("/metrics", headers={"Authorization": "Bearer a-token-of-tests"})
    assert answer.status_code == 200
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.fixture(autouse=True)
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = "a-token-of-tests"


def test_without_a_token_in_the_settings_there_is_no_such_address(client: Any, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic a-token-of-tests", "Bearer té"])
def test_only_the_token_opens(client: Any, given: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_what_waits_is_measured(client: Any, settings: Any, tmp_path: Any) -> None:
    now = timezone.now()
    OrmQ.objects.create(key="fast", payload="x", lock=now - timedelta(minutes=20))
    OutgoingEmail.objects.create(
        sender="a@example.cat", recipients=["b@example.cat"], subject="x", message=b"x", next_try=now
    )
    PendingChange.objects.all().delete()
    PendingChange.objects.create(key="x", since=now - timedelta(hours=1))
    (tmp_path / "backups").mkdir()
    begun = datetime.now(UTC) - timedelta(days=2)
    (tmp_path / "backups" / f"{begun:%Y%m%dT%H%M%S}000Z.json").write_text("{}")
    settings.BACKUP_TARGET = str(tmp_path)
    found = measured(client)
    assert 1195 < found["caravana_queue_oldest_seconds", "fast"] < 1260
    assert found["caravana_queue_oldest_seconds", "webhooks"] == 0
    assert found["caravana_queue_waiting", "mail"] == 1
    assert found["caravana_queue_failed", "mail"] == 0
    assert found["caravana_documents_pending", ""] == 1
    assert 3590 < found["caravana_documents_pending_seconds", ""] < 3660
    assert 172_000 < found["caravana_backup_age_seconds", ""] < 173_000


def test_requests_are_counted(client: Any) -> None:
    def redirects() -> float:
        return measured(client).get(("django_http_responses_total_by_status_total", "302"), 0)

    before = redirects()
    client.get("/admin/")
    assert redirects() == before + 1


def test_what_cannot_be_read_hides_nothing_else(client: Any, monkeypatch: Any) -> None:
    def gone(moment: Any = None) -> Any:
        raise OperationalError("secret detail")

    monkeypatch.setattr(jobs, "lines", gone)
    found = measured(client)
    assert found["caravana_gauges_unreadable", ""] == 4
    assert ("caravana_clock_lag_seconds", "") in found
    assert ("caravana_queue_waiting", "fast") not in found
