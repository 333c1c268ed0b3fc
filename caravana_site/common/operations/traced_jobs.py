"""What the queue writes down: each job's log carries the id of the request that asked for it."""

import logging
from typing import Any

import structlog
from django_q.signals import post_execute_in_worker, pre_execute

logger = logging.getLogger("caravana.queue")


def connect() -> None:
    """Listen to the jobs of this process."""
    pre_execute.connect(_begins, dispatch_uid="operations.traced_jobs.begins")
    post_execute_in_worker.connect(_ends, dispatch_uid="operations.traced_jobs.ends")


def _begins(task: dict[str, Any], **kwargs: Any) -> None:
    structlog.contextvars.unbind_contextvars("request_id")
    structlog.contextvars.bind_contextvars(job=task.get("name"))
    if task.get("group"):
        structlog.contextvars.bind_contextvars(request_id=task["group"])


def _ends(task: dict[str, Any], **kwargs: Any) -> None:
    if not task.get("success", True):
        reason = str(task.get("result", "")).strip().splitlines() or ["no reason was given"]
        logger.error("The job %s failed: %s", task.get("func"), reason[0])
    structlog.contextvars.unbind_contextvars("job")
