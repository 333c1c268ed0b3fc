"""What each process keeps of what pages share: fewer queries, and nothing old once something was published."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction, Site

from caravana_site.common import memory
from caravana_site.common.known_ways import know_site, route
from caravana_site.delivery import generations, purging
from home.models import SiteSettings
from practices.models import Organisation, Theme
from tests import factories as made

from .conftest import Content, publish, rename

pytestmark = pytest.mark.django_db
HOME, LIST, STORY, STOPS = "/ca/", "/ca/practiques/", "/ca/practiques/la-primera/", "/ca/parades/"


@pytest.fixture(autouse=True)
def remembering(settings: Any, committed: None) -> Iterator[None]:
    settings.MEMORY = True
    memory.forget()
    yield
    memory.forget()


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        read(path)
    return len(found)


@pytest.mark.parametrize("path", [HOME, LIST, STORY, STOPS])
def test_what_pages_share_is_read_once(path: str) -> None:
    first = queries(path)
    again = queries(path)
    assert again <= first - 3
    assert again <= 25


def test_a_page_reads_the_same_from_memory(settings: Any) -> None:
    remembered = [read(path) for path in (HOME, LIST, STORY, STOPS) for _twice in range(2)][1::2]
    settings.MEMORY = False
    assert remembered == [read(path) for path in (HOME, LIST, STORY, STOPS)]


def test_menus_texts_and_counters_follow_what_is_published(content: Content) -> None:
    for path in (HOME, LIST, STORY):
        read(path)
    publish(content.index, title="El catàleg nou", show_in_menus=True)
    assert all("El catàleg nou" in read(path) for path in (HOME, STORY))
    rename(SiteSettings.objects.get(locale__language_code="ca"), site_name="Una altra caravana")
    assert all("Una altra caravana" in read(path) for path in (HOME, LIST, STORY))
    publish(content.other, title="Un títol que no hi era")
    assert "Un títol que no hi era" in read(LIST)
    assert "Un títol que no hi era" in read(STORY)  # among those like it
    content.other.refresh_from_db()
    content.other.unpublish()
    assert "Un títol que no hi era" not in read(LIST)
    assert "Un títol que no hi era" not in read(STORY)


def test_names_of_bodies_and_themes_are_never_old(content: Content) -> None:
    read(LIST)
    read(STORY)
    rename(Organisation.objects.get(pk=content.other.organisation_id), name="Ajuntament de Nou Nom")
    assert "Ajuntament de Nou Nom" in read(LIST)
    rename(Theme.objects.get(pk=content.other.theme_id), short_name="Un nom curt")
    assert "Un nom curt" in read(LIST)


def test_the_feed_of_practices_follows_what_is_published_renamed_and_withdrawn(content: Content) -> None:
    feed = "/feeds/ca/practices.atom"
    assert "La primera" in read(feed)
    publish(content.practice, title="La que ha canviat")
    assert "La que ha canviat" in read(feed)
    rename(Organisation.objects.get(pk=content.practice.organisation_id), name="Ajuntament de Nou Nom")
    assert "Ajuntament de Nou Nom" in read(feed)
    rename(Theme.objects.get(pk=content.practice.theme_id), name="Un altre tema")
    assert "Un altre tema" in read(feed)
    PageViewRestriction.objects.create(page=content.practice, restriction_type=PageViewRestriction.LOGIN)
    assert "La que ha canviat" not in read(feed)
    content.other.refresh_from_db()
    content.other.unpublish()
    assert "Una altra" not in read(feed)


def test_a_stop_that_is_published_stands_on_the_map_and_in_the_neighbours(content: Content) -> None:
    stop = made.StopPageFactory(parent=content.stops, title="La primera parada")
    publish(stop)
    assert "La primera parada" in read(STOPS)
    publish(stop, title="La de després")
    assert "La de després" in read(STOPS)
    assert "La de després" in read(stop.url)
    other = made.StopPageFactory(parent=content.stops, title="La veïna")
    publish(other)
    assert f'rel="next" href="{other.url}"' in read(stop.url)


def test_what_changes_while_it_is_made_is_made_again() -> None:
    """The first reader began before the publication and ends after it."""
    read(HOME)
    told: list[str] = []

    def slow() -> str:
        purging.purge(["site"])
        return "old"

    def within(_request: Any) -> Any:
        told.append(memory.recalled("text", ["site"], slow))
        return None

    for _request in range(2):
        memory.MemoryMiddleware(within)(None)  # type: ignore[arg-type]  # nothing is read of it

    def later(_request: Any) -> Any:
        told.append(memory.recalled("text", ["site"], lambda: "new"))
        return None

    memory.MemoryMiddleware(later)(None)  # type: ignore[arg-type]  # nothing is read of it
    assert told == ["old", "old", "new"]


def test_a_restored_database_makes_all_anew() -> None:
    read(HOME)
    SiteSettings.objects.filter(locale__language_code="ca").update(site_name="De la còpia")  # past all signals
    assert "De la còpia" not in read(HOME)
    purging.after_restore()
    assert "De la còpia" in read(HOME)


def test_outside_a_request_nothing_is_kept() -> None:
    made_times: list[int] = []
    for _time in range(2):
        memory.recalled("count", [], lambda: made_times.append(1))
    assert len(made_times) == 2


def test_a_process_learns_only_what_it_does_not_know() -> None:
    generations.raise_them(["practice"])
    last, raised = generations.since(0)
    assert raised["practice"] == last
    generations.raise_them(["stop"])
    following, raised = generations.since(last)
    assert set(raised) == {"stop"}
    assert following == raised["stop"] > last


def test_too_many_keys_are_forgotten_with_what_was_made_from_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_KEYS", 3)
    before = read(HOME)
    SiteSettings.objects.update(site_name="Després de moltes claus")
    assert read(HOME) == before
    generations.raise_them([f"practice:{number}" for number in range(5)])
    assert "Després de moltes claus" in read(HOME)


def status(path: str) -> int:
    return Client().get(path).status_code


def test_the_way_to_a_page_follows_what_is_renamed_taken_away_and_new(content: Content) -> None:
    assert status(LIST) == status(STORY) == 200
    assert status("/ca/nova/") == 404
    publish(content.index, slug="llista", title="La llista nova")
    assert status(STORY) != 200
    assert "La llista nova" in read("/ca/llista/")
    assert "La llista nova" in read("/ca/llista/la-primera/")  # the way back
    publish(made.ContentPageFactory(parent=content.index.get_parent().specific, slug="nova", title="La nova"))
    assert "La nova" in read("/ca/nova/")
    assert status("/ca/un-text/") == 200
    content.text.unpublish()
    assert status("/ca/un-text/") == 404
    content.text.delete()
    assert status("/ca/un-text/") == 404


def test_the_other_language_is_offered_once_it_is_there(content: Content) -> None:
    path, mark = "/ca/practiques/una-altra/", 'hreflang="es" href="http'
    assert mark not in read(path)
    spanish = made.translated(content.other, "es", title="Otra", slug="otra")
    publish(spanish)
    assert mark in read(path)
    spanish.refresh_from_db()
    spanish.unpublish()
    assert mark not in read(path)


@pytest.mark.parametrize("above", [True, False])
def test_a_password_is_asked_for_at_once_and_no_longer_than_it_stands(content: Content, above: bool) -> None:
    assert "La primera" in read(STORY)
    page = content.index if above else content.practice
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")
    for _reader in range(2):
        assert "La primera" not in Client().get(STORY).content.decode()
    restriction.delete()
    assert "La primera" in read(STORY)


def test_readers_of_one_page_change_nothing_of_it_for_each_other(content: Content) -> None:
    """The row that all of them read is copied for each."""
    page = known_page(STORY)
    page.title = "Un altre títol"
    page.successes.set([])
    assert known_page(STORY).title == "La primera"
    assert known_page(STORY).successes.exists()


def known_page(path: str) -> Any:
    found: list[Any] = []

    def answer(request: Any) -> Any:
        know_site(request)
        with override("ca"):
            found.append(route(request, path.removeprefix("/ca")))
        return None

    memory.MemoryMiddleware(answer)(RequestFactory().get(path))
    return found[0].page


def test_another_site_leads_to_its_own_pages(content: Content) -> None:
    """Which site answers is asked by host and port; one that is changed is seen at once."""
    read(HOME)
    site = Site.objects.get(is_default_site=True)
    other = made.ContentPageFactory(parent=content.index.get_parent().specific, slug="altra", title="Una altra arrel")
    publish(other)
    site.root_page = other
    site.save()
    assert "Una altra arrel" in read(HOME)
