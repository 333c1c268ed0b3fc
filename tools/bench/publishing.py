"""The queue while a thousand pages are published at once: `python -m tools.bench.publishing`, for the bench alone.

The workers run beside it, as they are deployed. Pages are published one after the other, as the administration's action
on many pages does, so what is measured is how far the queue falls behind meanwhile, and how soon it has caught up.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

PAGES = 1_000
EVERY = 0.5
"""Seconds between two looks at the queue."""
PATIENCE = 1_800
LONGEST = 100
"""Letters of a title: some that are invented are refused for having more."""


class Watch:
    """How long the job, and the document, that waited longest has waited, as seen so far."""

    def __init__(self) -> None:
        self.oldest = 0
        self.oldest_document = 0.0
        self.most = 0
        self._last = 0.0

    def look(self) -> int:
        """How many jobs wait or are being done, and documents are to be built."""
        from django.utils import timezone  # noqa: PLC0415  # once Django is set up

        from caravana_site.api.models import PendingChange  # noqa: PLC0415  # once Django is set up
        from caravana_site.common.jobs import clusters, lines  # noqa: PLC0415  # once Django is set up

        self._last = time.monotonic()
        found = [line for line in lines() if line.key in clusters()]
        self.oldest = max(self.oldest, *(line.oldest for line in found))
        waiting = sum(line.waiting + line.later for line in found)
        self.most = max(self.most, waiting)
        since = PendingChange.objects.order_by("since").values_list("since", flat=True).first()
        if since is not None:
            self.oldest_document = max(self.oldest_document, (timezone.now() - since).total_seconds())
        return waiting + (since is not None)

    def look_at_clock(self) -> int:
        """How much waits, with what the clock has not even put into the queue."""
        from django.utils import timezone  # noqa: PLC0415  # once Django is set up
        from django_q.models import Schedule  # noqa: PLC0415  # once Django is set up

        return Schedule.objects.filter(next_run__lt=timezone.now()).count() + self.look()

    def look_at_times(self) -> None:
        if time.monotonic() - self._last > EVERY:
            self.look()


def measured(pages: Iterable[Any]) -> dict[str, float]:
    _wait(Watch().look_at_clock)  # what it has for a whole day is due when workers start for the first time
    watch, before, began, number = Watch(), _jobs_so_far(), time.monotonic(), 0
    walls, busy = [], time.process_time()
    for page in pages:
        page.title, page.summary = page.title[:LONGEST], f"{page.summary[:200]} ({number})"
        since = time.monotonic()
        page.save_revision().publish()
        walls.append((time.monotonic() - since) * 1000)
        number += 1
        watch.look_at_times()
    published, busy = time.monotonic() - began, time.process_time() - busy
    _wait(watch.look)
    done = time.monotonic() - began
    jobs = _jobs_so_far() - before
    return {
        "pages": number, "publishing_seconds": published, "caught_up_seconds": done - published,
        "jobs": jobs, "jobs_a_second": jobs / done, "most_waiting": watch.most, "oldest_seconds": watch.oldest,
        "oldest_document_seconds": watch.oldest_document, "busy_ms_a_page": busy * 1000 / number,
        "p50_ms": statistics.median(walls), "p95_ms": statistics.quantiles(walls, n=20)[-1],
    }  # fmt: skip


def _wait(look: Callable[[], int]) -> None:
    """Until nothing waits any more."""
    until = time.monotonic() + PATIENCE
    while look():
        if time.monotonic() > until:
            raise SystemExit("The queue was not done with what it had.")
        time.sleep(EVERY)


def _jobs_so_far() -> int:
    from django.db import connection  # noqa: PLC0415  # once Django is set up

    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM django_q_ormq_id_seq")
        return int(cursor.fetchone()[0])


def main() -> None:
    import django  # noqa: PLC0415  # only here

    django.setup()
    from practices.models import PracticePage  # noqa: PLC0415  # once Django is set up

    pages = PracticePage.objects.filter(is_sample=True, live=True, locale__language_code="ca").order_by("-pk")[:PAGES]
    print(json.dumps(measured(pages)))


if __name__ == "__main__":
    main()
