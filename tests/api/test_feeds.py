"""Feeds over HTTP: read by an independent reader, held to the rules of their formats, and true to what is published."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine

from caravana_site.common import feeds
from events.models import StopState
from tests import factories as made

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
JUNK = ("\x00", "a" * 5000, "<script>alert(7)</script>", "no-hi-es", "'; --")
CRAZY = 'Més de 3 < 5 & "cometes" <b>no és HTML</b>; 🚐 l·l\x0b\x07'


def publish(page: Any, at: datetime | None = None, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(page, name, value)
    with time_machine.travel(at or datetime(2026, 5, 1, 10, tzinfo=UTC), tick=False):
        page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)


def parsed(answer: Any) -> Any:
    """An Atom feed that has all that RFC 4287 asks for, as feedparser reads it."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert node.findtext(f"{ATOM}id").startswith("urn:uuid:")
        for moment in (*node.findall(f"{ATOM}updated"), *node.findall(f"{ATOM}published")):
            assert RFC3339.fullmatch(moment.text)
        alternates = [link for link in node.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        kinds = [(link.get("type"), link.get("hreflang")) for link in alternates]
        assert len(kinds) == len(set(kinds))  # RFC 4287, 4.1.1: one of each type and language
        assert len([language for _type, language in kinds if language is None]) == 1
        for link in node.findall(f"{ATOM}link"):
            assert urlsplit(link.get("href")).scheme in ("http", "https")
    assert root.find(f"{ATOM}author") is not None
    assert len(ids := [node.findtext(f"{ATOM}id") for node in root.iter(f"{ATOM}entry")]) == len(set(ids))
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def read(answer: Any) -> Any:
    """A JSON Feed that keeps to the rules of version 1.1."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    found = json.loads(answer.content)
    allowed = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "items"} <= set(found) <= allowed | {"_licence", "_languages"}
    assert all(isinstance(found[name], dict) for name in found if name.startswith("_"))
    for item in found["items"]:
        assert isinstance(item["id"], str)
        assert "content_text" in item or "content_html" in item
        for name in ("date_published", "date_modified"):
            assert RFC3339.fullmatch(item[name])
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert all(set(author) <= {"name", "url", "avatar"} and author for author in item.get("authors", []))
        assert all(isinstance(item[name], dict) for name in item if name.startswith("_"))
    for address in (found["home_page_url"], found["feed_url"], *(item["url"] for item in found["items"])):
        assert urlsplit(address).scheme in ("http", "https")
    return found


def test_both_formats_tell_the_same_practices(client: Any, practices: Any) -> None:
    body = made.OrganisationFactory(name="Ajuntament de Sort")
    old = publish(made.PracticePageFactory(parent=practices, organisation=body), datetime(2026, 1, 1, tzinfo=UTC))
    new = publish(made.PracticePageFactory(parent=practices), datetime(2026, 2, 1, tzinfo=UTC), summary=CRAZY)
    atom, told = parsed(client.get("/feeds/ca/practices.atom")), read(client.get("/feeds/ca/practices.json"))
    ids = [f"urn:uuid:{page.translation_key}#ca" for page in (new, old)]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in told["items"]] == ids
    for entry, item, page in zip(atom.entries, told["items"], (new, old), strict=True):
        assert entry.title == item["title"] == page.title
        assert entry.link == item["url"] == f"http://testserver{page.url}"
        assert entry.author == item["authors"][0]["name"] == str(page.organisation)
        assert [tag.label for tag in entry.tags] == item["tags"] == [page.theme.name]
        assert [tag.term for tag in entry.tags] == [page.theme.key]
        assert entry.rights == item["_licence"]["name"] == page.get_licence_display()
        licence = next(link.href for link in entry.links if link.rel == "license")
        assert licence == item["_licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    clean = CRAZY.replace("\x0b\x07", "")
    assert told["items"][0]["summary"] == told["items"][0]["content_text"] == clean
    assert ElementTree.fromstring(f"<p>{atom.entries[0].summary.replace('🚐', '')}</p>").text == clean.replace("🚐", "")
    assert atom.feed.title == told["title"] == "Caravana d’innovació digital: Bones pràctiques"
    assert atom.feed.language == told["language"] == "ca"
    assert atom.feed.link == told["home_page_url"] == f"http://testserver{practices.url}"
    assert told["feed_url"] == "http://testserver/feeds/ca/practices.json"
    assert atom.feed.author == told["authors"][0]["name"] == "Caravana d’innovació digital"
    assert atom.feed.rights == told["_licence"]["name"]


def test_a_change_comes_to_the_front_under_the_same_identity(client: Any, stops: Any) -> None:
    first, second = (publish(made.StopPageFactory(parent=stops)) for _turn in range(2))
    before = {entry.id for entry in parsed(client.get("/feeds/ca/stops.atom")).entries}
    moment = datetime(2026, 6, 1, 9, tzinfo=UTC)
    publish(first, moment, state=StopState.CANCELLED, state_reason="Ha nevat.")
    atom = parsed(client.get("/feeds/ca/stops.atom"))
    assert {entry.id for entry in atom.entries} == before
    assert [entry.link for entry in atom.entries] == [f"http://testserver{page.url}" for page in (first, second)]
    assert "Cancel·lada: Ha nevat." in atom.entries[0].summary
    assert atom.entries[0].updated == atom.feed.updated == "2026-06-01T09:00:00+00:00"
    assert atom.entries[0].title == first.card_title


def test_each_language_has_its_own(client: Any, practices: Any) -> None:
    practice = publish(made.PracticePageFactory(parent=practices))
    assert parsed(client.get("/feeds/es/practices.atom")).entries == []
    made.translated(practices, "es", slug="practicas")
    theme = made.ThemeFactory(locale=made.in_language("es"), translation_key=practice.theme.translation_key)
    made.translated(practice, "es", title="La oficina", theme=theme)
    spanish = parsed(client.get("/feeds/es/practices.atom"))
    assert [entry.title for entry in spanish.entries] == ["La oficina"]
    assert spanish.feed.title == "Caravana de innovación digital: Buenas prácticas"
    assert spanish.entries[0].id == f"urn:uuid:{practice.translation_key}#es"
    assert len(parsed(client.get("/feeds/ca/practices.atom")).entries) == 1


@pytest.mark.parametrize("name", ["practices", "stops"])
def test_what_is_not_public_is_not_told(client: Any, practices: Any, stops: Any, name: str) -> None:
    parent, factory = {
        "practices": (practices, made.PracticePageFactory),
        "stops": (stops, made.StopPageFactory),
    }[name]
    page = publish(factory(parent=parent))
    address = f"/feeds/ca/{name}.json"
    before = client.get(address)
    assert len(read(before)["items"]) == 1
    factory(parent=parent, live=False)
    assert len(read(client.get(address))["items"]) == 1
    page.unpublish()
    after = client.get(
        address, HTTP_IF_NONE_MATCH=before["ETag"], HTTP_IF_MODIFIED_SINCE="Fri, 01 Jan 2100 00:00:00 GMT"
    )
    assert read(after)["items"] == []


def test_an_archived_practice_is_not_told(client: Any, practices: Any) -> None:
    practice = publish(made.PracticePageFactory(parent=practices))
    publish(practice, archived=True, archived_reason="Ja no es fa.")
    assert read(client.get("/feeds/ca/practices.json"))["items"] == []


def test_a_sample_is_labelled_in_each(client: Any, practices: Any, stops: Any) -> None:
    publish(made.PracticePageFactory(parent=practices, title="Oficina", is_sample=True))
    publish(made.StopPageFactory(parent=stops, is_sample=True))
    for name in ("practices", "stops"):
        entry = parsed(client.get(f"/feeds/ca/{name}.atom")).entries[0]
        item = read(client.get(f"/feeds/ca/{name}.json"))["items"][0]
        assert entry.title == item["title"]
        assert entry.title.startswith("MOSTRA: ")
        assert (entry.tags[0].term, entry.tags[0].label) == ("sample", "Mostra")
        assert item["tags"][0] == "Mostra"
        assert item["_sample"]["is_sample"] is True


def test_a_theme_narrows_and_is_named(client: Any, practices: Any, stops: Any) -> None:
    theme, other = made.ThemeFactory(key="dades"), made.ThemeFactory(key="altres")
    for about in (theme, other):
        publish(made.PracticePageFactory(parent=practices, theme=about))
        publish(made.StopPageFactory(parent=stops, theme=about))
    for name in ("practices", "stops"):
        found = read(client.get(f"/feeds/ca/{name}.json?theme=dades"))
        assert [item["tags"] for item in found["items"]] == [[theme.name]]
        assert found["title"].endswith(f": {theme.name}")
        assert found["feed_url"] == f"http://testserver/feeds/ca/{name}.json?theme=dades"
        assert found["home_page_url"] == f"http://testserver{theme.get_absolute_url()}"
        whole, narrowed = (parsed(client.get(f"/feeds/ca/{name}.atom{query}")) for query in ("", "?theme=dades"))
        assert whole.feed.id != narrowed.feed.id
        assert len(read(client.get(f"/feeds/ca/{name}.json?theme="))["items"]) == 2


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("name", ["practices", "stops"])
def test_junk_is_refused_in_a_line_and_in_the_language(client: Any, practices: Any, name: str, junk: str) -> None:
    for extension in ("atom", "json"):
        answer = client.get(f"/feeds/es/{name}.{extension}", {"theme": junk})
        assert (answer.status_code, answer.content.decode()) == (404, "Este ámbito no existe.\n")
        assert answer["Content-Language"] == "es"


def test_what_is_not_a_feed_is_told(client: Any, home: Any) -> None:
    for path in ("es/none.atom", "es/stops.rss"):
        answer = client.get(f"/feeds/{path}")
        assert (answer.status_code, answer.content.decode()) == (404, "Este canal no existe.\n")
    assert client.get("/feeds/fr/stops.atom").status_code == 404
    assert client.post("/feeds/ca/stops.atom").status_code == 405


def test_readers_are_not_told_apart_and_have_it_once(client: Any, practices: Any) -> None:
    publish(made.PracticePageFactory(parent=practices))
    for address in ("/feeds/ca/practices.atom", "/feeds/ca/practices.json", "/feeds/ca/stops.atom"):
        answer = client.get(address, HTTP_ACCEPT_LANGUAGE="es")
        assert not answer.cookies
        assert "Vary" not in answer
        assert answer["Content-Language"] == "ca"
        assert client.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_only_the_last_are_told(client: Any, stops: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    pages = [publish(made.StopPageFactory(parent=stops), datetime(2026, month, 1, tzinfo=UTC)) for month in (3, 1, 2)]
    told = read(client.get("/feeds/ca/stops.json"))["items"]
    assert [item["url"] for item in told] == [f"http://testserver{pages[number].url}" for number in (0, 2)]


def test_pages_name_the_feeds_and_those_answer(client: Any, practices: Any, stops: Any) -> None:
    theme = made.ThemeFactory(key="dades", name="Dades & més")
    pages = {"/ca/": 5, practices.url: 2, stops.url: 3, theme.get_absolute_url(): 5}
    for address, number in pages.items():
        text = client.get(address).content.decode()
        links = re.findall(r'<link rel="alternate" type="([^"]+)" href="(/[^"]+)" title="([^"]+)">', text)
        assert len(links) == number, address
        for kind, href, title in links:
            answer = client.get(href.replace("&amp;", "&"))
            assert answer.status_code == 200
            assert answer["Content-Type"].startswith(kind)
            assert ("?theme=dades" in href) is ("Dades &amp; més" in title) is (address == theme.get_absolute_url())
