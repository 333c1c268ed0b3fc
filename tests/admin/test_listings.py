"""The administration's listings: their columns are filled, and a longer one costs no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    KitIndexPageFactory,
    KitResourcePageFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    StopIndexPageFactory,
    StopPageFactory,
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
