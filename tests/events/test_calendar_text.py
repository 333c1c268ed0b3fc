"""What a calendar program reads of a stop: moments through both clock changes, marks, places, and words of any kind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from events.models import StopAttendance, StopFormat, StopState, StopTheme
from tests import factories as made
from tests.events.calendar_reading import checked, events, moment

pytestmark = pytest.mark.django_db
CA_CRAZY = "Núria; «pa, vi i col·laboració» \\ 100 % — ço, és a dir: 🚐🚐🚐 "


@pytest.fixture
def stops() -> Any:
    return made.StopIndexPageFactory(parent=made.publish_home())


def address(stop: Any) -> str:
    return f"/calendar/{stop.locale.language_code}/{stop.translation_key}.ics"


def read(client: Any, stop: Any) -> Any:
    return events(client.get(address(stop)))[f"urn:uuid:{stop.translation_key}"]


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (datetime(2026, 10, 24, 20, tzinfo=UTC), 12),  # over the night when two o’clock comes twice
        (datetime(2027, 3, 27, 20, tzinfo=UTC), 12),  # over the night when two o’clock does not come
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1),  # from the first half past two to the second
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1),  # from the second half past two on
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), 1),  # from a minute to two to a minute to four
        (datetime(2026, 10, 25, 9, tzinfo=UTC), 3),
        (datetime(2027, 3, 28, 8, tzinfo=UTC), 3),
    ],
)
def test_moments_are_exact_through_both_clock_changes(client: Any, stops: Any, start: datetime, hours: int) -> None:
    stop = made.StopPageFactory(parent=stops, start=start, end=start + timedelta(hours=hours))
    event = read(client, stop)
    assert moment(event, "DTSTART") == start
    assert moment(event, "DTEND") == start + timedelta(hours=hours)


@pytest.mark.parametrize(("month", "written"), [(7, "20260706T100000"), (12, "20261206T100000")])
def test_ten_in_the_morning_is_ten_all_the_year(client: Any, stops: Any, month: int, written: str) -> None:
    start = datetime(2026, month, 6, 8 if month == 7 else 9, tzinfo=UTC)
    text = checked(client.get(address(made.StopPageFactory(parent=stops, start=start))))
    assert f"\r\nDTSTART;TZID=Europe/Madrid:{written}\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "\r\nTZID:Europe/Madrid\r\n" in text


def test_words_of_any_kind_come_back_as_they_were(client: Any, stops: Any) -> None:
    texts = {
        "summary": CA_CRAZY * 3,
        "place_accessibility": "Rampa, ascensor;\nlavabo adaptat\x0b\x07",
        "place": "Sala; A, B",
    }
    stop = made.StopPageFactory(parent=stops, title=("Ço, «això»; " * 9)[:100], address="C/ Major, 1", **texts)
    event = read(client, stop)
    assert str(event["SUMMARY"]) == f"{stop.town}: {stop.title}".strip()
    assert (CA_CRAZY * 3).strip() in str(event["DESCRIPTION"])
    assert "Rampa, ascensor;\nlavabo adaptat\n" in str(event["DESCRIPTION"])
    assert str(event["LOCATION"]) == f"Sala; A, B, C/ Major, 1, {stop.town}"


@pytest.mark.parametrize("width", range(1, 12))
def test_no_fold_parts_a_character(client: Any, stops: Any, width: int) -> None:
    stop = made.StopPageFactory(parent=stops, summary="a" * width + "🚐é·" * 30)
    assert stop.summary in str(read(client, stop)["DESCRIPTION"])


@pytest.mark.parametrize(
    ("state", "status", "mark"),
    [
        (StopState.PROPOSED, "TENTATIVE", ""),
        (StopState.CONFIRMED, "CONFIRMED", ""),
        (StopState.HELD, "CONFIRMED", ""),
        (StopState.POSTPONED, "TENTATIVE", "Ajornada"),
        (StopState.CANCELLED, "CANCELLED", "Cancel·lada"),
    ],
)
def test_each_state_is_told_in_its_way(client: Any, stops: Any, state: str, status: str, mark: str) -> None:
    reason = "Ha nevat massa." if mark else ""
    event = read(client, made.StopPageFactory(parent=stops, state=state, state_reason=reason))
    assert str(event["STATUS"]) == status
    assert str(event["SUMMARY"]).startswith(mark)
    assert (f"{mark}: Ha nevat massa." in str(event["DESCRIPTION"])) is bool(mark)
    assert str(event["TRANSP"]) == ("TRANSPARENT" if mark else "OPAQUE")


def test_what_a_calendar_asks_for_is_there(client: Any, stops: Any) -> None:
    stop = made.StopPageFactory(
        parent=stops, latitude=42.25, longitude=1.5, registration_url="https://example.cat/x",
        registration_deadline=date(2026, 4, 11), rapporteur=made.OrganisationFactory(name="Ajuntament de Sort"),
    )  # fmt: skip
    other = made.ThemeFactory(key="dades", name="Dades, obertes", locale=stop.locale)
    StopTheme.objects.create(page=stop, theme=other, locale=stop.locale)
    event = read(client, stop)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (42.25, 1.5)
    assert str(event["URL"]) == f"http://testserver{stop.url}"
    assert [str(name) for name in event["CATEGORIES"].cats] == [stop.theme.name, "Dades, obertes"]
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"):
        assert event[name].params["LANGUAGE"] == "ca", name
    for line in (f"Amfitrió: {stop.host}", "Relator: Ajuntament de Sort", "Inscripció fins al: 11 d’abril de 2026"):
        assert line in str(event["DESCRIPTION"]).split("\n"), line


def test_an_online_stop_is_nowhere_on_the_map(client: Any, stops: Any) -> None:
    event = read(client, made.StopPageFactory(parent=stops, format=StopFormat.ONLINE, place="", municipality=None))
    assert str(event["LOCATION"]) == "En línia"
    assert "GEO" not in event


@pytest.mark.parametrize("attendance", StopAttendance.values)
def test_the_connection_is_told_when_everybody_may_come(client: Any, stops: Any, attendance: str) -> None:
    stop = made.StopPageFactory(
        parent=stops,
        format=StopFormat.HYBRID,
        connection_link="https://meet.example.cat/secreta",
        attendance=attendance,
    )
    answers = [client.get(address(stop)), client.get("/calendar/ca/stops.ics")]
    for answer in answers:
        text = answer.content.replace(b"\r\n ", b"")
        assert (b"meet.example.cat/secreta" in text) is (attendance == StopAttendance.OPEN)


def test_a_sample_says_so_first(client: Any, stops: Any) -> None:
    event = read(client, made.StopPageFactory(parent=stops, is_sample=True))
    assert str(event["SUMMARY"]).startswith("MOSTRA: ")
    assert str(event["DESCRIPTION"]).startswith("MOSTRA: ")
