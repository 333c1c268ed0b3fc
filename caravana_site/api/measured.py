"""What this room tells whoever watches the site: what waits to be built."""

from django.db.models import Min
from django.utils import timezone

from caravana_site.common.jobs import seconds_since
from caravana_site.common.operations import gauges

from .models import PendingChange


def pending() -> dict[str, float]:
    return {"": float(PendingChange.objects.count())}


def oldest() -> dict[str, float]:
    first = PendingChange.objects.aggregate(first=Min("since"))["first"]
    return {"": float(seconds_since(first, timezone.now()))}


OURS = (
    gauges.Gauge("documents_pending", "Changes whose documents are not built yet.", pending),
    gauges.Gauge("documents_pending_seconds", "How long the oldest of them has waited.", oldest),
)


def register() -> None:
    """Called when the app starts."""
    for gauge in OURS:
        gauges.register(gauge)
