"""Adding a language is configuration and content: `EXTRA_LANGUAGES`, a seed, and translated pages."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import translation
from django.utils.formats import date_format
from wagtail_localize.models import Translation

from caravana_site.common import groups
from caravana_site.common.seeds import Run
from caravana_site.translation.models import LanguagePair
from caravana_site.translation.seed import ensure_pairs
from home.models import HomePage
from home.seed import run_home
from tests import factories as made
from tests.translation import filled

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def added(settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("oc", "aranès"), ("en", "anglès")]
    clear_url_caches()
    yield
    clear_url_caches()


class Place:
    """A story and a stop in Catalan, translated into Aranese; a second story that is not."""

    def __init__(self) -> None:
        home = made.publish_home("es", "oc", "en")
        practices = made.PracticeIndexPageFactory(parent=home)
        stops = made.StopIndexPageFactory(parent=home)
        made.translated(practices, "oc", slug="practiques")
        made.translated(stops, "oc", slug="arturades")
        self.theme = made.ThemeFactory()
        aranese = self.theme.copy_for_translation(made.in_language("oc"))
        aranese.name = aranese.short_name = "Proximitat"
        aranese.save()
        story = made.PracticePageFactory(parent=practices, theme=self.theme, title="La furgoneta", slug="furgoneta")
        self.story = made.translated(story, "oc", slug="era-furgoneta", title="Era furgoneta", theme=aranese)
        made.PracticePageFactory(parent=practices, theme=self.theme, title="El bus", slug="bus")
        start = datetime(2031, 12, 7, 10, tzinfo=MADRID)
        stop = made.StopPageFactory(parent=stops, theme=self.theme, title="Parada", slug="parada", start=start)
        self.stop = made.translated(stop, "oc", slug="arturada", title="Arturada", theme=aranese)


@pytest.fixture
def place(added: Any) -> Place:
    return Place()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_a_page_has_its_address_switcher_and_alternates(client: Client, place: Place) -> None:
    page = text(client, "/oc/practiques/era-furgoneta/")
    assert '<html lang="oc">' in page
    assert "Era furgoneta" in page
    assert 'href="/ca/practiques/furgoneta/" lang="ca" hreflang="ca"' in page
    assert '<link rel="alternate" hreflang="oc" href="http://testserver/oc/practiques/era-furgoneta/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/ca/practiques/furgoneta/">' in page
    assert "Aranés" in page
    assert 'hreflang="oc"' in text(client, "/ca/practiques/furgoneta/")
    assert client.get("/", headers={"accept-language": "oc"})["Location"] == "/oc/"


def test_what_is_not_translated_says_so_and_lists_count_it(client: Client, place: Place) -> None:
    notice = client.get("/oc/practiques/bus/")
    assert (notice.status_code, notice["X-Robots-Tag"]) == (200, "noindex")
    assert 'lang="ca">El bus' in notice.content.decode()
    listed = text(client, "/oc/practiques/")
    assert "Era furgoneta" in listed
    assert "El bus" not in listed
    assert "N’hi ha 1 més" in listed


def test_the_interface_says_in_catalan_what_aranese_lacks_and_english_is_english(client: Client, place: Place) -> None:
    assert "Què ha canviat" in text(client, "/oc/practiques/era-furgoneta/")
    english = text(client, "/en/")
    assert "Search" in english
    assert "Cerca" not in english
    with translation.override("oc"):
        assert date_format(datetime(2026, 12, 7)) == "7 de desembre de 2026"


def test_feeds_and_calendars_have_the_language(client: Client, place: Place) -> None:
    feed = feedparser.parse(client.get("/feeds/oc/practices.atom").content)
    assert [entry.title for entry in feed.entries] == ["Era furgoneta"]
    assert feed.feed.language == "oc" if "language" in feed.feed else True
    assert client.get("/feeds/oc/stops.json").json()["items"][0]["url"].endswith("/oc/arturades/arturada/")
    events = icalendar.Calendar.from_ical(client.get("/calendar/oc/stops.ics").content).walk("VEVENT")
    assert ["Arturada" in str(event["SUMMARY"]) for event in events] == [True]
    assert client.get(f"/calendar/oc/{place.stop.translation_key}.ics").status_code == 200


def test_a_language_without_anything_to_read_refuses_and_fails_nowhere(client: Client, added: Any) -> None:
    made.publish_home("es")
    for address in ("/feeds/en/practices.atom", "/feeds/en/stops.json", "/calendar/en/stops.ics"):
        assert client.get(address).status_code in (200, 404)
    assert client.get("/en/").status_code == 200
    assert client.get("/en/search/?q=res").status_code == 200


def test_the_sitemap_tells_of_it(client: Client, place: Place) -> None:
    assert "/oc/practiques/era-furgoneta/" in text(client, "/sitemap-pages.xml")
    assert 'hreflang="oc"' in text(client, "/sitemap-pages.xml")


def test_its_words_are_found(client: Client, place: Place) -> None:
    found = text(client, "/oc/cerca/?q=furgoneta")
    assert "/oc/practiques/era-furgoneta/" in found
    assert "/ca/practiques/furgoneta/" not in found


def test_pairs_and_roles_follow(place: Place) -> None:
    ensure_pairs()
    told = {
        (pair.group.name, pair.source_locale.language_code, pair.target_locale.language_code)
        for pair in LanguagePair.objects.all()
    }
    reviewers = groups.ROLES[groups.REVIEWERS].name
    assert {(reviewers, "es", "oc"), (reviewers, "oc", "ca"), (reviewers, "en", "es")} <= told
    assert {("Traducció: aranès", "ca", "oc"), ("Traducció: aranès", "es", "oc")} <= told
    assert ("Traducció: aranès", "oc", "ca") not in told
    assert not {pair for pair in told if pair[0] == groups.ROLES[groups.TRANSLATORS_CA_ES].name and "oc" in pair}
    group = groups.ensure_groups()[groups.translators_into("oc")]
    assert [one.page.locale.language_code for one in group.page_permissions.all()] == ["oc"]


def test_the_variable_is_all_that_it_takes() -> None:
    code = "import django; django.setup(); from django.conf import settings; print([c for c, n in settings.LANGUAGES])"
    environment = {**os.environ, "EXTRA_LANGUAGES": "oc,en,ca", "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['ca', 'es', 'oc', 'en']"
    wrong = subprocess.run(
        command, env={**environment, "EXTRA_LANGUAGES": "xx"}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "EXTRA_LANGUAGES: 'xx' is no code of a language" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_the_seed_begins_the_home_page_for_its_translators(client: Client, added: Any) -> None:
    run_home(Run(demo=False, say=print))
    run_home(Run(demo=False, say=print))
    home = HomePage.objects.get(locale__language_code="oc")
    assert not home.live
    assert Translation.objects.filter(target_locale=home.locale, source__object=home.translation_key).count() == 1
    assert HomePage.objects.get(locale__language_code="es").live
    source = HomePage.objects.get(locale__language_code="ca")
    filled.translate(source, "oc")
    assert client.get("/oc/").status_code == 200
    assert '<html lang="oc">' in client.get("/oc/").content.decode()
