"""The catalogue's list: facets that narrow, junk that breaks nothing, a cost that does not grow."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SuccessFactory,
    ThemeFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db
PARAMETERS = (
    *("q", "theme", "population", "kind", "audience", "comarca", "order", "page", "town"),
    *("year", "province", "status", "cost", "capacity", "technology", "sdg", "with"),
)
JUNK = (
    "\x00",
    "0000",
    "a" * 10_000,
    "-1",
    "٣",
    "' OR 1=1 --",
    "<script>alert(7)</script>",
    "%",
    "99999999999999999999",
    "nope",
)


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_junk_is_a_200_without_an_echo(client: Any, index: Any, parameter: str) -> None:
    """One catalogue for all junk: nothing of it is written."""
    PracticePageFactory(parent=index)
    faults = []
    for junk in JUNK:
        answer = client.get(index.url, {parameter: junk})
        if answer.status_code != 200:
            faults.append(f"{junk[:40]!r} is a {answer.status_code}")
        if b"<script>alert(7)" in answer.content or b"a" * 28 in answer.content:
            faults.append(f"{junk[:40]!r} is echoed")
    assert not faults, "\n".join(faults)


def test_an_unknown_filter_is_told_and_the_known_ones_still_narrow(client: Any, index: Any) -> None:
    theme, other = ThemeFactory(), ThemeFactory(key="other")
    PracticePageFactory(parent=index, theme=theme, title="La bona")
    PracticePageFactory(parent=index, theme=other, title="L'altra")
    answer = client.get(index.url, {"theme": [theme.key, "nope"]}).content.decode()
    assert "Un dels filtres no existeix" in answer
    assert "La bona" in answer
    assert "L&#x27;altra" not in answer


@pytest.mark.parametrize(("population", "band"), [(200, "1-500"), (501, "501-1000"), (50_001, "50001"), (None, "none")])
def test_the_size_of_the_body_is_a_facet(client: Any, index: Any, population: int | None, band: str) -> None:
    PracticePageFactory(parent=index, organisation=OrganisationFactory(population=population))
    PracticePageFactory(parent=index, organisation=OrganisationFactory(population=3000))
    listing = client.get(index.url, {"population": band}).context["listing"]
    assert listing.page.paginator.count == 1
    sizes = next(facet for facet in listing.facets if facet.name == "population")
    assert {option.value: option.count for option in sizes.options} == {band: 1, "1001-5000": 1}


def test_within_a_facet_any_answer_will_do_and_across_them_all(client: Any, index: Any) -> None:
    one, two, small = ThemeFactory(), ThemeFactory(key="other"), OrganisationFactory(population=100)
    PracticePageFactory(parent=index, theme=one, organisation=small)
    PracticePageFactory(parent=index, theme=two)
    found = client.get(index.url, {"theme": [one.key, two.key]}).context["listing"]
    assert found.page.paginator.count == 2
    found = client.get(index.url, {"theme": [one.key, two.key], "population": "1-500"}).context["listing"]
    assert found.page.paginator.count == 1
    assert {chip.label for chip in found.chips} == {one.short_name, two.short_name, "1–500 habitants"}


def test_an_empty_list_says_which_filter_to_drop(client: Any, index: Any) -> None:
    theme, other = ThemeFactory(), ThemeFactory(key="other")
    PracticePageFactory(parent=index, theme=theme, organisation=OrganisationFactory(population=3000))
    PracticePageFactory(parent=index, theme=other, organisation=OrganisationFactory(population=100))
    listing = client.get(index.url, {"theme": theme.key, "population": "1-500"}).context["listing"]
    assert listing.page.paginator.count == 0
    assert {(way.label, way.count) for way in listing.ways_out} == {(theme.short_name, 1), ("1–500 habitants", 1)}


def test_words_are_looked_for_in_the_story(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index, title="Furgoneta", summary="Baixa a cada plaça.")
    PracticePageFactory(parent=index, title="Sensors", summary="Escolten fuites.")
    listing = client.get(index.url, {"q": "furgoneta"}).context["listing"]
    assert [practice.title for practice in listing.page] == ["Furgoneta"]


def test_the_order_is_the_one_asked_for(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index, title="Gran", organisation=OrganisationFactory(population=90_000))
    PracticePageFactory(parent=index, title="Petit", organisation=OrganisationFactory(population=90))
    listing = client.get(index.url, {"order": "small"}).context["listing"]
    assert [practice.title for practice in listing.page] == ["Petit", "Gran"]


def test_without_words_the_order_says_that_the_newest_come_first(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index, title="Furgoneta")
    for query, first in (({}, "Més recents"), ({"q": "furgoneta"}, "Les que més s’hi ajusten")):
        text = client.get(index.url, query).content.decode()
        chosen = re.findall(r'<select name="order" id="order">\s*<option value="" selected>([^<]+)<', text)
        assert chosen == [first]


def test_filters_begin_with_a_capital_letter(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index, organisation=OrganisationFactory(kind="ajuntament"))
    text = client.get(index.url, {"kind": "ajuntament"}).content.decode()
    assert "<span>Ajuntament</span>" in text
    assert "Ajuntament <svg" in text, "of the filter in use"
    assert ">Ajuntament</option>" in client.get("/ca/ens/").content.decode()


def test_a_longer_list_costs_no_more_queries(client: Any, index: Any) -> None:
    def queries(added: int, drawn: int) -> int:
        PracticePageFactory.create_batch(added, parent=index)
        client.get(index.url)  # warms site-wide caches
        with CaptureQueriesContext(connection) as spent:
            page = client.get(index.url)
        assert page.content.count(b'class="result"') == drawn  # else flat proves nothing
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


@pytest.mark.parametrize("kind", ["theme", "organisation"])
def test_a_theme_or_body_with_more_practices_costs_no_more(client: Any, index: Any, kind: str) -> None:
    theme, body = ThemeFactory(), OrganisationFactory()
    url = f"/ca/ambits/{theme.slug}/" if kind == "theme" else f"/ca/ens/{body.slug}/"

    def queries(added: int, drawn: int) -> int:
        PracticePageFactory.create_batch(added, parent=index, theme=theme, organisation=body)
        client.get(url)
        with CaptureQueriesContext(connection) as spent:
            page = client.get(url)
        assert page.content.count(b'class="result"') == drawn
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


def test_a_story_with_more_rows_costs_no_more(client: Any, index: Any) -> None:
    practice = PracticePageFactory(parent=index)

    def queries(added: int, drawn: int) -> int:
        SuccessFactory.create_batch(added, page=practice, title="Un encert de prova")
        client.get(practice.url)
        with CaptureQueriesContext(connection) as spent:
            page = client.get(practice.url)
        assert page.content.count(b"Un encert de prova") == drawn
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


def test_a_body_with_nothing_published_is_not_found(client: Any, index: Any) -> None:
    assert client.get(f"/ca/ens/{OrganisationFactory().slug}/").status_code == 404


def test_the_words_too_can_be_dropped(client: Any, index: Any) -> None:
    theme = ThemeFactory()
    PracticePageFactory(parent=index, theme=theme)
    listing = client.get(index.url, {"q": "zzzz", "theme": theme.key}).context["listing"]
    assert [(way.label, way.count) for way in listing.ways_out] == [("zzzz", 1)]


def test_counts_respect_the_other_filters(client: Any, index: Any) -> None:
    cheap = {"initial_cost": 0, "cost_band": "free"}
    PracticePageFactory(parent=index, status="pilot", **cheap)
    PracticePageFactory(parent=index, status="pilot", cost_band="60000")
    PracticePageFactory(parent=index, status="stopped", **cheap)
    listing = client.get(index.url, {"status": "pilot"}).context["listing"]
    counts = {facet.name: {option.value: option.count for option in facet.options} for facet in listing.facets}
    assert counts["cost"] == {"free": 1, "60000": 1}
    assert counts["status"] == {"pilot": 2, "stopped": 1}
    assert [facet.name for facet in listing.more_facets][:2] == ["province", "status"]
    assert listing.more_opened


def test_a_practice_that_is_published_or_changed_is_counted_at_once(client: Any, index: Any) -> None:
    page = PracticePageFactory(parent=index, status="pilot")
    assert client.get(index.url, {"status": "pilot"}).context["listing"].page.paginator.count == 1
    page.status = "stopped"
    page.save_revision().publish()
    assert client.get(index.url, {"status": "stopped"}).context["listing"].page.paginator.count == 1
    page.unpublish()
    assert client.get(index.url).context["listing"].page.paginator.count == 0


def test_a_body_that_changes_its_size_moves_in_the_facets(client: Any, index: Any) -> None:
    body = OrganisationFactory(population=300)
    PracticePageFactory(parent=index, organisation=body)
    assert client.get(index.url, {"population": "1-500"}).context["listing"].page.paginator.count == 1
    body.population = 700
    body.save()
    assert client.get(index.url, {"population": "501-1000"}).context["listing"].page.paginator.count == 1


def test_archived_practices_leave_the_list_and_stay_readable(client: Any, index: Any) -> None:
    page = PracticePageFactory(parent=index, archived=True, archived_reason="El servei el fa ara la comarca.")
    assert client.get(index.url).context["listing"].page.paginator.count == 0
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "El servei el fa ara la comarca." in answer.content.decode()


def test_administrations_like_mine_come_first_and_say_why(client: Any, index: Any) -> None:
    town, far = MunicipalityFactory(population=400), MunicipalityFactory(population=300_000)
    near = OrganisationFactory(municipality=town, population=400)
    PracticePageFactory(
        parent=index, title="Lluny", organisation=OrganisationFactory(municipality=far, population=300_000)
    )
    PracticePageFactory(parent=index, title="A prop", organisation=near, started=date(2010, 1, 1), capacity="low")
    listing = client.get(index.url, {"town": town.ine}).context["listing"]
    assert [practice.title for practice in listing.page] == ["A prop", "Lluny"]
    assert len(listing.page[0].likeness.reasons) == 3
    assert listing.page[0].likeness.score > listing.page[1].likeness.score
    newest = client.get(index.url, {"town": town.ine, "order": "newest"}).context["listing"]
    assert [practice.title for practice in newest.page] == ["Lluny", "A prop"], "another order is the reader's choice"
    assert len(newest.page[1].likeness.reasons) == 3


def test_a_town_is_found_by_part_of_its_name_without_accents(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index)
    for name in ("Vilanova de l'Aguda", "Vilanova d'Escornalbou"):
        MunicipalityFactory(name=name)
    listing = client.get(index.url, {"town": "vilanova"}).context["listing"]
    assert len(listing.town_suggestions) == 2
    assert client.get(index.url, {"town": "ESCORNALBÒU"}).context["listing"].my_town is not None
    unknown = client.get(index.url, {"town": "Nova York"})
    assert unknown.context["listing"].town_unknown
    assert unknown.status_code == 200


def test_every_municipality_is_proposed_to_whoever_goes_to_the_field(client: Any, index: Any) -> None:
    for name in ("Alamús, els", "Àger"):
        MunicipalityFactory(name=name)
    assert 'data-proposals="/towns.json"' in client.get(index.url).content.decode()
    answer = client.get("/towns.json")
    assert {"els Alamús", "Àger"} <= set(answer.json())
    assert "max-age=86400" in answer["Cache-Control"]
    assert client.get(index.url, {"town": "els Alamús"}).context["listing"].my_town is not None


@pytest.mark.parametrize("kind", ["theme", "organisation"])
def test_a_long_theme_or_body_is_cut_into_pages_and_junk_shows_one_that_exists(
    client: Any, index: Any, kind: str
) -> None:
    theme, body = ThemeFactory(), OrganisationFactory()
    pages = PracticePageFactory.create_batch(14, parent=index, theme=theme, organisation=body)
    url = f"/ca/ambits/{theme.slug}/" if kind == "theme" else f"/ca/ens/{body.slug}/"
    shown: set[str] = set()
    for page, drawn in (("1", 12), ("2", 2), ("-1", 2), ("\x00", 12), ("99", 2)):
        answer = client.get(url, {"page": page})
        assert answer.status_code == 200
        assert answer.content.count(b'class="result"') == drawn
        shown |= {one.title for one in pages if f">{one.title}<" in answer.content.decode()}
    assert len(shown) == 14
