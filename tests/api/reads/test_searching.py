"""The site's own search and facets, for programs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from caravana_site.api import kinds
from caravana_site.api.documents import themes
from caravana_site.api.projection.projector import bring_up_to_date
from practices.models import PracticePage
from tests import factories as made

from .parcels import KIND, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Practices of two themes; parcels stand for their documents, whose kind is not this test's."""
    from dataclasses import replace

    monkeypatch.delitem(kinds._kinds, "practice")
    monkeypatch.setitem(kinds._kinds, KIND.name, replace(KIND, models=(PracticePage,)))
    index = made.PracticeIndexPageFactory(parent=made.publish_home("es"))
    proximity, data = made.ThemeFactory(), made.ThemeFactory(key="data", name="Dades", short_name="Dades")
    found = []
    for number, theme in enumerate((proximity, proximity, data)):
        practice = made.PracticePageFactory(parent=index, theme=theme, title=f"Finestreta mòbil {number}")
        send(practice.title, practice.translation_key)
        found.append(practice)
    return found


def test_facets_count_as_the_catalogue_does(client: Client, practices: Any) -> None:
    answer = client.get("/api/v1/facets")
    told = {facet["name"]: facet for facet in answer.json()["facets"]}
    assert answer.json()["count"] == 3
    assert {one["value"]: one["count"] for one in told["theme"]["values"]} == {"proximity": 2, "data": 1}
    assert told["theme"]["label"] == "Àmbit"
    chosen = client.get("/api/v1/facets", {"theme": "data"}).json()
    assert chosen["count"] == 1
    theme = next(facet for facet in chosen["facets"] if facet["name"] == "theme")
    assert {one["value"]: one["count"] for one in theme["values"]} == {"proximity": 2, "data": 1}
    assert client.get("/api/v1/facets", {"theme__in": "data,proximity"}).json()["count"] == 3
    assert client.get("/api/v1/facets", {"theme": "cap"}).json()["count"] == 0
    spanish = client.get("/api/v1/facets", {"locale": "es"})
    assert spanish.json()["count"] == 0
    assert spanish.json()["facets"][0]["label"] == "Ámbito"


def test_what_is_found_comes_with_its_identity(client: Client, practices: Any) -> None:
    answer = client.get("/api/v1/search", {"q": "finestretes"} if _stems() else {"q": "finestreta"})
    told = answer.json()
    assert told["count"] == 3
    assert {one["uuid"] for one in told["items"]} == {str(practice.translation_key) for practice in practices}
    one = told["items"][0]
    assert (one["type"], one["locale"]) == ("parcel", "ca")
    assert one["api"] == f"http://testserver/api/v1/parcels/{one['uuid']}?locale=ca"
    assert "<" not in one["excerpt"]
    assert answer["Content-Language"] == "ca"
    again = client.get(answer.wsgi_request.get_full_path(), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_pages_of_what_is_found(client: Client, practices: Any) -> None:
    first = client.get("/api/v1/search", {"q": "finestreta", "limit": 2}).json()
    second = client.get("/api/v1/search", {"q": "finestreta", "limit": 2, "cursor": first["next"]}).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert client.get("/api/v1/search", {"q": "mòbil", "cursor": first["next"]}).status_code == 400


def test_nothing_is_found_without_an_error(client: Client, practices: Any) -> None:
    for query in (
        {"q": "zzzzzz"},
        {"q": "de la"},
        {"q": "finestreta", "locale": "es"},
        {"q": '"'},
        {"q": "finestreta", "type": "theme"},
    ):
        answer = client.get("/api/v1/search", query)
        assert (answer.status_code, answer.json()["items"]) == (200, []), query


@pytest.mark.parametrize("path", ["/api/v1/search?q=finestreta", "/api/v1/facets?theme=data"])
def test_queries_do_not_grow_with_practices(client: Client, practices: Any, path: str) -> None:
    def queries() -> int:
        client.get(path)  # reads what each process keeps
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    few = queries()
    for number in range(6):
        practice = made.PracticePageFactory(parent=practices[0].get_parent(), title=f"Finestreta d’ara {number}")
        send(practice.title, practice.translation_key)
    assert queries() == few


@pytest.mark.parametrize(
    "path", ["/api/v1/search?q=finestreta", "/api/v1/search?q=zzzzzz", "/api/v1/facets?theme=data"]
)
def test_who_has_it_already_costs_one_query_until_something_changes(
    client: Client, practices: Any, django_assert_num_queries: Any, path: str, clock: Any
) -> None:
    first = client.get(path)
    for given in (first["ETag"], f'"other", W/{first["ETag"]}', "*"):
        with django_assert_num_queries(1):
            again = client.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again["ETag"]) == (304, first["ETag"])
    send("Un altre")
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    clock.shift(3600)  # what finds things may have been written after the change
    assert client.get(path, headers={"If-None-Match": changed["ETag"]}).status_code == 200


def test_a_theme_is_read_as_it_was_projected(client: Client) -> None:
    theme = made.ThemeFactory(name="Dades obertes", key="data")
    bring_up_to_date(themes.KIND, [theme.translation_key])
    assert [one["title"] for one in client.get("/api/v1/themes", {"key": "data"}).json()["items"]] == ["Dades obertes"]
    assert Locale.objects.filter(language_code="ca").exists()


def test_a_language_in_which_there_is_nothing_yet(client: Client) -> None:
    Locale.objects.filter(language_code="es").delete()
    for path in ("facets?locale=es", "facets?locale=es&q=dades", "search?locale=es&q=dades"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["count"]) == (200, 0), path


def _stems() -> bool:
    from caravana_site.search import matching

    return matching.stems()
