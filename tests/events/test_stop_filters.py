"""What narrows the stops: each filter, all together with the month, chips that drop them, pages, and the map."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.models import StopFormat, StopState, StopTheme
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


def days_ago(number: int) -> dict[str, Any]:
    start = timezone.now() - timedelta(days=number)
    return {"start": start, "end": start + timedelta(hours=2)}


@pytest.fixture
def stops(calendar: Any) -> dict[str, Any]:
    """One of each kind, by what only it is."""
    theme, other = ThemeFactory(key="dades-obertes"), ThemeFactory(key="transparencia")
    aran = MunicipalityFactory(
        comarca=ComarcaFactory(slug="aran", name="Aran"), province=ProvinceFactory(code="25", name="Lleida")
    )
    found = {
        "plain": StopPageFactory(parent=calendar, theme=other),
        "about": StopPageFactory(parent=calendar, theme=theme),
        "also about": StopPageFactory(parent=calendar, theme=other),
        "online": StopPageFactory(parent=calendar, theme=other, format=StopFormat.ONLINE),
        "there": StopPageFactory(parent=calendar, theme=other, municipality=aran),
        "of a host there": StopPageFactory(
            parent=calendar, theme=other, municipality=None,
            host=OrganisationFactory(municipality=aran, comarca=aran.comarca, province=aran.province),
        ),
        "cancelled": StopPageFactory(
            parent=calendar, theme=other, state=StopState.CANCELLED, state_reason="Ha nevat molt."
        ),
        "over": StopPageFactory(parent=calendar, theme=other, **days_ago(3)),
        "held": StopPageFactory(parent=calendar, theme=other, state=StopState.HELD, **days_ago(4)),
    }  # fmt: skip
    StopTheme.objects.create(page=found["also about"], theme=theme, locale=theme.locale)
    return found


def listed(client: Any, calendar: Any, stops: dict[str, Any], query: str) -> set[str]:
    """The names of those in the agenda."""
    seen = client.get(f"{calendar.url}?{query}").context["calendar"]
    pks = {stop.pk for stop in (*seen.upcoming, *seen.past)}
    return {name for name, stop in stops.items() if stop.pk in pks}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("theme=dades-obertes", {"about", "also about"}),
        ("format=online", {"online"}),
        ("comarca=aran", {"there", "of a host there"}),
        ("province=25", {"there", "of a host there"}),
        ("state=cancelled", {"cancelled"}),
        ("state=held", {"over", "held"}),
        ("state=confirmed", {"plain", "about", "also about", "online", "there", "of a host there"}),
        ("state=postponed", set()),
        ("comarca=aran&theme=dades-obertes", set()),
        ("comarca=aran&province=25&format=in_person&theme=transparencia", {"there", "of a host there"}),
        ("theme=pirates&format=online", {"online"}),
    ],
)
def test_each_filter_narrows_and_they_combine(
    client: Any, calendar: Any, stops: dict[str, Any], query: str, names: set[str]
) -> None:
    assert listed(client, calendar, stops, query) == names


def test_the_month_is_narrowed_too_and_keeps_its_filters(client: Any, calendar: Any, stops: dict[str, Any]) -> None:
    month = f"{timezone.localtime(stops['about'].start):%Y-%m}"
    answer = client.get(calendar.url, {"mes": month, "theme": "dades-obertes"})
    seen = answer.context["calendar"]
    inside = {stop.pk for week in seen.weeks for day in week for stop in day.stops}
    assert inside == {stops["about"].pk, stops["also about"].pk}
    text = answer.content.decode()
    assert f'href="?theme=dades-obertes&amp;mes={seen.next:%Y-%m}"' in text
    if seen.month != seen.this_month:
        assert f'<input type="hidden" name="mes" value="{month}">' in text
        assert 'href="?theme=dades-obertes"' in text, "the way back to this month keeps the filter"


def test_a_chip_drops_its_filter_alone_and_goes_back_to_the_first_pages(
    client: Any, calendar: Any, stops: dict[str, Any]
) -> None:
    text = client.get(f"{calendar.url}?theme=dades-obertes&format=in_person&coming=2&page=3").content.decode()
    chips = re.findall(r'<a class="chip" href="([^"]*)"', text)
    assert chips == ["?format=in_person", "?theme=dades-obertes"]
    assert 'class="chip"' not in client.get(calendar.url).content.decode()


def test_only_places_with_stops_are_offered_and_any_that_exists_is_taken(
    client: Any, calendar: Any, stops: dict[str, Any]
) -> None:
    ComarcaFactory(slug="priorat", name="Priorat")
    text = client.get(calendar.url).content.decode()
    assert '<option value="aran">Aran</option>' in text
    assert '<option value="priorat"' not in text
    chosen = client.get(calendar.url, {"comarca": "priorat"}).content.decode()
    assert '<option value="priorat" selected>Priorat</option>' in chosen
    assert "Cap parada prevista no encaixa" in chosen
    assert "deixat de banda" not in chosen


def test_the_state_is_marked_in_the_calendar_and_the_agenda_with_its_reason(
    client: Any, calendar: Any, stops: dict[str, Any]
) -> None:
    month = f"{timezone.localtime(stops['cancelled'].start):%Y-%m}"
    text = client.get(calendar.url, {"state": "cancelled", "mes": month}).content.decode()
    assert 'class="todo off"' in text
    assert "Ha nevat molt." in text
    cell = text[text.index('<table class="cal">') : text.index("</table>")]
    assert re.search(r'class="off"><b>[^<]+</b><small>Cancel·lada</small>', cell)


def test_filtered_stops_are_not_joined_since_there_are_others_between(
    client: Any, calendar: Any, stops: dict[str, Any]
) -> None:
    everything = client.get(calendar.url).content.decode()
    assert 'class="map__todo"' in everything
    narrowed = client.get(calendar.url, {"format": "in_person"}).content.decode()
    assert 'class="map__todo"' not in narrowed
    assert 'class="map__road"' not in narrowed
    assert 'class="map__stop' in narrowed


def test_the_map_has_links_a_way_past_them_and_ten_names_at_most(client: Any, calendar: Any) -> None:
    for number in range(30):
        StopPageFactory(parent=calendar, **days_ago(number + 1))
        StopPageFactory(parent=calendar, start=timezone.now() + timedelta(days=number + 1))
    text = client.get(calendar.url).content.decode()
    picture = text[text.index('class="skip skip--inline" href="#map-end"') :]
    assert 'id="map-end" tabindex="-1"' in picture
    assert picture.count('<a class="map__stop') > 20
    assert 1 <= picture.count('class="map__label map__label--wide"') <= 10
    assert picture.count('class="map__label map__label--phone"') <= 5


def test_the_agenda_comes_in_pages_that_do_not_move_each_other(client: Any, calendar: Any) -> None:
    for number in range(14):
        StopPageFactory(parent=calendar, **days_ago(number + 1))
        StopPageFactory(parent=calendar, start=timezone.now() + timedelta(days=number + 1))
    answer = client.get(calendar.url, {"coming": "2", "state": "confirmed"})
    assert len(answer.context["calendar"].upcoming) == 2
    assert 'href="?coming=1&amp;state=confirmed#agenda"' in answer.content.decode()
    answer = client.get(calendar.url, {"page": "2", "coming": "2"})
    assert (len(answer.context["calendar"].upcoming), len(answer.context["calendar"].past)) == (2, 2)
    assert "Pròxima parada" not in answer.content.decode(), "it stands on the first page"


def test_the_list_says_how_many_more_there_are_in_the_other_language(client: Any, calendar: Any) -> None:
    spanish = translated(calendar, "es", slug="paradas")
    both = StopPageFactory(parent=calendar)
    StopPageFactory.create_batch(2, parent=calendar)
    translated(both, "es")
    assert "Hay 2 paradas más en otra lengua" in client.get(spanish.url).content.decode()
    assert "en una altra llengua" not in client.get(calendar.url).content.decode()
    StopPageFactory(parent=spanish, theme=ThemeFactory(locale=spanish.locale))
    assert "Hi ha 1 parada més en una altra llengua" in client.get(calendar.url).content.decode()


def test_a_cancelled_stop_is_marked_on_the_page_of_its_host_and_in_search(
    client: Any, calendar: Any, stops: dict[str, Any]
) -> None:
    marked = '<span class="tag">cancel·lada</span>'
    assert marked in client.get(stops["cancelled"].host.get_absolute_url()).content.decode()
    assert marked not in client.get(stops["plain"].host.get_absolute_url()).content.decode()
    assert marked in client.get("/ca/cerca/", {"q": stops["cancelled"].title}).content.decode()
