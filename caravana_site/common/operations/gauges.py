"""What is measured when somebody asks: how long things wait. A room registers a gauge for what only it knows."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Min
from django.utils import timezone
from django_q.models import Schedule
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from caravana_site.common import jobs
from caravana_site.common.backups import manifest
from caravana_site.common.backups.targets import FolderTarget

logger = logging.getLogger("caravana.metrics")


@dataclass(frozen=True)
class Gauge:
    """A figure by the values of a label, or by an empty text when it has none. Every question reads it: cheaply."""

    name: str
    documentation: str
    read: Callable[[], dict[str, float]]
    label: str = ""


_registered: dict[str, Gauge] = {}


def register(gauge: Gauge) -> None:
    """Add a gauge; the same one may come twice, since tests start apps again."""
    if _registered.setdefault(gauge.name, gauge) != gauge:
        raise ValueError(f"Two gauges are called {gauge.name!r}.")


class Gauges(Collector):
    """All of them for Prometheus. One that cannot be read is left out, and counted: the others are needed the more."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        unreadable = 0
        for gauge in _registered.values():
            try:
                values = gauge.read()
            except (DatabaseError, OSError) as error:
                logger.warning("%s could not be read: %s", gauge.name, type(error).__name__)
                unreadable += 1
                continue
            family = GaugeMetricFamily(
                f"caravana_{gauge.name}", gauge.documentation, labels=[gauge.label] if gauge.label else None
            )
            for label, value in values.items():
                family.add_metric([label] if gauge.label else [], value)
            yield family
        yield GaugeMetricFamily("caravana_gauges_unreadable", "Gauges that could not be read.", value=unreadable)


def queue(attribute: str) -> Callable[[], dict[str, float]]:
    """One figure of every queue: the clusters' jobs, mail, and what other rooms send."""
    return lambda: {line.key: float(getattr(line, attribute)) for line in jobs.lines()}


def clock_lag() -> dict[str, float]:
    """Seconds by which the clock is late: nobody serves the slow cluster when it grows."""
    first = Schedule.objects.filter(cluster="slow").aggregate(first=Min("next_run"))["first"]
    return {"": float(jobs.seconds_since(first, timezone.now()))}


def backup_age() -> dict[str, float]:
    """Seconds since the newest whole backup was begun; nothing when there is none, or when it lies in a bucket."""
    if settings.BACKUP_TARGET.startswith("s3://"):
        return {}
    keys = manifest.keys(FolderTarget(Path(settings.BACKUP_TARGET)))
    if not keys:
        return {}
    begun = datetime.strptime(max(keys)[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return {"": float(jobs.seconds_since(begun, timezone.now()))}


OURS = (
    Gauge("queue_waiting", "What could be done now, by queue.", queue("waiting"), "queue"),
    Gauge("queue_later", "What is being done, or put off until its next try.", queue("later"), "queue"),
    Gauge("queue_oldest_seconds", "Since when the oldest could have been done.", queue("oldest"), "queue"),
    Gauge("queue_failed", "What nobody will try again by itself.", queue("failed"), "queue"),
    Gauge("clock_lag_seconds", "By how much the clock is late.", clock_lag),
    Gauge("backup_age_seconds", "Since when the newest backup was begun.", backup_age),
)
