"""The report of the queue: what failed can be done again, by administrators alone, and loses nothing."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_q.models import Failure, OrmQ, Task

from caravana_site.common import groups
from caravana_site.common.models import OutgoingEmail
from caravana_site.common.queue import enqueue
from tests.people import member, said, signed_in

pytestmark = pytest.mark.django_db
ROLES = (groups.COMMUNICATION, groups.TRANSLATORS_CA_ES, groups.TRANSLATORS_ES_CA, groups.REVIEWERS)


@pytest.fixture
def administrator(client: Any) -> Any:
    return signed_in(client, get_user_model().objects.create_superuser("cap", "cap@example.cat", "x"))


def dead(key: str = "a" * 32, cluster: str = "slow") -> Any:
    """A job that was tried for the last time, as the cluster leaves it."""
    now = timezone.now()
    return Task.objects.create(
        id=key, name=key, func="builtins.print", args=("kept", 7), kwargs={"end": ""}, cluster=cluster, started=now,
        stopped=now, success=False, attempt_count=4, result="Traceback\n  line\nLookupError: the town is gone",
    )  # fmt: skip


def test_what_failed_is_listed_and_goes_back_with_its_arguments(administrator: Any) -> None:
    row = dead()
    page = administrator.get(reverse("jobs_report")).content.decode()
    assert "builtins.print" in page
    assert "LookupError: the town is gone" in page
    answer = administrator.post(reverse("jobs_report"), {"again": row.pk})
    assert "1" in said(answer)
    job = OrmQ.objects.get()
    assert (job.key, job.task["args"], job.task["kwargs"]) == ("slow", ("kept", 7), {"end": ""})
    assert not Failure.objects.exists()
    administrator.post(reverse("jobs_report"), {"again": row.pk})
    assert OrmQ.objects.count() == 1, "a second press does nothing more"


def test_all_of_them_and_none_of_them(administrator: Any) -> None:
    dead("a" * 32, "fast")
    dead("b" * 32, "webhooks")
    administrator.post(reverse("jobs_report"), {"all": ""})
    assert sorted(OrmQ.objects.values_list("key", flat=True)) == ["fast", "webhooks"]
    gone = dead("c" * 32)
    administrator.post(reverse("jobs_report"), {"discard": gone.pk})
    assert not Failure.objects.exists()
    assert OrmQ.objects.count() == 2


def test_a_job_that_still_has_a_try_is_not_dead(administrator: Any) -> None:
    key = enqueue("builtins.print", "x")
    row = dead(key)
    assert "LookupError" not in administrator.get(reverse("jobs_report")).content.decode()
    for what in ("again", "discard"):
        administrator.post(reverse("jobs_report"), {what: row.pk})
    assert (OrmQ.objects.count(), Failure.objects.count()) == (1, 1)


def test_mail_that_was_given_up_is_sent_again(administrator: Any) -> None:
    state = OutgoingEmail.State
    OutgoingEmail.objects.create(
        sender="a@b.example", recipients=[], subject="x", message=b"kept", state=state.FAILED, tries=10,
        next_try=timezone.now(),
    )  # fmt: skip
    administrator.post(reverse("jobs_report"), {"mail": ""})
    row = OutgoingEmail.objects.get()
    assert (row.state, row.tries, bytes(row.message)) == (state.WAITING, 0, b"kept")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_sees_or_does_anything(role: str, client: Any) -> None:
    row = dead()
    signed_in(client, member(Group.objects.get_or_create(name=role)[0], "algu"))
    for answer in (client.get(reverse("jobs_report")), client.post(reverse("jobs_report"), {"again": row.pk})):
        assert answer.status_code in (302, 403)
    assert Failure.objects.count() == 1
    assert not OrmQ.objects.exists()


def test_reading_changes_nothing(administrator: Any) -> None:
    dead()
    administrator.get(reverse("jobs_report"), {"all": "", "again": "a" * 32})
    assert Failure.objects.count() == 1


def test_monitoring_reads_the_same_and_is_told_of_what_waits_too_long() -> None:
    dead()
    enqueue("builtins.print", "x", cluster="webhooks")
    out = StringIO()
    call_command("queue_status", "--json", stdout=out)
    found = {line["key"]: line for line in json.loads(out.getvalue())["queues"]}
    assert (found["webhooks"]["waiting"], found["slow"]["failed"], found["fast"]["waiting"]) == (1, 1, 0)
    assert {"mail", "webhook messages"} <= set(found)
    OrmQ.objects.update(lock=timezone.now() - timedelta(minutes=20))
    out, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("queue_status", stdout=out, stderr=errors)
    assert ended.value.code == 1
    assert "webhooks" in errors.getvalue()
    assert "1 waiting, the oldest for 12" in out.getvalue()
