"""Each facet narrows by its own value; the map shows all that is found."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from practices.models import Interview, PracticeAudience, PracticeTechnology, ReusablePart
from tests.factories import (
    AudienceFactory,
    ComarcaFactory,
    DifficultyFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    ProvinceFactory,
    TechnologyFactory,
    ThemeFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]


def _of(**body: Any) -> Add:
    return lambda parent: PracticePageFactory(parent=parent, organisation=OrganisationFactory(**body))


def _with(**fields: Any) -> Add:
    return lambda parent: PracticePageFactory(parent=parent, **fields)


def _and_row(model: Any, **row: Any) -> Add:
    def add(parent: Any) -> Any:
        page = PracticePageFactory(parent=parent)
        values = {name: value(locale=page.locale) if callable(value) else value for name, value in row.items()}
        model.objects.create(page=page, locale=page.locale, **values)
        return page

    return add


def _in_comarca(parent: Any) -> Any:
    town = MunicipalityFactory(comarca=ComarcaFactory(slug="garrotxa", name="Garrotxa"))
    return PracticePageFactory(parent=parent, organisation=OrganisationFactory(municipality=town))


def _in_province(parent: Any) -> Any:
    town = MunicipalityFactory(province=ProvinceFactory(code="17", name="Girona"))
    return PracticePageFactory(parent=parent, organisation=OrganisationFactory(municipality=town))


CASES: dict[str, tuple[str, Add]] = {
    "theme": (
        "transparency",
        lambda parent: PracticePageFactory(parent=parent, theme=ThemeFactory(key="transparency")),
    ),
    "audience": ("young", _and_row(PracticeAudience, audience=lambda locale: AudienceFactory(key="young"))),
    "kind": ("universitat", _of(kind="universitat")),
    "population": ("50001", _of(population=90_000)),
    "comarca": ("garrotxa", _in_comarca),
    "year": ("2019", _with(started=date(2019, 5, 1))),
    "province": ("17", _in_province),
    "status": ("stopped", _with(status="stopped")),
    "cost": ("free", _with(initial_cost=0, cost_year=2025)),
    "capacity": ("high", _with(capacity="high")),
    "technology": ("sensors", _and_row(PracticeTechnology, technology=lambda locale: TechnologyFactory(key="sensors"))),
    "sdg": ("11", _with(sdgs=[11])),
    "with": ("parts", _and_row(ReusablePart, title="Un full", url="https://example.cat/full")),
}


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


@pytest.mark.parametrize("facet", CASES)
def test_a_facet_finds_what_has_its_value_and_nothing_else(client: Any, index: Any, facet: str) -> None:
    value, add = CASES[facet]
    PracticePageFactory(parent=index, capacity="low", initial_cost=9_000, cost_year=2025)
    wanted = add(index)
    listing = client.get(index.url, {facet: value}).context["listing"]
    assert [page.pk for page in listing.page] == [wanted.pk]
    options = {option.value: option.count for one in listing.facets if one.name == facet for option in one.options}
    assert options[value] == 1


def test_those_with_a_video_interview_are_found(client: Any, index: Any) -> None:
    PracticePageFactory(parent=index)
    wanted = _and_row(Interview, title="Com va anar", url="https://vimeo.com/76979871")(index)
    listing = client.get(index.url, {"with": "video"}).context["listing"]
    assert [page.pk for page in listing.page] == [wanted.pk]


def test_most_difficulties_and_smallest_can_come_first(client: Any, index: Any) -> None:
    large = PracticePageFactory(parent=index, organisation=OrganisationFactory(population=90_000))
    small = PracticePageFactory(parent=index, organisation=OrganisationFactory(population=90))
    DifficultyFactory(page=large, locale=large.locale)
    for order, first in (("difficulties", large), ("small", small)):
        assert client.get(index.url, {"order": order}).context["listing"].page[0].pk == first.pk


def test_the_map_is_an_address_and_shows_all_that_is_found(client: Any, index: Any) -> None:
    """More than a page of the list; two practices of one body are one mark that leads to the body."""
    body = OrganisationFactory()
    pages = [*PracticePageFactory.create_batch(13, parent=index), PracticePageFactory(parent=index, organisation=body)]
    assert b'class="map"' not in client.get(index.url).content
    text = client.get(index.url, {"view": "map"}).content.decode()
    assert text.count('<a class="map__stop') == 14
    assert all(f'href="{page.url}"' in text for page in pages)
    again = PracticePageFactory(parent=index, organisation=body)
    text = client.get(index.url, {"view": "map"}).content.decode()
    assert text.count('<a class="map__stop') == 14
    assert f'href="{body.get_absolute_url()}"' in text
    assert again.title in text


def test_a_map_that_is_too_full_says_so(client: Any, index: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practices.listing.MOST_ON_MAP", 2)
    PracticePageFactory.create_batch(5, parent=index)
    answer = client.get(index.url, {"view": "map"})
    assert answer.context["listing"].not_on_map == 3
    assert "n’hi ha 3 més" in answer.content.decode().lower()
    assert client.get(index.url, {"view": "nope"}).context["listing"].problems
