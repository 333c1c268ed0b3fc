"""Sitemap, robots and the cards of shared links."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Page

from caravana_site.api.documents.organisations import KIND
from caravana_site.api.projection.projector import bring_up_to_date
from caravana_site.common import cards
from home.sitemaps import PageSitemap
from tests import factories as made
from tests.api.published import projected

pytestmark = pytest.mark.django_db


def sitemap(client: Client) -> str:
    """The text of every file that the index of sitemaps names."""
    named = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert named
    return "".join(client.get(address.removeprefix("http://testserver")).content.decode() for address in named)


def test_sitemap_names_translations_and_leaves_samples_out(client: Client) -> None:
    home = made.publish_home("es")
    practices = made.PracticeIndexPageFactory(parent=home)
    made.translated(practices, "es", slug="practicas")
    real = made.PracticePageFactory(parent=practices)
    sample = made.PracticePageFactory(parent=practices, is_sample=True)
    draft = made.PracticePageFactory(parent=practices, live=False)
    text = sitemap(client)
    assert f"{real.url}</loc>" in text
    assert sample.url not in text
    assert f"/{draft.slug}/<" not in text
    assert 'hreflang="es" href="http://testserver/es/practicas/"' in text
    assert f'hreflang="x-default" href="http://testserver{practices.url}"' in text
    assert f"{real.organisation.slug}/</loc>" in text
    assert sample.organisation.slug not in text
    assert f"{real.theme.slug}/</loc>" in text


def test_a_long_sitemap_is_split_and_every_file_names_the_translations_of_its_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageSitemap, "limit", 3)
    home = made.publish_home("es")
    practices = made.PracticeIndexPageFactory(parent=home)
    made.translated(practices, "es", slug="practicas")
    pages = made.PracticePageFactory.create_batch(5, parent=practices)
    made.translated(pages[4], "es", slug="ultima")
    assert client.get("/sitemap.xml").content.decode().count("<loc>http://testserver/sitemap-pages.xml") == 4
    text = sitemap(client)
    assert text.count("<loc>") == text.count("<url>")
    for page in pages:
        assert text.count(f"{page.url}</loc>") == 1
    assert text.count('hreflang="es" href="http://testserver/es/practicas/ultima/"') == 2
    for junk in ("?p=99", "?p=x", "?p=-1"):
        assert client.get(f"/sitemap-pages.xml{junk}").status_code == 404
    assert client.get("/sitemap-nope.xml").status_code == 404


def test_every_address_says_when_what_is_there_changed(client: Client) -> None:
    home = made.publish_home("es")
    practice = made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=home))
    for page in Page.objects.filter(depth__gt=1):
        page.specific.save_revision().publish()
    projected("theme", practice.theme)
    bring_up_to_date(KIND, {practice.organisation.uuid})
    text = sitemap(client)
    assert text.count("<lastmod>") == text.count("<loc>") > 4


def test_a_longer_sitemap_costs_no_more_queries(client: Client) -> None:
    practices = made.PracticeIndexPageFactory(parent=made.publish_home())

    def queries(added: int, drawn: int) -> int:
        made.PracticePageFactory.create_batch(added, parent=practices)
        sitemap(client)
        with CaptureQueriesContext(connection) as spent:
            assert sitemap(client).count("/ca/practiques/pra") == drawn
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


def test_icon_is_where_old_readers_look(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response["Location"].removeprefix("/static/"))


def test_robots_names_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()


def test_card_is_drawn_once_a_version(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    drawn = []
    original = cards.draw
    monkeypatch.setattr(cards, "draw", lambda *given, **named: drawn.append(given) or original(*given, **named))
    home = made.publish_home()
    practice = made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=home))
    address = f"/cards/ca/{practice.pk}.png"
    assert f"{address}?v=" in client.get(practice.url).content.decode()
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    assert len(drawn) == 1
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    practice.title = "Un altre títol"
    practice.save_revision().publish()
    client.get(address)
    assert len(drawn) == 2


@pytest.mark.parametrize("address", ["/cards/es/{pk}.png", "/cards/ca/999999.png", "/cards/ca/1.png"])
def test_card_of_another_language_or_of_nothing_is_not_found(client: Client, address: str) -> None:
    home = made.publish_home()
    assert client.get(address.format(pk=home.pk)).status_code == 404


def test_card_says_where_and_when_a_stop_is_and_home_makes_its_promise(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    drawn: list[tuple[Any, ...]] = []
    original = cards.draw
    monkeypatch.setattr(cards, "draw", lambda *given, **named: drawn.append(given) or original(*given, **named))
    home = made.publish_home()
    stop = made.StopPageFactory(parent=made.StopIndexPageFactory(parent=home))
    for page in (home, stop):
        assert client.get(f"/cards/ca/{page.pk}.png").status_code == 200
    assert drawn[0][0] == f"{home.hero_first} {home.hero_second}"
    assert drawn[1][0] == f"{stop.town}: {stop.title}"
    assert str(stop.start.year) in drawn[1][1]
