"""Sitemap, robots and the cards of shared links."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from caravana_site.common import cards
from tests import factories as made

pytestmark = pytest.mark.django_db


def test_sitemap_names_translations_and_leaves_samples_out(client: Client) -> None:
    home = made.publish_home("es")
    practices = made.PracticeIndexPageFactory(parent=home)
    made.translated(practices, "es", slug="practicas")
    real = made.PracticePageFactory(parent=practices)
    sample = made.PracticePageFactory(parent=practices, is_sample=True)
    draft = made.PracticePageFactory(parent=practices, live=False)
    text = client.get("/sitemap.xml").content.decode()
    assert f"{real.url}</loc>" in text
    assert sample.url not in text
    assert f"/{draft.slug}/<" not in text
    assert 'hreflang="es" href="http://testserver/es/practicas/"' in text
    assert f'hreflang="x-default" href="http://testserver{practices.url}"' in text
    assert f"{real.organisation.slug}/</loc>" in text
    assert sample.organisation.slug not in text
    assert f"{real.theme.slug}/</loc>" in text


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
