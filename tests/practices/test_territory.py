"""The territory's bodies are there to be chosen."""

from typing import Any

import pytest

from practices import territory
from practices.models import Organisation

pytestmark = pytest.mark.django_db
COLUMNS = ("name", "-name", "kind", "municipality", "population")


def test_a_body_is_found_by_name_in_the_administration(admin_client: Any) -> None:
    territory.load_territory()
    assert territory.load_organisations() == 947 + 43 + 4
    assert territory.load_organisations() == 0
    for url in (
        "/admin/snippets/practices/organisation/?q=olot",
        *(f"/admin/snippets/practices/organisation/?q=olot&ordering={name}" for name in COLUMNS),
        "/admin/snippets/practices/organisation/?q=olot&kind=ajuntament&province=17",
        "/admin/snippets/choose/practices/organisation/results/?q=olot",
    ):
        answer = admin_client.get(url)
        assert answer.status_code == 200
        assert "Ajuntament d&#x27;Olot" in answer.content.decode(), url


def test_names_are_unique_and_places_are_on_the_map() -> None:
    territory.load_territory()
    territory.load_organisations()
    assert Organisation.objects.values("slug").distinct().count() == Organisation.objects.count()
    council = territory.organisation("ine:17114")
    assert council.name == "Ajuntament d'Olot"
    assert council.outline.startswith("M")
    assert territory.organisation("comarca:Garrotxa").name == "Consell Comarcal de la Garrotxa"
    assert territory.organisation("comarca:Aran").name == "Conselh Generau d'Aran"
    assert territory.organisation("province:25").population > 400_000


@pytest.mark.parametrize(
    ("listing", "columns"),
    [
        ("snippets/practices/theme", ("name", "short_name", "plate", "colour", "-sort_order")),
        ("snippets/practices/audience", ("name", "key")),
        ("snippets/practices/technology", ("name", "key")),
    ],
)
def test_a_search_among_the_terms_can_be_sorted_by_every_column(
    admin_client: Any, listing: str, columns: tuple[str, ...]
) -> None:
    for column in columns:
        assert admin_client.get(f"/admin/{listing}/?q=dades&ordering={column}").status_code == 200, column


@pytest.mark.parametrize("column", ["title", "organisation__name", "theme__name", "status", "started"])
def test_a_search_among_the_stories_can_be_sorted_by_every_column(admin_client: Any, column: str) -> None:
    assert admin_client.get(f"/admin/practices/?q=dades&ordering={column}").status_code == 200
