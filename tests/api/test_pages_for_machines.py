"""What other machines read of our pages: JSON-LD that is the documents' own, and addresses of what was withdrawn."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from caravana_site.api.models import Document
from tests import factories as made
from tests.api.published import document, projected, publish

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def data_in(client: Client, path: str) -> list[Any]:
    text = client.get(path).content.decode()
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)]


def told(kind: str, uuid: Any, language: str = "ca") -> dict[str, Any]:
    body = Document.objects.get(kind=kind, uuid=uuid, language=language).body
    found: dict[str, Any] = json.loads(body)["json_ld"]
    return found


def test_each_page_tells_machines_what_its_document_tells(client: Client, stories: Any, stop: Any) -> None:
    home = stories.get_parent()
    practice = publish(made.PracticePageFactory(parent=stories, title="</script><b>Furgoneta"))
    kit = publish(made.KitResourcePageFactory(parent=home))
    ordinary = publish(made.ContentPageFactory(parent=home))
    with translation.override("ca"):
        theme, body = practice.theme.get_absolute_url(), practice.organisation.get_absolute_url()
    document("practice", practice)
    projected("theme", practice.theme)
    projected("stop", stop)
    found = {
        "Article": (practice.url, told("practice", practice.translation_key)),
        "Event": (stop.url, told("stop", stop.translation_key)),
        "LearningResource": (kit.url, told("kit-resource", kit.translation_key)),
        "WebPage": (ordinary.url, told("page", ordinary.translation_key)),
        "DefinedTerm": (theme, told("theme", practice.theme.translation_key)),
        "GovernmentOrganization": (body, told("organisation", practice.organisation.uuid)),
    }
    for kind, (path, data) in found.items():
        assert data["@type"] == kind
        assert data_in(client, path) == [data]
        page = data if kind == "WebPage" else data["mainEntityOfPage"]
        trail = page["breadcrumb"]["itemListElement"]
        assert trail[0] == {"@type": "ListItem", "position": 1, "name": "Inici", "item": "http://testserver/ca/"}
        assert trail[-1]["item"] == f"http://testserver{path}"
    assert "</script><b>" not in client.get(practice.url).content.decode()
    assert found["Article"][1]["mainEntityOfPage"]["breadcrumb"]["itemListElement"][1]["name"] == stories.title


def test_the_home_page_says_how_the_site_is_searched(client: Client, home: Any) -> None:
    projected("page", home)
    settings = made.SiteSettingsFactory._meta.model.objects.get(locale=home.locale)
    projected("site", settings)
    page, site = data_in(client, home.url)
    assert (page, site) == (told("page", home.translation_key), told("site", settings.translation_key))
    action = site["potentialAction"]
    assert action["@type"] == "SearchAction"
    there = action["target"]["urlTemplate"].replace("{search_term_string}", "furgoneta")
    assert client.get(there.removeprefix("http://testserver")).status_code == 200


def test_what_is_invented_a_draft_or_not_projected_yet_tells_nothing(client: Client, practices: Any) -> None:
    invented = publish(made.PracticePageFactory(parent=practices, is_sample=True))
    assert document("practice", invented)["json_ld"] == {}
    waiting = made.PracticePageFactory(parent=practices)
    for page in (invented, waiting):
        assert data_in(client, page.url) == []


def test_it_costs_one_query_whatever_there_is(client: Client, practices: Any) -> None:
    pages = [made.PracticePageFactory(parent=practices) for _number in range(8)]
    client.get(pages[0].url)

    def queries() -> int:
        with CaptureQueriesContext(connection) as spent:
            client.get(pages[0].url)
        return sum('FROM "caravana_api_document"' in one["sql"] for one in spent)

    projected("practice", pages[0])
    one = queries()
    for page in pages:
        projected("practice", page)
    assert (one, queries()) == (1, 1)


@pytest.mark.parametrize("way", ["delete", "unpublish"])
def test_the_address_of_what_was_withdrawn_says_so(client: Client, practices: Any, way: str) -> None:
    page = publish(made.PracticePageFactory(parent=practices))
    document("practice", page)
    path, uuid = page.url, page.translation_key
    getattr(page, way)()
    projected("practice", page)
    answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Aquesta pàgina s’ha retirat" in text
    assert '<html lang="ca">' in text
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "no-store"
    assert client.get(f"{path}x/").status_code == 404
    permanent = client.get(f"/id/practice/{uuid}", headers={"Accept": BROWSER, "Accept-Language": "es"})
    assert permanent.status_code == 410
    assert "Esta página se ha retirado" in permanent.content.decode()
    assert client.get(f"/id/practice/{uuid}")["Content-Type"] == "application/problem+json"
    lost = client.get(f"/id/practice/{uuid4()}", headers={"Accept": BROWSER, "Accept-Language": "es"})
    assert lost.status_code == 404
    assert '<html lang="es">' in lost.content.decode()


def test_it_leads_on_where_editors_say_and_comes_back(client: Client, practices: Any) -> None:
    page = publish(made.PracticePageFactory(parent=practices))
    document("practice", page)
    page.unpublish()
    projected("practice", page)
    redirect = Redirect.objects.create(old_path=Redirect.normalise_path(page.url), redirect_link="/ca/")
    assert client.get(page.url).status_code == 301
    redirect.delete()
    assert client.get(page.url).status_code == 410
    back = publish(page)
    assert client.get(back.url).status_code == 200
    document("practice", back)
    assert not Document.objects.exclude(former_address="").exists()


def test_a_language_that_stays_still_leads_its_readers(client: Client, stop: Any) -> None:
    projected("stop", stop)
    stop.unpublish()
    projected("stop", stop)
    answer = client.get(stop.url)
    assert answer.status_code == 200
    assert "Casa por casa" in answer.content.decode(), "the notice that it can be read in Spanish"
