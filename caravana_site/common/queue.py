"""The queue: work that a request must not wait for.

A job is a row in the same database, written in the caller's transaction: a rollback takes it with it. Delivery is at
least once, so every job can run twice without harm.
"""

from typing import Any, Literal

from django_q.tasks import async_task

from .operations.requests import current_id

Cluster = Literal["fast", "slow", "webhooks"]


def enqueue(function: str, *arguments: Any, cluster: Cluster = "fast") -> str:
    """Queue a function by its dotted path; returns the job's id.

    `fast` is for what takes seconds (mail, purges), `slow` for what takes minutes (rebuilds, drafts) and the clock;
    `webhooks` is for what waits for other people's servers, behind which nothing of ours may stand.
    """
    return str(async_task(function, *arguments, cluster=cluster, group=current_id()))  # the id: for the worker's log
