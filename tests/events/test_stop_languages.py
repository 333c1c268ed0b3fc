"""What cannot wait for a translator: when, where and whether a stop takes place, in every language at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from caravana_site.translation.carried import carried
from events.models import StopFormat, StopPage, StopPractice, StopState
from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    StopPageFactory,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish_list(calendar: Any) -> Any:
    return translated(calendar, "es", slug="paradas")


@pytest.fixture
def stop(calendar: Any, spanish_list: Any) -> Any:
    return StopPageFactory(parent=calendar, title="Casa per casa", slug="casa")


@pytest.fixture
def spanish(stop: Any) -> Any:
    return translated(stop, "es", title="Casa por casa", slug="casa-por-casa")


def publish(page: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_each_shared_value_reaches_the_live_row_and_its_draft_when_the_source_is_published(
    stop: Any, spanish: Any
) -> None:
    spanish.title = "Un esborrany"
    spanish.save_revision()
    start = timezone.now().replace(microsecond=0) + timedelta(days=40)
    values = {
        "host": OrganisationFactory(), "rapporteur": OrganisationFactory(), "municipality": MunicipalityFactory(),
        "start": start, "end": start + timedelta(hours=5), "format": StopFormat.HYBRID,
        "place": "Una altra sala", "address": "Carrer Nou, 1", "longitude": 1.5, "latitude": 41.5, "capacity": 12,
        "registration_url": "https://x.example.cat/", "registration_deadline": timezone.localdate(),
        "attendance": "invitation", "connection_link": "https://y.example.cat/", "state": StopState.POSTPONED,
        "is_sample": True,
    }  # fmt: skip
    assert set(values) == set(carried(StopPage).fixed)
    publish(stop, **values, state_reason="Neva.")
    live = StopPage.objects.get(pk=spanish.pk)
    draft = live.get_latest_revision_as_object()
    for version in (live, draft):
        assert {name: getattr(version, name) for name in values} == values
    assert (live.title, draft.title) == ("Casa por casa", "Un esborrany"), "words are the translator’s"
    publish(draft, state_reason="Nieva.")
    assert StopPage.objects.get(pk=spanish.pk).state == StopState.POSTPONED, "publishing the draft undoes nothing"


def test_what_only_a_draft_of_the_source_says_reaches_nobody(stop: Any, spanish: Any) -> None:
    stop.state, stop.state_reason = StopState.CANCELLED, "Encara no se sap."
    stop.save_revision()
    publish(spanish, title="Casa por casa, otra vez")
    assert StopPage.objects.get(pk=spanish.pk).state == StopState.CONFIRMED


def test_a_translation_published_with_old_values_is_put_right(stop: Any, spanish: Any) -> None:
    publish(spanish, place="Sala vieja", state=StopState.CANCELLED, state_reason="No.")
    live = StopPage.objects.get(pk=spanish.pk)
    assert (live.place, live.state) == (stop.place, StopState.CONFIRMED)


def test_a_reason_not_yet_translated_is_told_in_its_language(
    client: Any, stop: Any, spanish: Any, spanish_list: Any
) -> None:
    publish(stop, state=StopState.CANCELLED, state_reason="Ha nevat molt.")
    for address in (spanish.url, spanish_list.url):
        text = client.get(address).content.decode()
        assert '<p class="reason" lang="ca">Ha nevat molt.</p>' in text
        assert "ancelada" in text
    publish(StopPage.objects.get(pk=spanish.pk), state_reason="Ha nevado mucho.")
    text = client.get(spanish.url).content.decode()
    assert '<p class="reason">Ha nevado mucho.</p>' in text
    assert "Ha nevat" not in text


def test_the_reason_of_another_state_is_not_told_of_this_one(client: Any, stop: Any, spanish: Any) -> None:
    publish(stop, state=StopState.POSTPONED, state_reason="S’ajorna per la neu.")
    publish(StopPage.objects.get(pk=spanish.pk), state_reason="Se aplaza por la nieve.")
    publish(stop, state=StopState.CANCELLED, state_reason="Es cancel·la del tot.")
    text = client.get(spanish.url).content.decode()
    assert "Se aplaza por la nieve." not in text
    assert '<p class="reason" lang="ca">Es cancel·la del tot.</p>' in text
    assert StopPage.objects.get(pk=spanish.pk).get_latest_revision_as_object().state_reason == ""


def test_a_stop_that_takes_place_again_tells_no_reason(client: Any, stop: Any) -> None:
    publish(stop, state=StopState.POSTPONED, state_reason="S’ajorna per la neu.")
    publish(stop, state=StopState.CONFIRMED)
    assert "S’ajorna" not in client.get(stop.url).content.decode()


def test_its_practices_come_along_live_and_in_the_draft(calendar: Any, stop: Any, spanish: Any) -> None:
    stories = PracticeIndexPageFactory(parent=calendar.get_parent())
    told = [PracticePageFactory(parent=stories) for _number in range(2)]
    stop.practices = [StopPractice(practice=one, sort_order=number) for number, one in enumerate(told)]
    publish(stop)
    live = StopPage.objects.get(pk=spanish.pk)
    for version in (live, live.get_latest_revision_as_object()):
        assert [row.practice.pk for row in version.practices.all()] == [one.pk for one in told]
    stop.practices = [StopPractice(practice=told[1])]
    publish(stop)
    live.get_latest_revision_as_object().save_revision().publish()
    assert [row.practice_id for row in StopPractice.objects.filter(page=spanish)] == [told[1].pk]


def test_the_search_finds_the_new_place_in_the_other_language(client: Any, stop: Any, spanish: Any) -> None:
    publish(stop, place="Sala Rovellons")
    assert spanish.url in client.get("/es/buscar/", {"q": "rovellons"}).content.decode()
