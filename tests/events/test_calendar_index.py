"""What the calendar keeps in memory: the same as the rows say, and anew as soon as something has changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from events.calendar_index import index_of
from events.models import StopPage, StopState
from tests.factories import (
    ComarcaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvinceFactory,
    StopPageFactory,
    ThemeFactory,
    translated,
)

pytestmark = pytest.mark.django_db


def pks(stops: Any) -> list[int]:
    return [stop.pk for stop in stops]


def agenda(client: Any, page: Any, query: str = "") -> list[int]:
    return pks(client.get(f"{page.url}?{query}").context["calendar"].upcoming)


def publish(stop: Any, **values: Any) -> None:
    """As an editor does."""
    draft = stop.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


@pytest.fixture
def spanish(calendar: Any) -> Any:
    return translated(calendar, "es", slug="paradas")


def test_it_says_of_places_what_the_rows_say(calendar: Any) -> None:
    town, comarca, province = MunicipalityFactory(name="Alamús, els"), ComarcaFactory(), ProvinceFactory()
    nowhere = {"municipality": None, "comarca": None, "province": None}
    hosts = [
        OrganisationFactory(municipality=town),
        OrganisationFactory(**nowhere | {"comarca": comarca}),
        OrganisationFactory(**nowhere | {"province": province}),
        OrganisationFactory(**nowhere),
    ]
    StopPageFactory(parent=calendar, municipality=town)
    for host in hosts:
        StopPageFactory(parent=calendar, municipality=None, host=host)
    entries = index_of(StopPage.objects.live(), Locale.objects.get(language_code="ca")).entries
    for entry in entries:
        stop = StopPage.objects.get(pk=entry.pk)
        place = stop.municipality or stop.host
        assert (entry.where.town, entry.where.map_point) == (stop.town, stop.map_point)
        assert (entry.where.comarca, entry.where.province) == (place.comarca_id, place.province_id)
        assert entry.shown(stop.theme, calendar.url).url == stop.url
    assert len({entry.where.town for entry in entries}) == 4


def test_what_is_published_or_withdrawn_is_seen_at_once_in_both_languages(
    client: Any, calendar: Any, spanish: Any
) -> None:
    first, second = (StopPageFactory(parent=calendar, start=timezone.now() + timedelta(days=days)) for days in (5, 10))
    other = {stop.pk: translated(stop, "es") for stop in (first, second)}
    assert agenda(client, calendar) == pks([first, second])
    assert agenda(client, spanish) == pks([other[first.pk], other[second.pk]])
    start = timezone.now() + timedelta(days=20)
    publish(first, start=start, end=start + timedelta(hours=2))
    assert agenda(client, calendar) == pks([second, first])
    assert agenda(client, spanish) == pks([other[second.pk], other[first.pk]])
    publish(second, state=StopState.CANCELLED, state_reason="Ha nevat.")
    for page in (calendar, spanish):
        assert len(agenda(client, page, "state=cancelled")) == 1
        assert len(agenda(client, page, "state=confirmed")) == 1
    second.unpublish()
    assert agenda(client, calendar) == [first.pk]
    first.delete()
    assert agenda(client, calendar) == []


def test_what_not_everybody_may_read_is_left_out_at_once(client: Any, calendar: Any) -> None:
    kept, hidden = StopPageFactory.create_batch(2, parent=calendar)
    assert set(agenda(client, calendar)) == {kept.pk, hidden.pk}
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert agenda(client, calendar) == [kept.pk]


def test_a_host_that_moves_takes_its_stops_along(client: Any, calendar: Any) -> None:
    host = OrganisationFactory()
    stop = StopPageFactory(parent=calendar, municipality=None, host=host)
    assert agenda(client, calendar) == [stop.pk]
    host.municipality = MunicipalityFactory(comarca=ComarcaFactory(slug="aran", name="Aran"))
    host.save()
    assert agenda(client, calendar, "comarca=aran") == [stop.pk]


def test_a_theme_that_changes_its_key_keeps_its_stops(client: Any, calendar: Any) -> None:
    theme = ThemeFactory(key="abans")
    stop = StopPageFactory(parent=calendar, theme=theme)
    StopPageFactory(parent=calendar, theme=ThemeFactory(key="altre"))
    assert agenda(client, calendar, "theme=abans") == [stop.pk]
    theme.key = "ara"
    theme.save()
    assert agenda(client, calendar, "theme=ara") == [stop.pk]
