"""What has to be told is noted with the change itself, at a cost that does not grow, and survives a killed worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from caravana_site.api.models import Change, PendingChange, WebhookDelivery, WebhookSubscription
from caravana_site.api.projection import projector, reconciling
from caravana_site.api.webhooks import messages, sending
from practices.models import Theme
from tests.factories import ThemeFactory

from .conftest import Endpoint, Received, subscribe

ROOT = Path(__file__).resolve().parents[3]


def waiting(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Things whose documents are not built yet."""
    monkeypatch.setattr(projector, "project_soon", lambda: None)
    for one in range(number):
        key = f"theme-{Theme.objects.count()}-{one}"
        ThemeFactory(key=key, slug=key)


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_a_change_that_is_rolled_back_is_told_to_nobody(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(endpoint)
    waiting(monkeypatch, 1)

    def fail(change: Change) -> str:
        raise LookupError

    monkeypatch.setattr(messages, "of_change", fail)
    done = projector.project()
    assert (done.failed, Change.objects.count(), WebhookDelivery.objects.count()) == (1, 0, 0)
    monkeypatch.undo()
    PendingChange.objects.update(due=timezone.now())
    projector.project()
    assert (Change.objects.count(), WebhookDelivery.objects.count()) == (1, 1), "and nothing is lost"


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_what_the_nightly_walk_mends_is_told_too(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    theme = ThemeFactory()
    Theme.objects.filter(pk=theme.pk).update(name="Un altre nom")
    reconciling.reconcile()
    assert sending.send(hook.pk) == 2
    assert [one.told["type"] for one in endpoint.received] == ["theme.created", "theme.updated"]


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("filters", [{}, {"themes": ["theme-0-0"], "kinds": ["theme"]}])
def test_noting_costs_the_same_for_many_changes(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, filters: dict[str, Any]
) -> None:
    subscribe(endpoint, **filters)
    themes = [ThemeFactory(key=f"theme-{number}", slug=f"theme-{number}").translation_key for number in range(10)]
    costs = []
    for number in (2, 8):
        changes = [Change(number=100 + at, kind="theme", uuid=themes[at], language="ca") for at in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            projector.webhooks.begin("theme", themes[:number]).note(changes)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 6


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_without_webhooks_a_change_costs_one_query_more() -> None:
    with CaptureQueriesContext(connection) as queries:
        noted = projector.webhooks.begin("theme", [])
        noted.note([Change(number=1, kind="theme", language="ca")])
    assert len(queries) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_the_job_is_in_the_transaction_of_the_change(endpoint: Endpoint, other_endpoint: Endpoint) -> None:
    first, second = subscribe(endpoint), subscribe(other_endpoint, kinds=["theme"])
    subscribe(other_endpoint, kinds=["practice"])
    with transaction.atomic():
        ThemeFactory()
        jobs = [job.task["args"] for job in OrmQ.objects.filter(key="webhooks")]
        transaction.set_rollback(True)
    assert jobs == [(first.pk,), (second.pk,)]
    assert not OrmQ.objects.exists()
    assert not WebhookDelivery.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_message_once_and_in_order(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    theme = ThemeFactory()
    for number in range(29):
        theme.name = f"Nom {number}"
        theme.save()
    delivered: list[int] = []

    def work() -> None:
        delivered.append(sending.send(hook.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _one in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sum(delivered) == 30
    assert [one.told["data"]["number"] for one in endpoint.received] == list(range(1, 31))


@pytest.mark.faults
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_an_endpoint_answers_loses_nothing(endpoint: Endpoint) -> None:
    """Killed between the endpoint's answer and the note of it, which no program can make one thing of two machines."""
    hook = subscribe(endpoint)
    ThemeFactory(key="one", slug="one")
    ThemeFactory(key="two", slug="two")
    code = (
        "import time\n"
        "from caravana_site.api.webhooks import sending\n"
        "sending._delivered = lambda row, now: time.sleep(60)\n"
        f"sending.send({hook.pk})"
    )
    name = settings.DATABASES["default"]["NAME"]
    environment = {**os.environ, "DATABASE_URL": f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"}
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code],
        cwd=ROOT, env={**environment, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}, start_new_session=True,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not endpoint.received and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)
    assert len(endpoint.received) == 1
    assert WebhookDelivery.objects.waiting().count() == 2
    assert sending.send(hook.pk) == 0, "it may still be at work"
    WebhookSubscription.objects.update(busy_until=timezone.now())
    assert sending.send_due() == 1
    assert sending.send(hook.pk) == 2
    again: list[Received] = endpoint.received
    assert [one.told["data"]["number"] for one in again] == [1, 1, 2]
    assert again[0].headers["webhook-id"] == again[1].headers["webhook-id"], "by which the endpoint knows it"
    assert again[0].body == again[1].body
