"""The oEmbed provider: what it answers for which address, within the limits that were asked for, in both formats."""

import html
import re
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests import factories as made
from tests.factories.interviews import InterviewFactory

from .conftest import published

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def ask(client: Any, url: str, **query: Any) -> Any:
    return client.get("/oembed", {"url": url, **query})


def frame_of(told: Any) -> dict[str, str]:
    found = re.search(r"<iframe ([^>]*)></iframe>", told["html"])
    assert found is not None
    return {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', found[1])}


@pytest.fixture
def interviews(practice: Any) -> list[Any]:
    return [InterviewFactory(page=practice, title=f"Entrevista {number}", sort_order=number) for number in (1, 2)]


def test_a_story_is_a_card_of_its_organisation(client: Any, practice: Any) -> None:
    answer = ask(client, f"{SITE}{practice.url}")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"].startswith("public, max-age=300, s-maxage=600")
    assert "Vary" not in answer
    told = answer.json()
    assert {name: told[name] for name in ("version", "type", "title", "author_name", "provider_name")} == {
        "version": "1.0",
        "type": "rich",
        "title": practice.title,
        "author_name": "Ajuntament de Sort",
        "provider_name": "Caravana d’innovació digital",
    }
    assert told["author_url"] == f"{SITE}{practice.organisation.get_absolute_url()}"
    assert told["provider_url"] == f"{SITE}/ca/"
    assert told["cache_age"] == 3600
    frame = frame_of(told)
    assert frame["src"] == f"{SITE}/embed/ca/practice/{practice.translation_key}/"
    assert (frame["title"], frame["loading"]) == (practice.title, "lazy")
    assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"]))
    assert client.get(urlsplit(frame["src"]).path).status_code == 200
    assert client.get(urlsplit(told["thumbnail_url"]).path).status_code == 200
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)


def test_both_formats_say_the_same(client: Any, practice: Any) -> None:
    practice.title = 'Més de 3 < 5 & "cometes" <b>'
    published(practice)
    told = ask(client, f"{SITE}{practice.url}").json()
    answer = ask(client, f"{SITE}{practice.url}", format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "oembed"
    assert {node.tag: node.text for node in root} == {name: str(value) for name, value in told.items()}
    assert frame_of(told)["title"] == practice.title
    assert "<b>" not in told["html"]


@pytest.mark.parametrize(
    ("fragment", "number", "second"), [("t=0", 0, 0), ("t=125&i=2", 1, 125), ("interview-2", 1, 0)]
)
def test_the_place_of_an_interview_in_its_story_is_a_video(
    client: Any, practice: Any, interviews: list[Any], fragment: str, number: int, second: int
) -> None:
    told = ask(client, f"{SITE}{practice.url}#{fragment}").json()
    assert (told["type"], told["title"]) == ("video", interviews[number].title)
    own = f"{SITE}/embed/ca/interview/{interviews[number].identity}/"
    assert frame_of(told)["src"] == (f"{own}?t={second}" if second else own)


def test_a_story_has_no_third_interview(client: Any, practice: Any, interviews: list[Any]) -> None:
    assert ask(client, f"{SITE}{practice.url}#t=1&i=3").status_code == 404
    assert ask(client, f"{SITE}{practice.url}#h-story").json()["type"] == "rich"


def test_stops_and_calendar_are_cards(client: Any, stop: Any, stops: Any) -> None:
    told = ask(client, f"{SITE}{stop.url}").json()
    assert (told["type"], told["title"], told["author_name"]) == ("rich", stop.card_title, str(stop.host))
    theme = stop.theme
    whole = ask(client, f"{SITE}{stops.url}").json()
    assert (whole["type"], whole["title"]) == ("rich", stops.title)
    assert "author_name" not in whole
    one = ask(client, f"{SITE}{stops.url}?theme={theme.key}&mes=2026-11").json()
    assert frame_of(one)["src"] == f"{SITE}/embed/ca/calendar/{stops.translation_key}/?theme={theme.key}"
    assert one["title"] == f"{stops.title}: {theme.name}"


def test_embeds_and_permanent_identifiers_are_known_too(client: Any, practice: Any, interviews: list[Any]) -> None:
    key = practice.translation_key
    assert ask(client, f"{SITE}/id/practice/{key}").json()["title"] == practice.title
    told = ask(client, f"{SITE}/embed/ca/interview/{interviews[0].identity}/?t=9&scheme=dark").json()
    assert frame_of(told)["src"] == f"{SITE}/embed/ca/interview/{interviews[0].identity}/?t=9&scheme=dark"


def test_the_language_is_the_address_s_or_the_one_asked_for(client: Any, practices: Any, practice: Any) -> None:
    made.translated(practices, "es", slug="practicas")
    missing = ask(client, f"{SITE}/es/practicas/oficina/").json()
    assert frame_of(missing)["src"] == f"{SITE}/embed/es/practice/{practice.translation_key}/"
    theme = made.ThemeFactory(locale=made.in_language("es"), translation_key=practice.theme.translation_key)
    made.translated(practice, "es", title="La oficina", slug="la-oficina", theme=theme)
    told = ask(client, f"{SITE}{practice.url}", lang="es").json()
    assert (told["title"], told["provider_name"]) == ("La oficina", "Caravana de innovación digital")
    assert ask(client, f"{SITE}/es/practicas/la-oficina/").json()["title"] == "La oficina"
    assert ask(client, f"{SITE}/es/practicas/oficina/").json()["title"] == "La oficina", "where the page moved from"


@pytest.mark.parametrize(
    "limits",
    [{"maxwidth": 300}, {"maxheight": 200}, {"maxwidth": 100, "maxheight": 50}, {"maxwidth": 5000, "maxheight": 5000}],
)
def test_nothing_is_larger_than_asked_for(
    client: Any, practice: Any, interviews: list[Any], limits: dict[str, int]
) -> None:
    for fragment in ("", "#t=0"):
        told = ask(client, f"{SITE}{practice.url}{fragment}", **limits).json()
        assert 0 < told["width"] <= limits.get("maxwidth", 600)
        assert 0 < told["height"] <= limits.get("maxheight", 10_000)
        assert told.get("thumbnail_width", 0) <= limits.get("maxwidth", 10_000)
        assert told.get("thumbnail_height", 0) <= limits.get("maxheight", 10_000)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/ca/practiques/oficina/", f"{SITE}.evil.cat/ca/practiques/oficina/", f"{SITE}/ca/",
        f"{SITE}/ca/practiques/", f"{SITE}/ca/practiques/no-hi-es/", f"{SITE}/admin/", f"{SITE}/", "oficina",
        "javascript:alert(7)", "http://[", f"{SITE}:99999/ca/", f"{SITE}/ca/%00/", f"{SITE}/ca/{'a/' * 2000}",
        f"{SITE}/id/practice/{uuid.UUID(int=7)}", f"{SITE}/fr/practiques/oficina/",
        "//testserver/ca/practiques/oficina/",
    ],
)  # fmt: skip
def test_what_is_not_ours_or_nothing_to_embed_is_not_found(client: Any, practice: Any, url: str) -> None:
    answer = ask(client, url)
    assert answer.status_code == 404
    assert answer.json() == {
        "error": "En aquesta adreça no hi ha res públic d’aquest web que es pugui inserir.",
        "status": 404,
    }
    spanish = ask(client, url, format="xml", lang="es")
    assert spanish.status_code == 404
    told = {node.tag: node.text for node in ElementTree.fromstring(spanish.content)}
    assert told["error"] == "En esa dirección no hay nada público de este sitio que se pueda insertar."


