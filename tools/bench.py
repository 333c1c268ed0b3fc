"""How long pages take with the bulk content: `make bench`. On PostgreSQL, in a database of its own.

`DATABASE_URL` names a server and a database; the bench makes another beside it, with `_bench` after its name, fills it
once and asks each page over one connection, in this process and without any page cache. Machines differ and are
noisy, so each time stands beside its ratio to a plain page that is asked in turns with it, and beside the time that
this process was busy with it (the database's own work not counted).
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

PRACTICES = int(os.environ.get("PRACTICES", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", "40"))
BASELINE = "/ca/participa/"
BLOCKS = 60


@dataclass(frozen=True)
class Case:
    """A page under several addresses, asked in turns; and what it may cost: queries, and milliseconds for 95 of 100."""

    name: str
    addresses: Sequence[str]
    most_queries: int | None = None
    most_ms: int | None = None


@dataclass(frozen=True)
class Measure:
    case: Case
    queries: int
    first: float
    times: list[float]
    cpu: float
    baseline: float

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]

    @property
    def missed(self) -> list[str]:
        case, missed = self.case, []
        if case.most_queries is not None and self.queries > case.most_queries:
            missed.append(f"over {case.most_queries} queries")
        if case.most_ms is not None and self.p95 > case.most_ms:
            missed.append(f"over {case.most_ms} ms")
        return missed

    def __str__(self) -> str:
        times = f"{self.first:8.0f} {self.p50:8.1f} {self.p95:8.1f} {self.cpu:7.1f} {self.p50 / self.baseline:7.1f}"
        told = ", ".join(self.missed) or ("met" if self.case.most_queries or self.case.most_ms else "")
        return f"{self.case.name:40} {self.queries:7} {times}  {told}"


def own_database(url: str) -> str:
    """The address of the bench's database, made when it is missing."""
    import psycopg  # noqa: PLC0415  a machine with SQLite alone is told first

    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/').removesuffix('_bench')}_bench"
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return urlunsplit(parts._replace(path=f"/{name}"))


def fill() -> None:
    for command in (["migrate", "--verbosity", "0"], ["seed", "--demo", "--bulk", str(PRACTICES)]):
        started = time.monotonic()
        subprocess.run([sys.executable, "manage.py", *command], check=True)
        print(f"manage.py {' '.join(command)}: {time.monotonic() - started:.0f} s", flush=True)


