"""What is asked: pages and answers, each under several addresses that are asked in turns, and what each may cost."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

BLOCKS = 60
"""Of the long story."""


@dataclass(frozen=True)
class Case:
    """One kind of answer. The targets hold for one request at a time, inside the application, with nothing cached."""

    name: str
    addresses: Sequence[str]
    queries: int | None = None
    p50: float | None = None
    p95: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    rate: float | None = None
    """Requests a second that two cores should answer at eight connections."""
    loaded: bool = True
    """Whether it is measured under load, beside nginx and through the caches, or only one by one."""
    known: bool = False
    """Asked by whoever has the answer already: 304."""
    cached: bool = True


def cases() -> list[Case]:
    """Needs Django and the database that is measured; the long story is made in it."""
    return [*_pages(), *_other_pages(), *_api(), *_compared()]


def _practices() -> Any:
    from practices.models import PracticePage  # noqa: PLC0415  # once Django is set up

    return PracticePage.objects.filter(is_sample=True, live=True, locale__language_code="ca", latest_revision=None)


def _stops() -> list[Any]:
    from events.models import StopPage  # noqa: PLC0415  # once Django is set up

    return list(StopPage.objects.live().filter(locale__language_code="ca").order_by("start")[:20])


def _themes() -> list[Any]:
    from practices.models import Theme  # noqa: PLC0415  # once Django is set up

    return list(Theme.objects.filter(locale__language_code="ca"))


LIST, STOPS = "/ca/practiques/", "/ca/parades/"
WORDS = ["padró", "sensors", "cita prèvia", "pressupost", "oficina mòbil berga", "dades obertes"]


def _pages() -> Iterator[Case]:
    """What most readers open; these are measured under load too."""
    sizes, states = cycle(["1-500", "501-1000", "1001-5000"]), cycle(["deployed", "established"])
    facets = [
        urlencode([("theme", theme.key), ("population", size), ("status", status), ("status", "pilot")])
        for theme, size, status in zip(_themes(), sizes, states, strict=False)
    ]
    stops = _stops()
    months = sorted({f"{stop.start:%Y-%m}" for stop in stops})
    yield Case("home", ["/ca/"], 25, 40)
    yield Case("list", [LIST], 25, 40)
    yield Case("list with three facets", [f"{LIST}?{query}" for query in facets], 25, None, 150)
    yield Case("search", [f"/ca/cerca/?{urlencode({'q': word})}" for word in WORDS], None, None, 120)
    stories = [page.url for page in _practices().order_by("-pk")[:20]]
    yield Case("story", stories, 25, 40, rate=220)
    yield Case("stop", [stop.url for stop in stops], 25, 40)
    yield Case("calendar month", [f"{STOPS}?mes={month}" for month in months], 25, None, 150)


def _other_pages() -> Iterator[Case]:
    from practices.models import Municipality, Organisation  # noqa: PLC0415  # once Django is set up

    towns = Municipality.objects.order_by("population").values_list("ine", flat=True)
    short = list(_practices().order_by("-pk")[:20])
    bodies = Organisation.objects.filter(practices__in=short).distinct()
    compared = urlencode([("p", page.slug) for page in short[:4]])
    others = {
        "list, page 2": ([f"{LIST}?page=2"], 150),
        "list, administrations like mine": ([f"{LIST}?town={ine}" for ine in towns[::100]], 150),
        "list as a map": ([f"{LIST}?view=map"], 150),
        "search in the list": ([f"{LIST}?{urlencode({'q': word})}" for word in WORDS], 120),
        f"story, {BLOCKS} blocks": ([_long_story()], 150),
        "organisation": ([f"/ca/ens/{body.slug}/" for body in bodies], 150),
        "theme": ([theme.get_absolute_url() for theme in _themes()], 150),
        "comparison of four": ([f"{LIST}compara/?{compared}"], 150),
        "stops": ([STOPS], 150),
        "stops, filtered": ([f"{STOPS}?theme={theme.key}&format=online" for theme in _themes()], 150),
        "interview guide": ([f"/ca/visita/?ambit={theme.key}" for theme in _themes()], 150),
        "calendar of all stops": (["/calendar/ca/stops.ics"], 300),
        "calendar of a theme": ([f"/calendar/ca/stops.ics?theme={theme.key}" for theme in _themes()], 150),
        "feed of stops": (["/feeds/ca/stops.atom", "/feeds/ca/stops.json"], 150),
        "feed of practices": (["/feeds/ca/practices.atom", "/feeds/ca/practices.json"], 150),
    }
    for name, (addresses, most) in others.items():
        yield Case(name, addresses, 25, None, most, loaded=False)


def _long_story() -> str:
    page = _practices().order_by("-pk")[20]
    block = {"type": "paragraph", "value": {"text": "<p>El que va passar, explicat a poc a poc.</p>"}}
    story = [*page.story.raw_data, *({**block, "id": f"bench-{number}"} for number in range(BLOCKS))][:BLOCKS]
    type(page).objects.filter(pk=page.pk).update(story=json.dumps([dict(one) for one in story]))
    return str(page.url)


def _api() -> Iterator[Case]:
    keys = _practices().order_by("-pk").values_list("translation_key", flat=True)[:20]
    items = [f"/api/v1/practices/{key}" for key in keys]
    listed = "/api/v1/practices?limit=20"
    yield Case("API list of 20", [f"{listed}&locale={code}" for code in ("ca", "es")], 3, None, 15, rate=500)
    yield Case("API item", items, 2, None, 15, rate=1000)
    yield Case("API 304", [listed], 1, None, 15, known=True)


def _compared() -> Iterator[Case]:
    """Wagtail's own API on the same pages."""
    listed = "/wagtail-api/pages/?type=practices.PracticePage&fields=*&limit=20&locale=ca"
    items = [f"/wagtail-api/pages/{pk}/" for pk in _practices().order_by("-pk").values_list("pk", flat=True)[:20]]
    yield Case("Wagtail’s API v2, list of 20", [listed], cached=False)
    yield Case("Wagtail’s API v2, item", items, cached=False)


def main() -> None:
    """Print them as JSON: the bench asks a process of the site for them, since one process has one database."""
    import django  # noqa: PLC0415  # only here

    django.setup()
    print(json.dumps([vars(case) for case in cases()]))


if __name__ == "__main__":
    main()
