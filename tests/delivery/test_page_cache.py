"""The site's own cache of pages: quick, fresh at once in both languages, and right whatever fails or comes between."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caravana_site.common import memory
from caravana_site.common.models import User
from caravana_site.delivery import page_cache as page_cache_module
from practices.models import PracticePage
from tests import factories as made

from .conftest import Cache, Content, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
CA, ES, OTHER, TEXT = (
    "/ca/practiques/la-primera/",
    "/es/practicas/la-primera-es/",
    "/ca/practiques/una-altra/",
    "/ca/un-text/",
)


@pytest.fixture(autouse=True)
def page_cache(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE = True
    settings.SHARED_CACHE_SECONDS = 86_400
    caches["pages"].clear()
    memory.forget()
    yield
    caches["pages"].clear()


def is_hit(path: str, **headers: str) -> bool:
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path, headers=headers)
    assert answer.status_code == 200, path
    return len(queries) == 1


def text_of(path: str) -> str:
    return Client().get(path).content.decode()


def heading_of(path: str) -> str:
    found = re.search(r"<h1.*?</h1>", text_of(path), re.DOTALL)
    assert found is not None
    return found[0]


def test_a_page_is_made_once_and_costs_one_query_from_then_on(content: Content) -> None:
    first = Client().get(CA)
    for taken, opened in (("", bytes), ("gzip", gzip.decompress), ("br, gzip", brotli.decompress)):
        assert is_hit(CA, **{"Accept-Encoding": taken})
        again = Client().get(CA, headers={"Accept-Encoding": taken})
        assert opened(again.content) == first.content
        assert again.headers.get("Content-Encoding", "") == taken.partition(",")[0]
        assert again["Vary"] == "Accept-Encoding"
        assert int(again["Content-Length"]) == len(again.content)
        assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
        known = Client().get(CA, headers={"Accept-Encoding": taken, "If-None-Match": again["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert known["Cache-Control"] == first["Cache-Control"]
    assert "Content-Encoding" not in Client().get(CA, headers={"Accept-Encoding": "br;q=0"}).headers


def queries_of(reader: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(CA).status_code == 200
    return len(queries)


class Clock:
    """Stands for the clock by which the cache pauses: a slow machine takes longer for one page than a pause is."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_many_readers_at_once_cost_the_database_nothing(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reader = Clock(), Client()
    monkeypatch.setattr(page_cache_module, "time", clock)
    reader.get(CA)
    assert queries_of(reader) == 0
    publish(content.practice, title="Un altre títol")
    assert queries_of(reader) == 0
    clock.now += page_cache_module.ASKED_AGAIN
    assert "Un altre títol" in reader.get(CA).content.decode()
    assert queries_of(reader) == 0


def test_a_cache_in_front_never_gets_the_page_of_a_moment_ago(content: Content, cache: Cache) -> None:
    reader = Client()
    reader.get(CA)
    assert queries_of(reader) == 1
    publish(content.practice, title="Un altre títol")
    assert "Un altre títol" in reader.get(CA).content.decode()


def test_what_was_kept_before_a_process_began_is_still_told(content: Content) -> None:
    Client().get(CA)
    Client().get(TEXT)
    publish(content.practice, title="Un altre títol")
    memory.forget()  # as a new process, which finds in a shared cache what the others kept
    assert is_hit(TEXT)
    assert "Un altre títol" in text_of(CA)


def test_publishing_shows_at_once_in_both_languages_and_touches_nothing_else(content: Content) -> None:
    lists = ("/ca/practiques/", "/es/practicas/", "/ca/", "/feeds/ca/practices.atom", "/sitemap-pages.xml")
    for path in (CA, ES, OTHER, TEXT, *lists):
        Client().get(path)
    assert all(is_hit(path) for path in (CA, ES, OTHER, TEXT, *lists))
    publish(content.practice, title="Un altre títol")
    publish(content.practice_es, title="Otro título")
    assert is_hit(TEXT)
    assert "Un altre títol" in text_of(CA)
    assert "Otro título" in text_of(ES)
    assert "Un altre títol" in text_of("/ca/practiques/")
    assert "Otro título" in text_of("/es/practicas/")
    assert "Un altre títol" in text_of("/feeds/ca/practices.atom")