def cases() -> list[Case]:
    from django.urls import reverse  # noqa: PLC0415  once Django is set up

    from events.models import StopPage  # noqa: PLC0415  once Django is set up
    from practices.models import Municipality, Organisation, PracticePage, Theme  # noqa: PLC0415  once Django is set up

    bulk = PracticePage.objects.filter(is_sample=True, locale__language_code="ca").order_by("-pk")
    short, long = list(bulk[:20]), bulk[20]
    block = {"type": "paragraph", "value": {"text": "<p>El que va passar, explicat a poc a poc.</p>"}}
    story = [*long.story.raw_data, *({**block, "id": f"bench-{number}"} for number in range(BLOCKS))][:BLOCKS]
    PracticePage.objects.filter(pk=long.pk).update(story=json.dumps([dict(one) for one in story]))
    listing, towns = "/ca/practiques/?", Municipality.objects.order_by("population").values_list("ine", flat=True)
    themes = list(Theme.objects.filter(locale__language_code="ca"))
    facets = [
        urlencode([("theme", theme.key), ("population", size), ("status", status), ("status", "pilot")])
        for theme, size, status in zip(
            themes, cycle(["1-500", "501-1000", "1001-5000"]), cycle(["deployed", "established"]), strict=False
        )
    ]
    words = ["padró", "sensors", "cita prèvia", "pressupost", "oficina mòbil berga", "dades obertes"]
    stops = list(StopPage.objects.live().filter(locale__language_code="ca").order_by("start")[:20])
    months = sorted({f"{stop.start:%Y-%m}" for stop in stops})
    bodies = Organisation.objects.filter(practices__in=short).distinct()
    return [
        Case("list", [listing]),
        Case("list with three facets and counts", [listing + query for query in facets], 25, 150),
        Case("list, page 2", [f"{listing}page=2"], 25, 150),
        Case("list, administrations like mine", [f"{listing}town={ine}" for ine in towns[::100]], 25),
        Case("search in the list", [listing + urlencode({"q": word}) for word in words], None, 120),
        Case(
            "search in the whole site", [f"{reverse('search')}?{urlencode({'q': word})}" for word in words], None, 120
        ),
        Case("list as a map", [f"{listing}view=map"], 25),
        Case("story, short", [page.url for page in short], 25),
        Case(f"story, {BLOCKS} blocks", [long.url], 25),
        Case("organisation", [reverse("organisation", args=[body.slug]) for body in bodies]),
        Case("theme", [theme.get_absolute_url() for theme in themes]),
        Case("comparison of four", [f"{reverse('compare')}?{urlencode([('p', page.slug) for page in short[:4]])}"]),
        Case("home", ["/ca/"]),
        Case("stops", ["/ca/parades/"], None, 150),
        Case("stops of a month", [f"/ca/parades/?mes={month}" for month in months], None, 150),
        Case("stops, filtered", [f"/ca/parades/?theme={theme.key}&format=online" for theme in themes], None, 150),
        Case("stop", [stop.url for stop in stops]),
        Case("interview guide", [f"/ca/visita/?ambit={theme.key}" for theme in themes]),
        Case("calendar of all stops", ["/calendar/ca/stops.ics"], None, 300),
        Case("calendar of a theme", [f"/calendar/ca/stops.ics?theme={theme.key}" for theme in themes]),
        Case("feed of stops", ["/feeds/ca/stops.atom", "/feeds/ca/stops.json"]),
        Case("feed of practices", ["/feeds/ca/practices.atom", "/feeds/ca/practices.json"]),
    ]


def measure(case: Case, ask: Callable[[str], float]) -> Measure:
    from django.db import connection  # noqa: PLC0415  once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  once Django is set up

    first = ask(case.addresses[0])
    with CaptureQueriesContext(connection) as spent:
        ask(case.addresses[0])
    queries = len(spent)  # the next request empties the log
    times, plain, busy = [], [], 0.0
    for _round, address in zip(range(ROUNDS), cycle(case.addresses), strict=False):
        plain.append(ask(BASELINE))
        began = time.process_time()
        times.append(ask(address))
        busy += time.process_time() - began
    return Measure(case, queries, first, times, busy * 1000 / ROUNDS, statistics.median(plain))


def run() -> bool:
    """Print the table; whether every target is met."""
    import_module("caravana_site.wsgi")  # as a server has it, with the bench's own database in the environment
    from django.db import transaction  # noqa: PLC0415  once Django is set up
    from django.test import Client  # noqa: PLC0415  once Django is set up
    from django.utils import translation  # noqa: PLC0415  once Django is set up

    client: Any = Client(SERVER_NAME="localhost")

    def ask(address: str) -> float:
        started = time.perf_counter()
        answer = client.get(address)
        spent = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}.")
        return spent

    ask(BASELINE)
    heads = f"{'first ms':>8} {'p50 ms':>8} {'p95 ms':>8} {'cpu ms':>7} {'ratio':>7}"
    print(f"\n{PRACTICES} practices and {PRACTICES // 2} stops in two languages, {ROUNDS} rounds; ", end="")
    print(f"ratio: p50 to that of {BASELINE}")
    print(f"{'page':40} {'queries':>7} {heads}", flush=True)
    met = True
    with transaction.atomic(), translation.override("ca"):
        for case in cases():
            measured = measure(case, ask)
            met = met and not measured.missed
            print(measured, flush=True)
        transaction.set_rollback(True)  # the long story was made for this run
    return met


def main() -> None:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise SystemExit("The bench needs PostgreSQL: make bench DATABASE_URL=postgresql://user@host/name")
    sys.path.insert(0, os.getcwd())
    os.environ["DATABASE_URL"] = own_database(url)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.dev")
    fill()
    sys.exit(not run())


if __name__ == "__main__":
    main()
