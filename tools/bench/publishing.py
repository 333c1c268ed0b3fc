"""The queue while a thousand pages are published at once: `python -m tools.bench.publishing`, for the bench alone.

The workers run beside it, as they are deployed. Pages are published one after the other, as the administration's action
on many pages does, so what is measured is how far the queue falls behind meanwhile, and how soon it has caught up.
"""

import json
import time
from collections.abc import Iterable
from typing import Any

PAGES = 1_000
EVERY = 0.5
"""Seconds between two looks at the queue."""
PATIENCE = 1_800


class Watch:
    """How long the job that waited longest has waited, as seen so far."""

    def __init__(self) -> None:
        self.oldest = 0
        self.most = 0
        self._last = 0.0

    def look(self) -> int:
        """How many jobs wait or are being done."""
        from caravana_site.common.jobs import clusters, lines  # noqa: PLC0415  # once Django is set up

        self._last = time.monotonic()
        found = [line for line in lines() if line.key in clusters()]
        self.oldest = max(self.oldest, *(line.oldest for line in found))
        waiting = sum(line.waiting + line.later for line in found)
        self.most = max(self.most, waiting)
        return waiting

    def look_at_times(self) -> None:
        if time.monotonic() - self._last > EVERY:
            self.look()


def measured(pages: Iterable[Any]) -> dict[str, float]:
    watch, before, began, number = Watch(), _jobs_so_far(), time.monotonic(), 0
    for page in pages:
        page.summary = f"{page.summary[:200]} ({number})"
        page.save_revision().publish()
        number += 1
        watch.look_at_times()
    published = time.monotonic() - began
    while watch.look():
        if time.monotonic() - began > PATIENCE:
            raise SystemExit("The queue was not done with what was published.")
        time.sleep(EVERY)
    done = time.monotonic() - began
    jobs = _jobs_so_far() - before
    return {
        "pages": number, "publishing_seconds": published, "caught_up_seconds": done - published,
        "jobs": jobs, "jobs_a_second": jobs / done, "most_waiting": watch.most, "oldest_seconds": watch.oldest,
    }  # fmt: skip


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
