"""How long it takes until programs read what was published: `python -m tools.bench.projecting`, for the bench alone."""

import json
import statistics
import time
from collections.abc import Iterator
from typing import Any

TIMES = 20


def measured() -> Iterator[tuple[float, float]]:
    """Milliseconds, and those of them that this process was busy: of a practice in both languages, by one change."""
    from caravana_site.api.models import PendingChange  # noqa: PLC0415  # once Django is set up
    from caravana_site.api.projection.projector import project  # noqa: PLC0415  # once Django is set up
    from practices.models import PracticePage  # noqa: PLC0415  # once Django is set up

    PendingChange.objects.all().delete()
    pages: Any = PracticePage.objects.filter(is_sample=True, live=True, locale__language_code="ca")
    for number, page in enumerate(pages.order_by("-pk")[: TIMES + 2]):
        same = PracticePage.objects.filter(translation_key=page.translation_key)
        same.update(summary=f"{page.summary[:200]} ({time.time():.0f})")
        PendingChange.objects.create(kind="practice", uuid=page.translation_key)
        began, busy = time.perf_counter(), time.process_time()
        done = project()
        spent = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
        if len(done.changes) < same.filter(live=True).count():
            raise SystemExit(f"{page.title} was not projected.")
        if number > 1:  # the first ones fill what a process keeps
            yield spent


def main() -> None:
    import django  # noqa: PLC0415  # only here

    django.setup()
    walls, cpus = zip(*measured(), strict=True)
    print(json.dumps({"p50": statistics.median(walls), "p95": sorted(walls)[-2], "cpu": statistics.median(cpus)}))


if __name__ == "__main__":
    main()