def test_what_is_not_public_is_not_found(client: Any, practice: Any, interviews: list[Any]) -> None:
    addresses = [f"{SITE}{practice.url}", f"{SITE}{practice.url}#t=0", f"{SITE}/id/practice/{practice.translation_key}"]
    restriction = PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)
    assert [ask(client, url).status_code for url in addresses] == [404] * 3
    restriction.delete()
    assert [ask(client, url).status_code for url in addresses] == [200] * 3
    practice.unpublish()
    assert [ask(client, url).status_code for url in addresses] == [404] * 3


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400), ({"maxwidth": "0"}, 400), ({"maxwidth": "-5"}, 400), ({"maxheight": "wide"}, 400),
        ({"maxwidth": "9" * 30}, 400), ({"lang": "xx"}, 400), ({"format": "yaml"}, 501),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_is_answered_with_a_sentence(
    client: Any, practice: Any, query: dict[str, str], status: int
) -> None:
    asked = {"url": f"{SITE}{practice.url}", **query} if query else {}
    answer = client.get("/oembed", asked)
    assert answer.status_code == status
    told = answer.json()
    assert told["status"] == status
    assert told["error"].endswith(".")


@pytest.mark.parametrize("kind", ["practice", "stop", "calendar", "interview"])
def test_pages_say_where_to_ask(
    client: Any, practice: Any, stop: Any, stops: Any, interviews: list[Any], kind: str
) -> None:
    path = {
        "practice": practice.url,
        "stop": stop.url,
        "calendar": stops.url,
        "interview": f"/embed/ca/interview/{interviews[0].identity}/",
    }[kind]
    head = client.get(path).content.decode().partition("</head>")[0]
    links = dict(re.findall(r'<link rel="alternate" type="([\w/+]+oembed)" href="([^"]*)"', head))
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    for href in links.values():
        parts = urlsplit(html.unescape(href))
        assert parse_qs(parts.query)["url"] == [f"{SITE}{path}"]
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200


def test_a_calendar_s_links_keep_its_theme_alone(client: Any, stop: Any, stops: Any) -> None:
    text = client.get(f"{stops.url}?theme={stop.theme.key}&mes=2026-11").content.decode()
    asked = {html.unescape(href) for href in re.findall(r'oembed" href="([^"]*)"', text)}
    assert {parse_qs(urlsplit(href).query)["url"][0] for href in asked} == {f"{SITE}{stops.url}?theme={stop.theme.key}"}
