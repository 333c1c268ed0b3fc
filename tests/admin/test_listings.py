"""The administration's listings: their columns are filled, and a longer one costs no more."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import (
    AudienceFactory,
    KitIndexPageFactory,
    KitResourcePageFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SiteSettingsFactory,
    StopIndexPageFactory,
    StopPageFactory,
    TechnologyFactory,
    ThemeFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db
UPSTREAM = 2  # queries a row that wagtail-localize asks to offer its «translate» button; an upgrade that mends it tells
LISTINGS = [
    ("practices:index", PracticeIndexPageFactory, PracticePageFactory),
    ("stops:index", StopIndexPageFactory, StopPageFactory),
    ("kit:index", KitIndexPageFactory, KitResourcePageFactory),
]


def spent_on(client: Any, url: str, drawn: int, word: bytes) -> int:
    client.get(url)  # warms site-wide caches
    with CaptureQueriesContext(connection) as spent:
        page = client.get(url)
    assert page.content.count(word) == drawn  # else flat proves nothing
    return len(spent)


@pytest.mark.parametrize(("name", "index", "factory"), LISTINGS)
def test_a_longer_listing_costs_no_more_queries(
    admin_client: Any, name: str, index: Callable[..., Any], factory: Any
) -> None:
    parent = index(parent=publish_home())
    titles = iter(f"Fila de prova {number:02}" for number in range(20))

    def queries(added: int, drawn: int) -> int:
        for _row in range(added):
            factory(parent=parent, title=next(titles))
        return spent_on(admin_client, reverse(name), drawn, b'title="Edita aquesta p')

    assert queries(6, 6) + 2 * UPSTREAM == queries(2, 8)


def test_exploring_the_list_of_practices_shows_its_own_columns(admin_client: Any) -> None:
    parent = PracticeIndexPageFactory(parent=publish_home())
    page = PracticePageFactory(parent=parent)
    for url in (reverse("wagtailadmin_explore", args=[parent.pk]), reverse("practices:index")):
        answer = admin_client.get(url).content.decode()
        assert page.title in answer
        assert page.organisation.name in answer
        assert page.get_status_display() in answer
        headings = re.findall(r"<th[^>]*>.*?</th>", answer, re.DOTALL)
        assert sum("Publicació" in one for one in headings) == 1
        assert sum("Estat" in one for one in headings) == 1, "the practice’s own; not the page’s too"


def test_a_day_to_come_is_a_date_and_not_a_moment_ago(admin_client: Any) -> None:
    parent = StopIndexPageFactory(parent=publish_home())
    start = timezone.now() + timedelta(days=40)
    StopPageFactory(parent=parent, start=start, end=start + timedelta(hours=2))
    answer = admin_client.get(reverse("stops:index")).content.decode()
    assert date_format(timezone.localtime(start), "SHORT_DATE_FORMAT") in answer


@pytest.mark.parametrize("name", ["home_sitesettings", "practices_theme", "practices_audience", "practices_technology"])
def test_rows_of_two_languages_say_which_is_which(admin_client: Any, name: str) -> None:
    publish_home("es")
    SiteSettingsFactory()
    for factory in (ThemeFactory, AudienceFactory, TechnologyFactory):
        factory()
    answer = admin_client.get(reverse(f"wagtailsnippets_{name}:list")).content.decode()
    assert "Llengua" in answer
    assert "Català" in answer


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("practices_organisation", OrganisationFactory),
        ("practices_theme", ThemeFactory),
        ("practices_audience", AudienceFactory),
        ("practices_technology", TechnologyFactory),
    ],
)
def test_a_longer_list_of_terms_costs_no_more_queries(admin_client: Any, name: str, factory: Any) -> None:
    publish_home()
    address = reverse(f"wagtailsnippets_{name}:list")

    def queries(added: int) -> int:
        for _row in range(added):
            factory()
        admin_client.get(address)
        with CaptureQueriesContext(connection) as spent:
            assert admin_client.get(address).status_code == 200
        return len(spent)

    assert queries(2) == queries(6)
