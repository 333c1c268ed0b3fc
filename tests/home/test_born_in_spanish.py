"""A story and a stop that exist in Spanish alone: every place says so, and none of them says Catalan."""

from typing import Any

import feedparser
import pytest
from django.test import Client

from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> dict[str, Any]:
    home = made.publish_home("es")
    made.translated(made.PracticeIndexPageFactory(parent=home), "es", slug="practicas")
    made.translated(made.StopIndexPageFactory(parent=home), "es", slug="paradas")
    spanish = made.in_language("es")
    practices, stops = (
        index.objects.get(locale=spanish)
        for index in (made.PracticeIndexPageFactory._meta.model, made.StopIndexPageFactory._meta.model)
    )
    theme = made.ThemeFactory()
    own = theme.copy_for_translation(spanish)
    own.save()
    return {
        "story": made.PracticePageFactory(parent=practices, theme=own, title="El autobús", slug="autobus"),
        "stop": made.StopPageFactory(parent=stops, theme=own, title="Parada", slug="parada"),
    }


@pytest.mark.parametrize("kind", ["story", "stop"])
def test_x_default_is_the_spanish_page(client: Client, site: dict[str, Any], kind: str) -> None:
    address = f"http://testserver{site[kind].url}"
    page = client.get(site[kind].url).content.decode()
    assert f'<link rel="alternate" hreflang="x-default" href="{address}">' in page
    assert 'rel="alternate" hreflang="ca"' not in page
    entry = client.get("/sitemap-pages.xml").content.decode().split(f"<loc>{address}</loc>")[1].split("</url>")[0]
    assert f'hreflang="x-default" href="{address}"' in entry
    assert 'hreflang="ca"' not in entry


def test_the_home_page_in_catalan_says_what_there_is_in_spanish(client: Client, site: dict[str, Any]) -> None:
    catalan, spanish = (client.get(f"/{code}/").content.decode() for code in ("ca", "es"))
    assert "Hi ha 1 pràctica més en una altra llengua" in catalan
    assert "Hi ha 1 parada més en una altra llengua" in catalan
    assert "en otra lengua" not in spanish


@pytest.mark.parametrize("name", ["practices", "stops"])
def test_the_feeds_say_it_and_lead_to_one_another(client: Client, site: dict[str, Any], name: str) -> None:
    for query in ("", "?theme=proximity"):
        catalan = feedparser.parse(client.get(f"/feeds/ca/{name}.atom{query}").content)
        assert catalan.entries == []
        assert catalan.feed.subtitle == "N’hi ha 1 més en una altra llengua, encara sense traduir."
        versions = {link["hreflang"]: link["href"] for link in catalan.feed.links if "hreflang" in link}
        assert versions["es"].endswith(f"/feeds/es/{name}.atom{query}")
        spanish = client.get(f"/feeds/es/{name}.json{query}").json()
        assert len(spanish["items"]) == 1
        assert "description" not in spanish
        assert spanish["_languages"]["ca"].endswith(f"/feeds/ca/{name}.json{query}")
        told = client.get(f"/feeds/ca/{name}.json{query}").json()["description"]
        assert told == "N’hi ha 1 més en una altra llengua, encara sense traduir."


def test_a_theme_that_nobody_told_of_counts_nothing(client: Client, site: dict[str, Any]) -> None:
    made.ThemeFactory(key="other", slug="other")
    for name in ("practices", "stops"):
        assert "description" not in client.get(f"/feeds/ca/{name}.json?theme=other").json()


def test_once_translated_nothing_lacks(client: Client, site: dict[str, Any]) -> None:
    made.translated(site["story"], "ca", slug="autobus", theme=made.ThemeFactory())
    assert "description" not in client.get("/feeds/ca/practices.json").json()
    assert "pràctica més en una altra" not in client.get("/ca/").content.decode()
    page = client.get(site["story"].url).content.decode()
    assert 'hreflang="x-default" href="http://testserver/ca/practiques/autobus/"' in page
