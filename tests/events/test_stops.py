"""The calendar: months across clock changes, stops that end by themselves, junk, a flat cost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import StopPage, StopState
from events.stop_filters import NARROWS
from tests.factories import (
    KitIndexPageFactory,
    KitResourcePageFactory,
    StopIndexPageFactory,
    StopPageFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db
JUNK = (
    "\x00",
    "0000-00",
    "2026-13",
    "99999-01",
    "0-1",
    "a" * 10_000,
    "-1",
    "<script>alert(7)</script>",
    "2026",
    "٢٠٢٦-٠١",
)

TOLD = {
    "dia": "Aquest dia no existeix",
    "theme": "Aquest àmbit no existeix",
    "format": "Aquest format no existeix",
    "comarca": "No hi ha cap comarca així",
    "province": "Aquesta província no existeix",
    "state": "Aquest estat no existeix",
}


@pytest.fixture
def calendar() -> Any:
    return StopIndexPageFactory(parent=publish_home())


@pytest.mark.parametrize("parameter", ["mes", "dia", "page", "coming", *NARROWS])
def test_junk_is_a_200_without_an_echo(client: Any, calendar: Any, parameter: str) -> None:
    """One calendar for all junk: nothing of it is written."""
    StopPageFactory(parent=calendar)
    faults = [f"{junk[:40]!r} {fault}" for junk in JUNK for fault in faults_of(client, calendar.url, parameter, junk)]
    assert not faults, "\n".join(faults)


def faults_of(client: Any, url: str, parameter: str, junk: str) -> Iterator[str]:
    answer = client.get(url, {parameter: junk})
    text = answer.content.decode()
    if answer.status_code != 200:
        yield f"is a {answer.status_code}"
    if "<script>alert(7)" in text or "a" * 28 in text:
        yield "is echoed"
    if parameter == "mes" and junk != "\x00" and "Aquest mes no existeix" not in text:
        yield "is a month"
    if parameter in TOLD and junk != "\x00" and f"{TOLD[parameter]} i s’ha deixat de banda" not in text:
        yield "is left aside without a word"


@pytest.mark.parametrize(
    ("month", "days"),
    [("2026-03", 31), ("2026-10", 31), ("2024-02", 29), ("2026-02", 28)],
    ids=["spring", "autumn", "leap", "short"],
)
def test_a_month_has_all_its_days_once_through_both_clock_changes(
    client: Any, calendar: Any, month: str, days: int
) -> None:
    weeks = client.get(calendar.url, {"mes": month}).context["calendar"].weeks
    inside = [day.date for week in weeks for day in week if day.in_month]
    assert inside == [date.fromisoformat(f"{month}-01") + timedelta(days=number) for number in range(days)]
    assert all(len(week) == 7 for week in weeks)


def test_a_stop_late_in_the_evening_stands_on_its_day_in_madrid(client: Any, calendar: Any) -> None:
    # 23:30 in Madrid on 30 June is still 30 June, though at night in winter UTC it would be the same day too.
    start = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 00:30 on 1 July in Madrid
    stop = StopPageFactory(parent=calendar, start=start, end=start + timedelta(hours=1))
    weeks = client.get(calendar.url, {"mes": "2026-07"}).context["calendar"].weeks
    days = [day.date for week in weeks for day in week if stop.pk in {shown.pk for shown in day.stops}]
    assert days == [date(2026, 7, 1)]


def test_upcoming_and_past_part_the_stops(calendar: Any) -> None:
    now = timezone.now()
    coming = StopPageFactory(parent=calendar)
    over = StopPageFactory(parent=calendar, start=now - timedelta(days=3), end=now - timedelta(days=3, hours=-2))
    assert set(StopPage.objects.upcoming(now)) == {coming}
    assert set(StopPage.objects.past(now)) == {over}
    assert set(StopPage.objects.past(coming.end)) == {coming, over}, "what ends at a moment is over then"


def test_a_confirmed_stop_shows_as_held_once_its_end_has_passed(client: Any, calendar: Any) -> None:
    start = datetime(2026, 5, 4, 8, tzinfo=UTC)
    stop = StopPageFactory(parent=calendar, start=start, end=start + timedelta(hours=3), state=StopState.CONFIRMED)
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        assert stop.shown_state(timezone.now()) is StopState.CONFIRMED
    with time_machine.travel(start + timedelta(hours=4), tick=False):
        assert "Celebrada" in client.get(stop.url).content.decode()
    stop.refresh_from_db()
    assert stop.state == StopState.CONFIRMED, "only an editor stores that it was held"


def test_cancelling_needs_a_reason_and_stays_readable(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, state=StopState.CANCELLED, state_reason="Ha nevat massa.")
    assert "Ha nevat massa." in client.get(stop.url).content.decode()
    stop.state_reason = ""
    with pytest.raises(ValidationError, match="state_reason"):
        stop.full_clean()


def test_a_longer_calendar_costs_no_more_queries(client: Any, calendar: Any) -> None:
    def queries(added: int, drawn: int) -> int:
        StopPageFactory.create_batch(added, parent=calendar)
        client.get(calendar.url)  # warms site-wide caches
        with CaptureQueriesContext(connection) as spent:
            page = client.get(calendar.url)
        assert page.content.count(b'class="agenda__date"') == drawn  # else flat proves nothing
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


def test_a_stop_among_more_costs_no_more(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar)

    def queries(added: int) -> int:
        StopPageFactory.create_batch(added, parent=calendar)
        client.get(stop.url)
        with CaptureQueriesContext(connection) as spent:
            assert client.get(stop.url).status_code == 200
        return len(spent)

    assert queries(1) == queries(6)


def test_the_kit_is_what_role_and_format_need_and_costs_the_same(client: Any) -> None:
    kit = KitIndexPageFactory(parent=publish_home())
    KitResourcePageFactory(parent=kit, title="Per a amfitrions", roles=["host"], formats=["in_person"])
    KitResourcePageFactory(parent=kit, title="Per a relators", roles=["rapporteur"], formats=["online", "in_person"])
    shown = client.get(kit.url, {"role": "rapporteur", "format": "online"}).content.decode()
    assert "Per a relators" in shown
    assert "Per a amfitrions" not in shown
    assert "no existeix" in client.get(kit.url, {"role": "pirate"}).content.decode()

    def queries(added: int, drawn: int) -> int:
        KitResourcePageFactory.create_batch(added, parent=kit)
        client.get(kit.url)
        with CaptureQueriesContext(connection) as spent:
            page = client.get(kit.url)
        assert page.content.count(b'<article class="tool">') == drawn
        return len(spent)

    assert queries(added=1, drawn=3) == queries(added=6, drawn=9)


def test_a_cancelled_stop_is_not_in_some_days(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, state=StopState.CANCELLED, state_reason="Ha nevat.")
    assert "d’aquí a" not in client.get(stop.url).content.decode()


def test_the_months_beside_are_named_and_there_is_a_way_back(client: Any, calendar: Any) -> None:
    text = client.get(calendar.url, {"mes": "2026-01"}).content.decode()
    assert "Gener del 2026" in text
    assert '?mes=2025-12"' in text
    assert '?mes=2026-02"' in text
    assert "Desembre" in text
    assert "Febrer" in text
    assert "Torna al mes actual" in text
    assert "Torna al mes actual" not in client.get(calendar.url).content.decode()


def test_the_menu_says_which_page_this_is_and_which_section_it_is_in(client: Any, calendar: Any) -> None:
    calendar.show_in_menus = True
    calendar.save()
    stop = StopPageFactory(parent=calendar)
    assert f'href="{calendar.url}" aria-current="page"' in client.get(calendar.url).content.decode()
    text = client.get(stop.url).content.decode()
    assert f'href="{calendar.url}" aria-current="true"' in text
    assert f"<title>{stop.town}: {stop.title}" in text
