"""The queue: work that a request must not wait for.

A job is a row in the same database, written in the caller's transaction: a rollback takes it with it. Delivery is at
least once, so every job can run twice without harm.
"""

from datetime import timedelta
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_q.tasks import async_task

from .models import AskedJob
from .operations.requests import current_id

Cluster = Literal["fast", "slow", "webhooks"]
LOST = timedelta(minutes=1)
"""After so long one that was asked for has been killed, or the queue is far behind: it may be asked for again."""


def enqueue(function: str, *arguments: Any, cluster: Cluster = "fast") -> str:
    """Queue a function by its dotted path; returns the job's id.

    `fast` is for what takes seconds (mail, purges), `slow` for what takes minutes (rebuilds, drafts) and the clock;
    `webhooks` is for what waits for other people's servers, behind which nothing of ours may stand.
    """
    return str(async_task(function, *arguments, cluster=cluster, group=current_id()))  # the id: for the worker's log


def enqueue_once(function: str, cluster: Cluster = "fast") -> bool:
    """Queue a job that looks at whatever there is, unless it waits already; says whether it was queued.

    Outside a transaction, once what it is to look at stands: the job that waits may begin at any moment. The function
    has to call `begins` before it looks.
    """
    now = timezone.now()
    asked = AskedJob.objects.filter(function=function)
    if asked.filter(since__gt=now - LOST).exists():
        return False
    with transaction.atomic():
        free = asked.filter(Q(since=None) | Q(since__lte=now - LOST))
        if not free.update(since=now):
            _asked, made = AskedJob.objects.get_or_create(function=function, defaults={"since": now})
            if not made:
                return False  # another process has just asked for it
        enqueue(function, cluster=cluster)
    return True


def begins(function: str) -> None:
    """Said by such a job: what is noted from now on needs another."""
    AskedJob.objects.filter(function=function).update(since=None)


def is_asked(function: str) -> bool:
    """Whether such a job waits."""
    return AskedJob.objects.filter(function=function, since__gt=timezone.now() - LOST).exists()
