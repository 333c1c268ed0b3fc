"""Two rows cost as many queries as eight, on every public page; and what is in no table below is named.

The administration's listings have their own in `tests/admin/test_listings.py`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, get_page_models

from practices.models import Replication
from tests import factories as made

pytestmark = pytest.mark.django_db
NAME = "Fila de prova"
NEUTRAL = {"", "health/live", "health/ready", "robots.txt", "sitemap.xml", "favicon.ico", "towns", "bodies", "card"}
ONE_ROW = {
    *("home.AccessibilityStatementPage", "_util/login/", "django.contrib.sitemaps.views.sitemap"),
    *("search_suggestions", "confirm_submission"),
    *NEUTRAL,
}
"""What shows nothing that can grow; the sitemap's files have their growth test with their other tests."""
OTHERS_WORK = ("admin/", "documents/", "^media/")
"""Addresses that Wagtail or Django answers, or that only signed-in people reach."""


class Site:
    """One of each page that lists."""

    def __init__(self) -> None:
        self.home = made.publish_home()
        self.practices = made.PracticeIndexPageFactory(parent=self.home)
        self.calendar = made.StopIndexPageFactory(parent=self.home)
        self.kit = made.KitIndexPageFactory(parent=self.home)
        self.theme, self.body = made.ThemeFactory(), made.OrganisationFactory(population=700)
        self.practice = made.PracticePageFactory(parent=self.practices, theme=self.theme, title="La primera")
        self.text = made.ContentPageFactory(parent=self.home)
        self.take_part, self.press = made.TakePartPageFactory(parent=self.home), made.PressPageFactory(parent=self.home)
        self.titles: list[str] = []

    def next_title(self) -> str:
        self.titles.append(f"{NAME} {len(self.titles):02}")
        return self.titles[-1]

    def add_practice(self) -> Any:
        body = made.OrganisationFactory(population=700)
        return made.PracticePageFactory(
            parent=self.practices, title=self.next_title(), theme=self.theme, organisation=body
        )

    def add_practice_of_the_body(self) -> None:
        made.PracticePageFactory(parent=self.practices, title=self.next_title(), organisation=self.body)

    def add_replication_by_the_body(self) -> None:
        practice = made.PracticePageFactory(parent=self.practices, title=self.next_title())
        self._replicate(practice, self.body, "Sense furgoneta.")

    def add_replication(self) -> None:
        self._replicate(self.practice, made.OrganisationFactory(), self.next_title())

    def _replicate(self, practice: Any, body: Any, what_changed: str) -> None:
        Replication.objects.create(
            practice=practice, locale=practice.locale, organisation=body, organisation_name=body.name,
            state="adapted", happened_on="2026-01-15", what_changed=what_changed,
        )  # fmt: skip

    def add_rows(self) -> None:
        title = self.next_title()
        made.SuccessFactory(page=self.practice, locale=self.practice.locale, title=title)
        made.DifficultyFactory(page=self.practice, locale=self.practice.locale, title=title)

    def add_block(self) -> None:
        self._add_paragraph(self.practice, "story")

    def add_picture(self) -> None:
        title = self.next_title()
        image = get_image_model().objects.create(title=title, file=get_test_image_file(f"{slugify(title)}.png"))
        shown = {"image": {"image": image.pk, "alt_text": title, "decorative": False}, "caption": ""}
        self._add(self.practice, "story", {"type": "picture", "value": shown, "id": title})

    def add_block_of_text(self) -> None:
        self._add_paragraph(self.text, "body")

    def _add_paragraph(self, page: Any, field: str) -> None:
        text = f"<p>{self.next_title()}</p>"
        self._add(page, field, {"type": "paragraph", "value": {"text": text}, "id": self.titles[-1]})

    def _add(self, page: Any, field: str, block: dict[str, Any]) -> None:
        value = getattr(page, field)
        setattr(page, field, json.dumps([*(dict(one) for one in value.raw_data), block]))
        page.save_revision().publish()
        page.refresh_from_db()

    def add_stop(self) -> None:
        start = timezone.now() + timedelta(days=2 + len(self.titles))
        made.StopPageFactory(parent=self.calendar, title=self.next_title(), start=start)

    def add_tool(self) -> None:
        made.KitResourcePageFactory(parent=self.kit, title=self.next_title())

    def add_question(self) -> None:
        value = {"title": self.next_title(), "text": "<p>Sí.</p>"}
        self._add(self.take_part, "questions", {"type": "question", "value": value, "id": self.titles[-1]})

    def add_press_picture(self) -> None:
        title = self.next_title()
        image = get_image_model().objects.create(title=title, file=get_test_image_file(f"{slugify(title)}.png"))
        image.get_file_size()
        shown = {"image": {"image": image.pk, "alt_text": title, "decorative": False}, "caption": title}
        self._add(self.press, "pictures", {"type": "picture", "value": shown, "id": title})

    def add_all(self) -> None:
        self.add_practice()
        self.add_stop()
        self.add_tool()


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
    "story with more rows": Case("practices.PracticePage", Site.add_rows, lambda site: site.practice.url),
    "story with more blocks": Case("practices.PracticePage", Site.add_block, lambda site: site.practice.url),
    "story with more replications": Case(
        "practices.PracticePage", Site.add_replication, lambda site: site.practice.url
    ),
    "stops": Case("events.StopIndexPage", Site.add_stop, lambda site: site.calendar.url),
    "stop": Case("events.StopPage", Site.add_stop, lambda site: first_child(site.calendar), drawn=False),
    "kit": Case("events.KitIndexPage", Site.add_tool, lambda site: site.kit.url),
    "tool": Case("events.KitResourcePage", Site.add_tool, lambda site: first_child(site.kit), drawn=False),
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
    "how to take part": Case("home.TakePartPage", Site.add_question, lambda site: site.take_part.url),
    "press": Case("home.PressPage", Site.add_press_picture, lambda site: site.press.url),
    "press with more to count": Case("home.PressPage", Site.add_all, lambda site: site.press.url, drawn=False),
    "press pictures": Case(
        "press_pictures", Site.add_press_picture, lambda site: "/ca/premsa/imatges.zip", drawn=False
    ),
    "accessibility mailbox": Case(
        "accessibility_mailbox", Site.add_practice, lambda site: "/ca/accessibilitat/bustia/", drawn=False
    ),
    "mistake": Case("tell_mistake", Site.add_practice, lambda site: "/ca/avisa/", drawn=False),
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
