"""The state of the queue: what waits and since when, what failed for good, and doing it again.

Nothing is lost by failing: a job that was tried for the last time stays with its arguments until somebody has it done
again or discards it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.models import Failure, OrmQ
from django_q.tasks import async_task

from .models import OutgoingEmail


@dataclass(frozen=True)
class Line:
    """One queue. `oldest` is how many seconds ago the one that waits longest could have been done."""

    key: str
    name: Any
    waiting: int
    later: int
    """Taken by a worker, or put off until its next try."""
    oldest: int
    failed: int


_others: dict[str, Callable[[datetime], Line]] = {}


def register(key: str, count: Callable[[datetime], Line]) -> None:
    """Add a queue that is rows of its own with a next try. Tests start apps again, so the same may come twice."""
    _others[key] = count


def lines(now: datetime | None = None) -> list[Line]:
    """Every queue: the clusters' jobs, then rows that have a next try of their own."""
    moment = now or timezone.now()
    return [*_clusters(moment), *(count(moment) for count in _others.values())]


def clusters() -> list[str]:
    main: Any = settings.Q_CLUSTER
    return [main["name"], *main["ALT_CLUSTERS"]]


def _clusters(now: datetime) -> list[Line]:
    due, later = Q(lock__lte=now), Q(lock__gt=now)
    counts = OrmQ.objects.values("key").annotate(
        waiting=Count("pk", filter=due), later=Count("pk", filter=later), oldest=Min("lock", filter=due)
    )
    by_key = {row["key"]: row for row in counts}
    dead = failed()
    return [
        Line(
            key,
            key,
            by_key.get(key, {}).get("waiting", 0),
            by_key.get(key, {}).get("later", 0),
            seconds_since(by_key.get(key, {}).get("oldest"), now),
            sum((one.cluster or clusters()[0]) == key for one in dead),
        )
        for key in clusters()
    ]


def seconds_since(moment: datetime | None, now: datetime) -> int:
    return max(0, int((now - moment).total_seconds())) if moment else 0


def failed() -> list[Any]:
    """Jobs that nobody will try again by themselves, newest first: those that still wait for a try are not dead."""
    rows = list(Failure.objects.order_by("-stopped"))
    if not rows:
        return []
    alive = {job.task_id() for job in OrmQ.objects.filter(key__in=clusters())}
    return [row for row in rows if row.pk not in alive]


@transaction.atomic
def try_again(task: str) -> bool:
    """Put a dead job back into its queue with its arguments. False when somebody else has done so meanwhile."""
    row = Failure.objects.select_for_update().filter(pk=task).first()
    if row is None or row.pk not in {one.pk for one in failed()}:
        return False
    async_task(row.func, *(row.args or ()), cluster=row.cluster or clusters()[0], **(row.kwargs or {}))
    row.delete()
    return True


@transaction.atomic
def discard(task: str) -> bool:
    """Forget a dead job for ever."""
    row = Failure.objects.select_for_update().filter(pk=task).first()
    if row is None or row.pk not in {one.pk for one in failed()}:
        return False
    row.delete()
    return True


def mail(now: datetime) -> Line:
    """Messages on their way."""
    states = OutgoingEmail.State
    due = Q(state=states.WAITING, next_try__lte=now)
    found = OutgoingEmail.objects.aggregate(
        waiting=Count("pk", filter=due),
        later=Count("pk", filter=Q(state=states.WAITING, next_try__gt=now)),
        oldest=Min("next_try", filter=due),
        failed=Count("pk", filter=Q(state=states.FAILED)),
    )
    return Line(
        "mail", _("Mail"), found["waiting"], found["later"], seconds_since(found["oldest"], now), found["failed"]
    )


def send_failed_mail_again() -> int:
    """Messages that were given up wait once more, with all their tries before them."""
    given_up = OutgoingEmail.objects.filter(state=OutgoingEmail.State.FAILED)
    return int(given_up.update(state=OutgoingEmail.State.WAITING, next_try=timezone.now(), tries=0))


register("mail", mail)
