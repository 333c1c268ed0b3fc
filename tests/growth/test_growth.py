"""Two rows cost as many queries as eight, on every public page; and what is in no table below is named.

The administration's listings have their own in `tests/admin/test_listings.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page, get_page_models

from .site import Site

pytestmark = pytest.mark.django_db
EMBEDDED = "/embed/ca/{}/{}/"
NEUTRAL = {"root", "health/live", "health/ready", "robots", "sitemap", "favicon", "metrics", "towns", "bodies", "card"}
ONE_ROW = {
    *("home.AccessibilityStatementPage", "_util/login/", "django.contrib.sitemaps.views.sitemap"),
    *(
        "identifier",
        "search_suggestions",
        "confirm_submission",
        "approve_practice",
        "lost_request_link",
        "request_file",
        *("data", "data_catalogue", "data_file", "open_data"),
    ),
    *NEUTRAL,
}
"""What shows nothing that can grow; the sitemap's files and the open data have their growth tests with their other
tests. A draft to approve is read as Wagtail keeps versions, row by row, for one person."""
OTHERS_WORK = ("admin/", "documents/", "^media/", "api/v1/")
"""Addresses that Wagtail or Django answers, that only signed-in people reach, or that `tests/api/reads` proves flat."""


@dataclass(frozen=True)
class Case:
    """What grows, where it is seen, and whether each added title is drawn there whole."""

    of: str
    add: Callable[[Site], Any]
    address: Callable[[Site], str]
    drawn: bool = True
    most: int = 8


def first_child(page: Any) -> str:
    return str(page.get_children().first().url)


CASES = {
    "home": Case("home.HomePage", Site.add_all, lambda site: site.home.url, drawn=False),
    "text with more blocks": Case("home.ContentPage", Site.add_block_of_text, lambda site: site.text.url),
    "list": Case("practices.PracticeIndexPage", Site.add_practice, lambda site: site.practices.url),
    "list with facets": Case(
        "practices.PracticeIndexPage",
        Site.add_practice,
        lambda site: f"{site.practices.url}?theme={site.theme.key}&population=501-1000&status=deployed",
    ),
    "search in the list": Case(
        "practices.PracticeIndexPage", Site.add_practice, lambda site: f"{site.practices.url}?q=prova"
    ),
    "list as a map": Case(
        "practices.PracticeIndexPage", Site.add_practice, lambda site: f"{site.practices.url}?view=map"
    ),
    "story with more rows": Case("practices.PracticePage", Site.add_rows, lambda site: site.practice.url),
    "story with more blocks": Case("practices.PracticePage", Site.add_block, lambda site: site.practice.url),
    "story with more replications": Case(
        "practices.PracticePage", Site.add_replication, lambda site: site.practice.url
    ),
    "stops": Case("events.StopIndexPage", Site.add_stop, lambda site: site.calendar.url),
    "stops made, with their stories": Case("events.StopIndexPage", Site.add_stop_made, lambda site: site.calendar.url),
    "stops off, their reasons untranslated": Case(
        "events.StopIndexPage", Site.add_stop_off, lambda site: site.calendar.url
    ),
    "stops in the month's table and on the map, narrowed": Case(
        "events.StopIndexPage",
        Site.add_stop,
        lambda site: f"{site.calendar.url}?state=confirmed&format=in_person&mes={timezone.localdate():%Y-%m}",
    ),
    "stop with more materials": Case("events.StopPage", Site.add_material, lambda site: first_child(site.calendar)),
    "stop": Case("events.StopPage", Site.add_stop, lambda site: first_child(site.calendar), drawn=False),
    "calendar": Case("stops_calendar", Site.add_stop, lambda site: "/calendar/ca/stops.ics"),
    "calendar that is kept": Case("stops_calendar", Site.add_published_stop, lambda site: "/calendar/ca/stops.ics"),
    "calendar of a theme": Case(
        "stops_calendar", Site.add_stop, lambda site: f"/calendar/ca/stops.ics?theme={site.theme.key}"
    ),
    "calendar of a stop": Case(
        "stop_calendar",
        Site.add_stop,
        lambda site: f"/calendar/ca/{site.calendar.get_children().first().translation_key}.ics",
        drawn=False,
    ),
    "feed of practices": Case("feed", Site.add_practice, lambda site: "/feeds/ca/practices.atom"),
    "feed of stops": Case("feed", Site.add_stop, lambda site: "/feeds/ca/stops.json"),
    "feed of a theme": Case("feed", Site.add_practice, lambda site: f"/feeds/ca/practices.json?theme={site.theme.key}"),
    "embedded calendar": Case(
        "embed", Site.add_stop, lambda site: EMBEDDED.format("calendar", site.calendar.translation_key), most=5
    ),
    "embedded practice": Case(
        "embed", Site.add_rows, lambda site: EMBEDDED.format("practice", site.practice.translation_key), drawn=False
    ),
    "embedded interview": Case(
        "embed", Site.add_interview, lambda site: EMBEDDED.format("interview", site.first_interview), drawn=False
    ),
    "embedded stop": Case(
        "embed",
        Site.add_stop,
        lambda site: EMBEDDED.format("stop", site.calendar.get_children().first().translation_key),
        drawn=False,
    ),
    "story with more interviews": Case("practices.PracticePage", Site.add_interview, lambda site: site.practice.url),
    "oembed of an interview": Case(
        "oembed",
        Site.add_interview,
        lambda site: f"/oembed?url=http://testserver{site.practice.url}%23t=0",
        drawn=False,
    ),
    "kit": Case("events.KitIndexPage", Site.add_tool, lambda site: site.kit.url),
    "tool": Case("events.KitResourcePage", Site.add_tool, lambda site: first_child(site.kit), drawn=False),
    "tool with more versions": Case("events.KitResourcePage", Site.add_version, lambda site: first_child(site.kit)),
    "archive of the kit": Case(
        "kit_zip",
        Site.add_tool,
        lambda site: "/ca/kit/baixa.zip?" + "&".join(f"tool={slugify(title)}" for title in site.titles),
        drawn=False,  # its names are slugs and its index is compressed; tests/events/test_kit.py opens it
    ),
    "theme": Case("theme", Site.add_practice, lambda site: f"/ca/ambits/{site.theme.slug}/"),
    "organisation": Case("organisation", Site.add_practice_of_the_body, lambda site: f"/ca/ens/{site.body.slug}/"),
    "organisation with more replications": Case(
        "organisation", Site.add_replication_by_the_body, lambda site: f"/ca/ens/{site.body.slug}/"
    ),
    "organisations": Case("organisations", Site.add_practice, lambda site: "/ca/ens/", drawn=False),
    "search": Case("search", Site.add_practice, lambda site: "/ca/cerca/?q=prova", drawn=False),
    "citation": Case("practice_citation", Site.add_rows, lambda site: f"{site.practice.url}cita.ris", drawn=False),
    "pictures": Case(
        "practice_pictures", Site.add_picture, lambda site: f"{site.practice.url}imatges.zip", drawn=False
    ),
    "letter": Case("contact_practice", Site.add_rows, lambda site: f"{site.practice.url}escriu/", drawn=False),
    "replication": Case(
        "replicate_practice", Site.add_practice, lambda site: f"{site.practice.url}adaptada/", drawn=False
    ),
    "request for a stop": Case("request_stop", Site.add_stop, lambda site: "/ca/parades/sollicitud/"),
    "request that is followed": Case("follow_request", Site.add_to_the_request, lambda site: site.followed),
    "how to take part": Case("home.TakePartPage", Site.add_frequent_question, lambda site: site.take_part.url),
    "press": Case("home.PressPage", Site.add_press_picture, lambda site: site.press.url),
    "press with more to count": Case("home.PressPage", Site.add_all, lambda site: site.press.url, drawn=False),
    "press pictures": Case(
        "press_pictures", Site.add_press_picture, lambda site: "/ca/premsa/imatges.zip", drawn=False
    ),
    "accessibility mailbox": Case(
        "accessibility_mailbox", Site.add_practice, lambda site: "/ca/accessibilitat/bustia/", drawn=False
    ),
    "mistake": Case("tell_mistake", Site.add_practice, lambda site: "/ca/avisa/", drawn=False),
    "guide": Case("interview_guide", Site.add_question, lambda site: "/ca/visita/"),
    "visit": Case("visit", Site.add_question, Site.visit),
    "comparison": Case(
        "compare",
        Site.add_practice,
        lambda site: "/ca/practiques/compara/?" + "&".join(f"p={slugify(title)}" for title in site.titles),
        most=4,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_more_rows_cost_no_more_queries(client: Any, name: str) -> None:
    case, site = CASES[name], Site()

    def queries(number: int) -> int:
        while len(site.titles) < number:
            case.add(site)
        client.get(case.address(site))  # warms what is kept for the whole site
        with CaptureQueriesContext(connection) as spent:
            page = client.get(case.address(site))
        assert page.status_code == 200
        text = b"".join(page).decode(errors="replace")  # the pictures come as an archive
        assert not case.drawn or all(title in text for title in site.titles), "else flat proves nothing"
        return len(spent)

    assert queries(2) == queries(case.most)


def public_addresses(patterns: Any) -> Iterator[str]:
    """The name of each address of the public site, or its route when it has none."""
    for one in patterns:
        route = str(one.pattern)
        if route.startswith(OTHERS_WORK) or str(getattr(one, "name", "")).startswith("wagtail"):
            continue
        if isinstance(one, URLResolver):
            yield from public_addresses(one.url_patterns)
        else:
            yield one.name or route


def test_every_public_page_and_address_has_its_growth_test() -> None:
    covered = {case.of for case in CASES.values()} | ONE_ROW
    types = {model._meta.label for model in get_page_models() if model is not Page}
    there = types | set(public_addresses(get_resolver().url_patterns))
    lacking = sorted(there - covered)
    assert not lacking, f"Nothing proves that these stay flat: {', '.join(lacking)}"
    assert not covered - there, "a table names what is no longer there"