def test_what_is_withdrawn_moved_or_new_shows_at_once(content: Content) -> None:
    assert Client().get("/ca/practiques/nova/").status_code == 404
    assert Client().get(CA).status_code == 200
    made.PracticePageFactory(parent=content.index, title="Nova", slug="nova").save_revision().publish()
    assert Client().get("/ca/practiques/nova/").status_code == 200
    publish(content.practice, slug="un-altre-lloc")
    assert Client().get("/ca/practiques/un-altre-lloc/").status_code == 200
    assert Client().get(CA).status_code != 200
    PracticePage.objects.get(pk=content.other.pk).unpublish()
    assert Client().get(OTHER).status_code == 404
    content.practice_es.delete()
    assert "La primera en castellano" not in text_of("/es/practicas/")


def test_what_is_around_and_within_a_page_shows_at_once(content: Content) -> None:
    assert is_hit(TEXT) or is_hit(TEXT)
    settings = made.SiteSettingsFactory._meta.model.objects.get(locale=content.home.locale)
    settings.site_name = "Un altre nom"
    settings.save()
    assert "Un altre nom" in text_of(TEXT)
    body = PracticePage.objects.get(pk=content.practice.pk).organisation
    Client().get(CA)
    body.name = "Ajuntament de Nou"
    body.save()
    assert "Ajuntament de Nou" in text_of(CA)


def test_what_was_begun_before_a_publication_is_never_good_after_it(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = PracticePage.get_context

    def slowly(page: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        found = draw(page, request, *args, **kwargs)
        monkeypatch.setattr(PracticePage, "get_context", draw)
        publish(content.practice, title="Publicat entremig")  # by somebody else, once this one has read its row
        return found

    monkeypatch.setattr(PracticePage, "get_context", slowly)
    assert "Publicat entremig" not in heading_of(CA)
    assert "Publicat entremig" in heading_of(CA)


def test_who_has_a_session_gets_pages_of_their_own(content: Content) -> None:
    Client().get(CA)
    editor = Client()
    editor.force_login(User.objects.create_superuser("one", "one@example.org", "x"))
    theirs = editor.get(CA)
    assert theirs["Cache-Control"] == "private, no-store"
    assert "Age" not in theirs.headers
    assert "Set-Cookie" not in Client().get(CA).headers


def test_where_a_reader_came_from_makes_no_other_page(content: Content) -> None:
    Client().get("/ca/practiques/?q=x")
    assert is_hit("/ca/practiques/?utm_source=butlleti&q=x&fbclid=abc")
    assert "butlleti" not in text_of("/ca/practiques/?utm_source=butlleti&q=y")


@pytest.mark.parametrize("backend", ["redis", "nothing"])
def test_a_cache_that_fails_fails_nobody(backend: str, content: Content, settings: Any) -> None:
    path = "django.core.cache.backends.redis.RedisCache" if backend == "redis" else "no.such.cache.Backend"
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5} if backend == "redis" else {}
    broken = {"BACKEND": path, "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "pages": broken}
    assert {Client().get(CA).status_code for _time in range(3)} == {200}
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_pages_are_shown_while_the_database_is_away(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Client().get(CA).content

    def away(*args: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr(memory, "learn", away)
    assert Client().get(CA).content == kept


def test_a_page_that_tells_of_today_is_made_anew_tomorrow(content: Content) -> None:
    with time_machine.travel(datetime(2026, 3, 9, 22, 59, 30, tzinfo=UTC), tick=False) as clock:  # 23:59:30 in Madrid
        Client().get("/ca/")
        assert is_hit("/ca/")
        clock.shift(29)
        assert is_hit("/ca/")
        clock.shift(2)
        assert not is_hit("/ca/")
