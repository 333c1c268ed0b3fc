"""A body's document is there while it has something to read in that language, and tells all of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from caravana_site.api.documents.organisations import KIND, OrganisationDocument
from caravana_site.api.models import Document
from caravana_site.api.projection.projector import build, project_all
from practices.models import Organisation, OrganisationTheme, PracticeCollaborator, PracticePage
from practices.organisation_sections import publishing
from tests import factories as made
from tests.contract.golden import assert_golden

from .catalogue import (
    KEY,
    body,
    in_spanish,
    picture,
    practice,
    publish,
    replicated,
    restrict,
    row,
    site,
    town_hall,
    values,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def index() -> Any:
    return site()


@pytest.fixture
def stops(index: Any) -> Any:
    return made.StopIndexPageFactory(parent=index.get_parent())


def small(index: Any, **fields: Any) -> Any:
    return publish(made.PracticePageFactory(parent=index, live=False, **fields))


def stop(stops: Any, **fields: Any) -> Any:
    return publish(made.StopPageFactory(parent=stops, live=False, start=datetime(2026, 9, 1, 8, tzinfo=UTC), **fields))


def there() -> set[tuple[Any, str]]:
    project_all()
    return set(Document.objects.public().of("organisation").values_list("uuid", "language"))


def test_a_whole_body_is_the_document_that_readers_rely_on(index: Any, stops: Any) -> None:
    hall = town_hall()
    for role, key in (("offers", "proximity"), ("seeks", "data")):
        OrganisationTheme.objects.create(organisation=hall, theme=made.ThemeFactory(key=key), role=role)
    Organisation.objects.filter(pk=hall.pk).update(
        population_year=2025, population_source="Idescat", ens_code="2510050007", dir3="L01251006",
        website="https://gosol.example", logo=picture("escut"), changed=datetime(2026, 4, 1, tzinfo=UTC),
    )  # fmt: skip
    page = publish(practice(index))
    in_spanish(page)
    fixed = [UUID(f"6666666{number}-6666-4666-8666-666666666666") for number in range(2)]
    stop(stops, title="Oficina a la plaça", slug="oficina", host=hall, translation_key=fixed[0])
    other = small(index, title="El taulell", slug="el-taulell", translation_key=fixed[1])
    replicated(other, organisation=hall, state="under-way", result="Hi ve gent.")
    for language in ("ca", "es"):
        told = body("organisation", hall.uuid, language)
        OrganisationDocument.model_validate(told)
        assert_golden("organisation", told)


def test_lists_find_it_by_what_it_is(index: Any) -> None:
    hall = town_hall()
    OrganisationTheme.objects.create(organisation=hall, theme=made.ThemeFactory(key="data"), role="offers")
    small(index, organisation=hall)
    found = row("organisation", hall.uuid)
    wanted = {
        "kind": ["ajuntament"], "comarca": ["bergueda"], "province": ["08"], "municipality": ["25100"],
        "population": [218], "population_band": ["1-500"], "theme": ["data"], "name": ["Ajuntament de Gósol"],
        "updated": [found.updated],
    }  # fmt: skip
    assert {name: values(found, name) for name in KIND.filters} == wanted
    assert (found.latitude, found.longitude, found.path) == (42.23, 1.66, "/ca/ens/ajuntament-de-gosol/")


def test_it_is_there_as_its_page_is(index: Any, stops: Any) -> None:
    """The same rule as for the public list of bodies, asked of each of them."""
    told, helped, hosted, reported, made_it, silent, draft = (
        made.OrganisationFactory(name=f"Ens {letter}", slug=letter) for letter in "abcdefg"
    )
    page = small(index, organisation=told)
    PracticeCollaborator.objects.create(page=page, organisation=helped)
    publish(page)
    stop(stops, host=hosted, rapporteur=reported)
    replicated(page, organisation=made_it)
    made.PracticePageFactory(parent=index, organisation=draft, live=False)
    expected = {
        (one, locale.language_code)
        for locale in Locale.objects.all()
        for one in publishing(locale).values_list("uuid", flat=True)
    }
    assert there() == expected
    assert {uuid for uuid, _language in expected} == {one.uuid for one in (told, helped, hosted, reported, made_it)}
    assert set(KIND.identities()) == {uuid for uuid, _language in expected}
    assert silent.uuid not in KIND.identities()
    assert body("organisation", made_it.uuid, "es")["replications"][0]["practice"]["locale"] == "ca"


def test_it_comes_with_the_first_thing_and_goes_with_the_last(index: Any, stops: Any) -> None:
    hall = town_hall()
    assert there() == set()
    page = small(index, organisation=hall)
    shown = stop(stops, host=hall)
    told = body("organisation", hall.uuid)
    assert [one["url"] for one in told["practices"]] == [f"http://testserver{page.url}"]
    assert [(one["part"], one["start"]) for one in told["stops"]] == [("host", "2026-09-01T08:00:00Z")]
    page.unpublish()
    assert body("organisation", hall.uuid)["practices"] == []
    shown.unpublish()
    assert withdrawn("organisation", hall.uuid) == "unpublished"
    publish(page)
    assert body("organisation", hall.uuid)["practices"]
    page.delete()
    assert withdrawn("organisation", hall.uuid) == "unpublished"
    shown.delete()
    hall.delete()
    assert there() == set()


def test_what_is_restricted_and_open_again_takes_it_along(index: Any) -> None:
    hall = town_hall()
    small(index, organisation=hall)
    assert there() == {(hall.uuid, "ca")}
    limit = restrict(index)
    assert withdrawn("organisation", hall.uuid) == "unpublished"
    limit.delete()
    assert there() == {(hall.uuid, "ca")}


def test_a_practice_that_goes_to_another_body_leaves_the_first(index: Any) -> None:
    first, second = town_hall(), made.OrganisationFactory()
    page = small(index, organisation=first)
    assert there() == {(first.uuid, "ca")}
    publish(page, organisation=second)
    assert there() == {(second.uuid, "ca")}


def test_a_replication_that_is_another_bodys_leaves_the_first(index: Any) -> None:
    first, second = town_hall(), made.OrganisationFactory()
    told = replicated(small(index), organisation=first)
    assert body("organisation", first.uuid)["replications"]
    told.organisation = second
    told.save()
    assert withdrawn("organisation", first.uuid) == "unpublished"
    assert body("organisation", second.uuid)["replications"]
    told.delete()
    assert withdrawn("organisation", second.uuid) == "unpublished"


def test_what_it_shows_of_others_is_followed(index: Any) -> None:
    hall = town_hall()
    page = small(index, organisation=hall, title="El taulell")
    theme = made.ThemeFactory(key="data")
    assert "El taulell" in row("organisation", hall.uuid).body
    publish(page, title="La finestreta")
    assert "La finestreta" in row("organisation", hall.uuid).body
    OrganisationTheme.objects.create(organisation=hall, theme=theme, role="offers")
    assert body("organisation", hall.uuid)["themes_offered"] == [{"key": "data", "name": "Àmbit data"}]
    theme.name = "Dades"
    theme.save()
    assert body("organisation", hall.uuid)["themes_offered"] == [{"key": "data", "name": "Dades"}]
    hall.name = "Vila de Gósol"
    hall.save()
    assert body("organisation", hall.uuid)["title"] == "Vila de Gósol"


def test_a_body_with_samples_alone_is_one(index: Any) -> None:
    hall = town_hall()
    small(index, organisation=hall, is_sample=True)
    assert body("organisation", hall.uuid)["is_sample"] is True
    small(index, organisation=hall)
    assert body("organisation", hall.uuid)["is_sample"] is False


def test_more_bodies_and_more_of_each_cost_no_more_queries(index: Any, stops: Any) -> None:
    def added(number: int) -> int:
        for _number in range(number):
            hall = made.OrganisationFactory(logo=made.ImageFactory())
            OrganisationTheme.objects.create(organisation=hall, theme=made.ThemeFactory(), role="offers")
            for _time in range(number):
                replicated(small(index, organisation=hall), organisation=hall)
                stop(stops, host=hall)
        project_all()
        uuids = list(Organisation.objects.values_list("uuid", flat=True))
        with CaptureQueriesContext(connection) as spent:
            found = build(KIND, KIND.public(uuids))
        assert len(found) >= 2 * number
        return len(spent)

    assert added(2) == added(3) <= 30


def test_a_body_that_leads_and_helps_is_told_once(index: Any) -> None:
    hall = town_hall()
    page = small(index, organisation=hall, translation_key=KEY)
    PracticeCollaborator.objects.create(page=page, organisation=hall)
    publish(PracticePage.objects.get(pk=page.pk))
    assert [(one["uuid"], one["part"]) for one in body("organisation", hall.uuid)["practices"]] == [
        (str(KEY), "leader")
    ]
