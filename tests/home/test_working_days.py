"""Deadlines in working days: weekends and holidays do not count, whichever way one looks."""

from datetime import date

import pytest
from django.core.management import call_command

from home.models import Holiday, days_left, deadline
from home.seed_holidays import easter, holidays_of

NONE: frozenset[date] = frozenset()
AUGUST = frozenset({date(2026, 8, 15), date(2026, 8, 19)})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 30)),  # a Monday: four weeks later
        (date(2026, 3, 6), date(2026, 4, 3)),
        (date(2026, 3, 7), date(2026, 4, 6)),  # a Saturday is taken as the Monday after
        (date(2026, 3, 8), date(2026, 4, 6)),
    ],
)
def test_twenty_working_days_are_four_weeks_when_there_is_no_holiday(received: date, due: date) -> None:
    assert deadline(received, 20, NONE) == due
    assert days_left(due, due, NONE) == 0


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 30)),
        (date(2026, 3, 20), date(2026, 4, 21)),  # Good Friday and Easter Monday
        (date(2026, 12, 2), date(2027, 1, 4)),  # the Immaculate, Christmas, New Year; Sant Esteve is a Saturday
        (date(2026, 4, 30), date(2026, 5, 29)),  # the first of May
        (date(2026, 4, 3), date(2026, 5, 6)),  # comes on Good Friday: taken as Tuesday the 7th, after Easter Monday
    ],
)
def test_the_official_holidays_are_left_out(received: date, due: date) -> None:
    kept = frozenset(one.day for year in (2026, 2027) for one in holidays_of(year))
    assert deadline(received, 20, kept) == due


def test_a_holiday_on_a_saturday_moves_nothing_and_one_on_a_wednesday_does() -> None:
    assert deadline(date(2026, 8, 13), 5, NONE) == date(2026, 8, 20)
    assert deadline(date(2026, 8, 13), 5, AUGUST) == date(2026, 8, 21)


def test_what_is_left_and_what_is_late_are_counted_alike() -> None:
    friday, monday = date(2026, 8, 14), date(2026, 8, 24)
    assert days_left(friday, monday, AUGUST) == 5
    assert days_left(monday, friday, AUGUST) == -5
    assert days_left(date(2026, 8, 15), friday, AUGUST) == 0, "on Saturday nothing is late yet"


@pytest.mark.parametrize(
    "sunday", [date(2000, 4, 23), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28)]
)
def test_easter_is_when_the_calendar_says(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.usefixtures("first_content")
def test_the_seed_brings_two_years_and_leaves_what_editors_keep() -> None:
    assert Holiday.objects.filter(day__year=2026).count() == Holiday.objects.filter(day__year=2027).count() == 14
    assert str(Holiday.objects.get(day=date(2027, 3, 26))) == "2027-03-26 Divendres Sant"
    Holiday.objects.get(day=date(2026, 12, 26)).delete()
    Holiday.objects.create(day=date(2026, 7, 20), name="Festa local")
    call_command("seed", verbosity=0)
    assert not Holiday.objects.filter(day=date(2026, 12, 26)).exists()
    assert Holiday.objects.filter(day__year=2026).count() == 14
