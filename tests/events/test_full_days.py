"""Days with more stops than a cell of the month holds: the cell leads to the agenda of the day."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.factories import StopPageFactory, ThemeFactory, translated

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 10, 9, tzinfo=UTC)
COMING, OVER = NOW + timedelta(days=4), NOW - timedelta(days=4)


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def stops_at(calendar: Any, start: datetime, number: int, **fields: Any) -> list[Any]:
    starts = (start + timedelta(minutes=minute) for minute in range(number))
    return [
        StopPageFactory(parent=calendar, start=begins, end=begins + timedelta(hours=2), **fields) for begins in starts
    ]


def cell(text: str, day: int) -> str:
    """Of this month: its days are not marked as another's."""
    for found in re.findall(r'<td class="([^"]*)"[^>]*>(.*?)</td>', text, re.DOTALL):
        if "out" not in found[0] and f'<span class="num">{day}<' in found[1]:
            return str(found[1])
    raise AssertionError(f"No cell of day {day}")


def links(cell_text: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"', cell_text)


def pks(stops: Any) -> list[int]:
    return [stop.pk for stop in stops]


def test_a_cell_shows_three_and_leads_to_all_of_the_day(client: Any, calendar: Any) -> None:
    theme = ThemeFactory(key="dades-obertes")
    there = stops_at(calendar, COMING, 5, theme=theme)
    stops_at(calendar, COMING, 1)
    elsewhere = stops_at(calendar, COMING + timedelta(days=1), 1, theme=theme)
    text = client.get(calendar.url, {"theme": "dades-obertes"}).content.decode()
    drawn = cell(text, 14)
    assert links(drawn) == [*(stop.url for stop in there[:3]), "?theme=dades-obertes&amp;dia=2026-11-14#agenda"]
    assert "2 més" in drawn
    assert links(cell(text, 15)) == [elsewhere[0].url], "one stop needs no other way"
    day = client.get(calendar.url, {"theme": "dades-obertes", "dia": "2026-11-14"})
    seen, text = day.context["calendar"], day.content.decode()
    assert pks(seen.upcoming) == pks(there)
    assert pks(seen.itinerary) == pks(there), "the map shows what the agenda does"
    assert links(cell(text, 15)) == [elsewhere[0].url], "the month is not narrowed by one of its days"
    assert 'aria-current="true"' in text
    assert re.search(r'<a class="chip" href="\?theme=dades-obertes">.*?14 de novembre de 2026', text, re.DOTALL)


def test_a_day_that_is_over_leads_to_the_stops_made_in_either_language(client: Any, calendar: Any) -> None:
    spanish = translated(calendar, "es", slug="paradas")
    there = [translated(stop, "es") for stop in stops_at(calendar, OVER, 4)]
    text = client.get(spanish.url).content.decode()
    assert links(cell(text, 6))[-1] == "?dia=2026-11-06#made"
    assert "1 más" in cell(text, 6)
    seen = client.get(spanish.url, {"dia": "2026-11-06"}).context["calendar"]
    assert pks(seen.past) == pks(reversed(there))
    assert not seen.upcoming.object_list


def test_a_day_of_another_month_keeps_its_month_and_pages_keep_the_day(client: Any, calendar: Any) -> None:
    stops_at(calendar, datetime(2027, 1, 14, 9, tzinfo=UTC), 14)
    text = client.get(calendar.url, {"mes": "2027-01"}).content.decode()
    assert links(cell(text, 14))[-1] == "?mes=2027-01&amp;dia=2027-01-14#agenda"
    answer = client.get(calendar.url, {"mes": "2027-01", "dia": "2027-01-14"})
    assert len(answer.context["calendar"].upcoming) == 12
    assert 'href="?mes=2027-01&amp;dia=2027-01-14&amp;coming=2#agenda"' in answer.content.decode()


def test_a_day_without_stops_says_so(client: Any, calendar: Any) -> None:
    stops_at(calendar, COMING, 1)
    text = client.get(calendar.url, {"dia": "2026-11-20"}).content.decode()
    assert "Cap parada prevista no encaixa" in text
    assert "Cap parada feta no encaixa" in text
