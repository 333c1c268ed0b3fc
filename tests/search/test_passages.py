"""A hit inside a page leads to the place where it is said."""

from collections.abc import Iterator
from typing import Any

import pytest

from caravana_site.search import passages
from caravana_site.search.passages import Passage
from home.models import ContentPage
from tests import factories as made

pytestmark = pytest.mark.django_db


def said(page: Any) -> Iterator[Passage]:
    yield Passage("Bon dia a tothom.", "#t=0", "0:00")
    yield Passage("La furgoneta costava molt & <b>gastava</b> més.", "#t=65", "1:05")
    yield Passage("La furgoneta, per fi, fa parada a la plaça.", "#t=125", "2:05")


@pytest.fixture
def told() -> Iterator[None]:
    passages.register(ContentPage, said)
    passages.register(ContentPage, said)  # apps start more than once in tests
    yield
    passages.unregister(ContentPage)


def test_the_place_that_says_most_is_linked_under_its_page(client: Any, site: dict[str, Any], told: None) -> None:
    page = made.ContentPageFactory(parent=site["home"], title="Una entrevista", introduction="La furgoneta i la plaça.")
    text = client.get("/ca/cerca/", {"q": "furgoneta plaça"}).content.decode()
    assert f'href="{page.url}#t=125"' in text
    assert "2:05" in text
    assert "La <mark>furgoneta</mark>, per fi, fa parada a la <mark>plaça</mark>." in text
    text = client.get("/ca/cerca/", {"q": "furgoneta"}).content.decode()
    assert f'href="{page.url}#t=65"' in text
    assert "&lt;b&gt;gastava&lt;/b&gt;" in text


def test_a_page_that_says_it_nowhere_inside_has_no_place(client: Any, site: dict[str, Any], told: None) -> None:
    made.ContentPageFactory(parent=site["home"], title="Una entrevista", introduction="Parla de sensors.")
    assert "#t=" not in client.get("/ca/cerca/", {"q": "sensors"}).content.decode()


def test_two_providers_for_one_model_are_a_mistake(told: None) -> None:
    with pytest.raises(ValueError, match="ContentPage"):
        passages.register(ContentPage, lambda page: [])
