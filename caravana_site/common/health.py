"""Whether the process runs, and whether it can serve. For load balancers, not for people.

Asked every few seconds of every process, so it costs a few narrow queries: migrations are compared until they were all
there once, since a process never gets other ones.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from . import jobs
from .operations import gauges

WAITS_TOO_LONG = timedelta(minutes=10)
LEAST_FREE = 0.05  # of a disk
_migrated = False


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration; else 503 with the reasons.

    A queue that nobody serves is a warning: pages can still be read, and taking the web down would help nobody.
    """
    reasons, warnings = [], []
    try:
        if not migrated():
            reasons.append("migrations are pending")
        else:
            warnings = [words for warn in WARNINGS for words in warn()]
    except DatabaseError:
        reasons.append("the database does not answer")
    status = "unavailable" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "warnings": warnings}, status=503 if reasons else 200)


def migrated() -> bool:
    """Once all are there it is remembered."""
    global _migrated  # noqa: PLW0603  # one fact about the process
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def forget_migrations() -> None:
    """For tests, whose database changes under a process."""
    global _migrated  # noqa: PLW0603  # as above
    _migrated = False


def workers() -> list[str]:
    """No heartbeat is needed: what waits says that nobody works, and the clock has something to do every minute."""
    most = WAITS_TOO_LONG.total_seconds()
    late = [line.key for line in jobs.lines() if line.oldest > most]
    if gauges.clock_lag()[""] > most and "slow" not in late:
        late.append("slow")
    return [f"the queue is behind: {key}" for key in late]


def disks() -> list[str]:
    """Each disk of the site that is nearly full, by the setting that names its folder."""
    found = []
    for name in ("VAR_DIR", "MEDIA_ROOT", "PRIVATE_ROOT"):
        folder = Path(getattr(settings, name))
        if folder.exists():
            usage = shutil.disk_usage(folder)
            if usage.free < LEAST_FREE * usage.total:
                found.append(f"the disk of {name} is nearly full")
    return found


WARNINGS: tuple[Callable[[], list[str]], ...] = (workers, disks)
