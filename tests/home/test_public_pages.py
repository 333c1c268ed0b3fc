"""Every kind of public page answers in both languages, names its translation and keeps nothing of its readers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import StopPractice
from home.models import HomePage
from tests import factories as made

pytestmark = pytest.mark.django_db


def alternates(response: HttpResponse) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', response.content.decode()))


@pytest.fixture
def home() -> HomePage:
    made.SiteSettingsFactory()
    made.SiteSettingsFactory(locale=made.in_language("es"), site_name="Caravana de innovación digital")
    return made.publish_home("es")


@pytest.fixture
def tree(home: HomePage) -> dict[str, Any]:
    """One page of each kind in Catalan, and what it is called in Spanish."""
    practices = made.PracticeIndexPageFactory(parent=home)
    stops = made.StopIndexPageFactory(parent=home)
    kit = made.KitIndexPageFactory(parent=home)
    pages = {
        "practicas": practices,
        "practica": made.PracticePageFactory(parent=practices),
        "paradas": stops,
        "parada": made.StopPageFactory(parent=stops),
        "kit": kit,
        "herramienta": made.KitResourcePageFactory(parent=kit),
        "contacto": made.ContentPageFactory(parent=home),
        "accesibilidad": made.AccessibilityStatementPageFactory(parent=home),
    }
    return {"es": home, **pages}


def test_both_languages_answer_and_name_each_other(client: Client, tree: dict[str, Any]) -> None:
    for slug, page in tree.items():
        other = page.get_translations().first() if slug == "es" else made.translated(page, "es", slug=slug)
        for shown in (page, other):
            response = client.get(shown.url)
            assert response.status_code == 200, shown.url
            assert f'<html lang="{shown.locale.language_code}">' in response.content.decode()
            found = alternates(response)
            assert set(found) == {"ca", "es", "x-default"}, shown.url
            assert found["ca"].endswith(page.url)
            assert found["es"].endswith(other.url)
            assert f'<link rel="canonical" href="{found[shown.locale.language_code]}">' in response.content.decode()


def test_no_cookie_and_no_copy_a_visitor(client: Client, tree: dict[str, Any]) -> None:
    organisation = tree["practica"].organisation
    addresses = [page.url for page in tree.values()]
    addresses += [organisation.get_absolute_url(), "/ca/no-hi-es/", "/robots.txt", "/sitemap.xml"]
    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_page_without_translation_names_only_itself(client: Client, tree: dict[str, Any]) -> None:
    response = client.get(tree["practica"].url)
    assert set(alternates(response)) == {"ca", "x-default"}
    assert "data-missing" in response.content.decode()


def test_untranslated_address_speaks_the_readers_language(client: Client, tree: dict[str, Any]) -> None:
    made.translated(tree["practicas"], "es", slug="practicas", title="Buenas prácticas")
    practice = tree["practica"]
    response = client.get(f"/es/practicas/{practice.slug}/")
    text = response.content.decode()
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert '<html lang="es">' in text
    assert f'<h1 lang="ca">{practice.title}</h1>' in text
    assert f'href="{practice.url}"' in text
    assert practice.summary not in text
    assert "canonical" not in text
    assert alternates(response) == {}


def test_untranslated_address_the_other_way_round(client: Client, home: HomePage) -> None:
    practices = made.PracticeIndexPageFactory(parent=home)
    spanish = made.translated(practices, "es", slug="practicas")
    theme = made.ThemeFactory(locale=made.in_language("es"))
    practice = made.PracticePageFactory(parent=spanish, title="La oficina móvil", slug="oficina", theme=theme)
    text = client.get("/ca/practiques/oficina/").content.decode()
    assert '<html lang="ca">' in text
    assert '<h1 lang="es">La oficina móvil</h1>' in text
    assert f'href="{practice.url}"' in text


def test_sample_is_labelled_and_kept_from_search_engines(client: Client, tree: dict[str, Any]) -> None:
    practice = made.PracticePageFactory(parent=tree["practicas"], is_sample=True)
    text = client.get(practice.url).content.decode()
    assert '<meta name="robots" content="noindex">' in text
    assert 'class="sample"' in text
    assert "noindex" not in client.get(tree["practica"].url).content.decode()


def test_button_leads_to_the_request_only_while_it_is_live(client: Client, tree: dict[str, Any]) -> None:
    request = made.ContentPageFactory(
        parent=tree["paradas"], title="Sol·licita una parada", slug="sollicitud", show_in_menus=True
    )
    made.ContentPageFactory(parent=tree["contacto"], title="Un altre", show_in_menus=True)
    assert 'href="/ca/parades/sollicitud/"' in client.get("/ca/").content.decode()
    request.unpublish()
    assert 'href="/ca/parades/sollicitud/"' not in client.get("/ca/").content.decode()


def test_samples_are_never_counted(client: Client, tree: dict[str, Any]) -> None:
    past = timezone.now() - timedelta(days=30)
    for page in (tree["practica"], tree["parada"]):
        page.is_sample = True
        page.save()
    made.StopPageFactory(parent=tree["paradas"], start=past, is_sample=True)
    assert "totals" not in client.get("/ca/").content.decode()
    made.StopPageFactory(parent=tree["paradas"], start=past)
    assert "totals" in client.get("/ca/").content.decode()


def test_home_asks_the_database_the_same_whatever_there_is(client: Client, tree: dict[str, Any]) -> None:

    def fill(number: int) -> None:
        for _turn in range(number):
            practice = made.PracticePageFactory(parent=tree["practicas"], featured=True)
            made.StopPageFactory(parent=tree["paradas"])
            day = timezone.now() - timedelta(days=20)
            stop = made.StopPageFactory(parent=tree["paradas"], start=day, end=day + timedelta(hours=2))
            StopPractice.objects.create(page=stop, practice=practice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/ca/")
        return len(captured)

    fill(2)
    client.get("/ca/")
    few = queries()
    fill(6)
    client.get("/ca/")  # builds the catalogue's index anew
    assert queries() == few


def test_empty_site_answers(client: Client) -> None:
    made.publish_home()
    assert client.get("/ca/").status_code == 200
