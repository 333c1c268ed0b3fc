"""Days and hours: Madrid through both clock changes, stops of several days, and those that end by themselves."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from events.models import StopFormat, StopState
from tests.api.published import projected
from tests.factories import StopPageFactory, translated

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")


def in_madrid(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID, fold=fold)


def stop_of(calendar: Any, start: datetime, end: datetime, **fields: Any) -> Any:
    # In UTC, as the database gives it: two times of one zone are subtracted without its clock changes.
    return StopPageFactory(parent=calendar, start=start.astimezone(UTC), end=end.astimezone(UTC), **fields)


def days_shown(client: Any, calendar: Any, month: str, stop: Any) -> list[date]:
    weeks = client.get(calendar.url, {"mes": month}).context["calendar"].weeks
    return [day.date for week in weeks for day in week if stop.pk in {shown.pk for shown in day.stops}]


def data_of(client: Any, stop: Any) -> dict[str, Any]:
    projected("stop", stop)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(stop.url).content.decode())
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-10-25T00:30", "2026-10-25T23:30", ["2026-10-25"]),  # a day of 25 hours
        ("2027-03-28T00:30", "2027-03-28T23:30", ["2027-03-28"]),  # a day of 23 hours
        ("2026-10-24T10:00", "2026-10-26T13:00", ["2026-10-24", "2026-10-25", "2026-10-26"]),
        ("2027-03-27T10:00", "2027-03-29T13:00", ["2027-03-27", "2027-03-28", "2027-03-29"]),
        ("2026-11-10T22:00", "2026-11-11T01:00", ["2026-11-10", "2026-11-11"]),
        ("2026-11-10T20:00", "2026-11-11T00:00", ["2026-11-10"]),  # ends as the next day begins
        ("2027-03-27T22:00", "2027-03-28T00:00", ["2027-03-27"]),
    ],
)
def test_a_stop_stands_on_each_of_its_days_and_on_no_other(
    client: Any, calendar: Any, start: str, end: str, days: list[str]
) -> None:
    stop = stop_of(calendar, in_madrid(start), in_madrid(end))
    assert days_shown(client, calendar, start[:7], stop) == [date.fromisoformat(day) for day in days]


def test_a_stop_that_began_a_month_before_stands_in_the_next(client: Any, calendar: Any) -> None:
    stop = stop_of(calendar, in_madrid("2026-11-29T09:00"), in_madrid("2027-01-05T12:00"))
    assert len(days_shown(client, calendar, "2026-12", stop)) == 5 * 7, "the whole table, neighbours included"


def test_the_hour_that_comes_twice_is_two_hours(client: Any, calendar: Any) -> None:
    # From 02:30 in summer time to 02:15 in winter time there are 45 minutes, though the clock goes back.
    stop = stop_of(calendar, in_madrid("2026-10-25T02:30"), in_madrid("2026-10-25T02:15", fold=1))
    assert stop.end - stop.start == timedelta(minutes=45)
    data = data_of(client, stop)
    assert (data["startDate"], data["endDate"]) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:15:00+01:00")
    with time_machine.travel(in_madrid("2026-10-25T02:10", fold=1), tick=False):
        assert not stop.has_passed
        assert stop.days == [date(2026, 10, 25)]
    with time_machine.travel(in_madrid("2026-10-25T02:20", fold=1), tick=False):
        assert stop.has_passed


def test_hours_keep_to_the_clock_on_both_sides_of_each_change(client: Any, calendar: Any) -> None:
    for day, offset in (("10-24", "+02:00"), ("10-25", "+01:00"), ("10-26", "+01:00")):
        stop = stop_of(calendar, in_madrid(f"2026-{day}T10:00"), in_madrid(f"2026-{day}T12:00"))
        text = client.get(stop.url).content.decode()
        assert "De 10:00 a 12:00" in text
        assert f'datetime="2026-{day}T10:00:00{offset}"' in text
    stop = stop_of(calendar, in_madrid("2027-03-28T10:00"), in_madrid("2027-03-28T12:00"))
    assert 'datetime="2027-03-28T10:00:00+02:00"' in client.get(stop.url).content.decode()


def test_dates_are_in_the_language_of_the_reader_and_say_the_last_of_several_days(client: Any, calendar: Any) -> None:
    translated(calendar, "es", slug="paradas")
    with time_machine.travel(in_madrid("2026-10-01T10:00"), tick=False):
        stop = stop_of(calendar, in_madrid("2026-10-24T10:00"), in_madrid("2026-10-26T13:00"), slug="llarga")
        spanish = translated(stop, "es", slug="larga")
        assert "ds 24 octubre" in client.get(stop.url).content.decode()
        assert "De les 10:00 fins al dl 26 octubre a les 13:00" in client.get(stop.url).content.decode()
        assert "sáb 24 octubre" in client.get(spanish.url).content.decode()
        assert "De las 10:00 hasta el lun 26 octubre a las 13:00" in client.get(spanish.url).content.decode()
        agenda = client.get(calendar.url).content.decode()
        assert ">Dissabte, 10:00</time>–<time" in agenda
        assert ">dl 26 octubre, 13:00</time>" in agenda
        assert ">sábado, 10:00</time>" in client.get(spanish.get_parent().url).content.decode()


def test_a_confirmed_stop_is_past_by_itself_once_its_end_has_gone(client: Any, calendar: Any) -> None:
    """In the list, on its page, in the calendar, on the map and in what machines read, a minute before and after."""
    end = in_madrid("2027-03-28T13:00")
    stop = stop_of(calendar, in_madrid("2027-03-28T10:00"), end, format=StopFormat.HYBRID, state=StopState.CONFIRMED)

    def shown() -> tuple[Any, ...]:
        answer = client.get(calendar.url)
        text, seen = answer.content.decode(), answer.context["calendar"]
        page = client.get(stop.url).content.decode()
        return (
            [one.pk for one in seen.upcoming],
            [one.pk for one in seen.past],
            'class="map__stop"' in text,
            'class="map__stop map__stop--todo"' in text,
            "Pròxima parada" in text,
            ">Celebrada<" in page,
            ">Confirmada<" in page,
        )

    with time_machine.travel(end - timedelta(minutes=1), tick=False):
        assert shown() == ([stop.pk], [], False, True, True, False, True)
    with time_machine.travel(end, tick=False):
        assert shown() == ([], [stop.pk], True, False, False, True, False)
        kept = client.get(calendar.url, {"state": "held"}).context["calendar"].past
        assert [one.pk for one in kept] == [stop.pk]
        assert not client.get(calendar.url, {"state": "confirmed"}).context["calendar"].past.object_list
        data = data_of(client, stop)
        assert data["endDate"] == "2027-03-28T13:00:00+02:00"
        assert data["eventStatus"] == "https://schema.org/EventScheduled"
        assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    stop.refresh_from_db()
    assert stop.state == StopState.CONFIRMED, "only an editor stores that it was held"


@pytest.mark.parametrize(
    ("state", "status"), [(StopState.POSTPONED, "EventPostponed"), (StopState.CANCELLED, "EventCancelled")]
)
def test_machines_read_that_it_does_not_take_place(client: Any, calendar: Any, state: str, status: str) -> None:
    stop = StopPageFactory(
        parent=calendar, state=state, state_reason="Ha nevat.", title="</script><b>", connection_link="https://x.cat/"
    )
    data = data_of(client, stop)
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data["name"].endswith("</script><b>"), "kept whole, and harmless in the page"
    assert [place["@type"] for place in data["location"]] == ["Place"], "nobody is sent to a call that there is not"


def test_an_invented_stop_is_not_told_to_machines(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, is_sample=True)
    assert "application/ld+json" not in client.get(stop.url).content.decode()
