"""Whatever a stranger writes in the address bar is a page, a 404 or a redirect; never a broken page."""

from typing import Any

import pytest
from django.test import Client

from tests import factories as made

pytestmark = pytest.mark.django_db

PATHS = (
    "/%00",
    "/ca/%00/",
    "/ca/parades/%00/",
    "/ca/parades/a%00b/",
    "/ca/ambits/%00/",
    "/ca/ens/%00/",
    "/ca/ens/%E2%80%AE/",
    "/ca/%FF%FE/",
    "/ca/parades/%C3%28/",
    "/ca/%2e%2e/%2e%2e/etc/passwd",
    "/ca//parades/",
    "/ca/" + "a" * 4000 + "/",
    "/ca/" + "a/" * 500,
    "/ca/ens/" + "a" * 4000 + "/",
    "/xx/",
    "/ca-ES/",
    "/es/parades/",
    "/ca/practiques/compara/?p=%00&p=" + "x" * 5000,
    "/cards/ca/99999999999999999999999.png",
    "/cards/xx/1.png",
    "/cards/%00/1.png",
    "/documents/99999999999999999999999/x.pdf",
    "/media/%00",
    "/media/../../etc/passwd",
    "/sitemap.xml?p=99999999999999999999",
    "/sitemap.xml?p=%00",
)
QUERIES = ("page=0", "page=-1", "page=99999999999999999999", "page=%00", "page=last", "mes=0000-99", "q=%00", "%00=%00")


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def addresses() -> dict[str, Any]:
    home = made.publish_home("es")
    stops = made.StopIndexPageFactory(parent=home, slug="parades")
    practices = made.PracticeIndexPageFactory(parent=home, slug="practiques")
    kit = made.KitIndexPageFactory(parent=home, slug="kit")
    stop = made.StopPageFactory(parent=stops)
    practice = made.PracticePageFactory(parent=practices)
    pages = [home, stops, practices, kit, stop, practice]
    return {
        "pages": [page.url for page in pages],
        "all": [page.url for page in pages] + [stop.theme.get_absolute_url(), stop.host.get_absolute_url()],
    }


@pytest.mark.parametrize("path", PATHS)
def test_a_strange_address_is_not_found(visitor: Client, addresses: Any, path: str) -> None:
    response = visitor.get(path, follow=True)
    assert response.status_code in (200, 400, 404), response.status_code


@pytest.mark.parametrize("query", QUERIES)
def test_a_strange_question_is_answered(visitor: Client, addresses: Any, query: str) -> None:
    for address in addresses["all"]:
        assert visitor.get(f"{address}?{query}").status_code == 200, address


def test_without_its_last_slash_an_address_leads_to_the_page(visitor: Client, addresses: Any) -> None:
    for address in addresses["all"]:
        response = visitor.get(address.rstrip("/"))
        assert (response.status_code, response["Location"]) == (301, address)


def test_a_head_request_is_the_page_without_its_body(visitor: Client, addresses: Any) -> None:
    for address in addresses["all"]:
        response = visitor.head(address)
        assert response.status_code == 200
        assert response.content == b""


def test_nobody_may_post_to_a_page(addresses: Any) -> None:
    """With the check against forgery on, as browsers meet it."""
    for address in addresses["all"]:
        response = Client(enforce_csrf_checks=True, raise_request_exception=False).post(address, {"a": "b"})
        assert response.status_code in (403, 405), address
        assert "Per aquí no es passa" in response.content.decode()
