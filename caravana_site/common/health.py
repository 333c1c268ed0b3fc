"""Whether the process runs, and whether it can serve. For load balancers, not for people."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .models.mail import OutgoingEmail

WAITS_TOO_LONG = timedelta(minutes=10)


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
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            reasons.append("migrations are pending")
        elif OutgoingEmail.objects.due(timezone.now() - WAITS_TOO_LONG).exists():
            warnings.append("the queue is behind")
    except DatabaseError:
        reasons.append("the database does not answer")
    status = "unavailable" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "warnings": warnings}, status=503 if reasons else 200)
