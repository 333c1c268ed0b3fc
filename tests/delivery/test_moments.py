"""What a page says of time is kept until it stops being true, and nothing shows it stale beyond."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(settings: Any) -> Any:
    settings.SHARED_CACHE_SECONDS = 86_400
    made.SiteSettingsFactory()
    return made.StopIndexPageFactory(parent=made.publish_home())


def told(path: str) -> dict[str, int]:
    answer = Client().get(path)
    assert answer.status_code == 200
    return {name: int(seconds) for name, seconds in re.findall(r"([\w-]+)=(\d+)", answer["Cache-Control"])}


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (datetime(2026, 3, 9, 22, 59, 30, tzinfo=UTC), 30),
        (datetime(2026, 3, 9, 22, 59, 59, 500_000, tzinfo=UTC), 0),
        (datetime(2026, 3, 9, 23, 0, tzinfo=UTC), 86_400),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), 22 * 3600 + 1800),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 24 * 3600 + 1800),
    ],
    ids=["half a minute", "less than a second", "midnight itself", "a day of 23 hours", "a day of 25 hours"],
)
def test_until_midnight_in_madrid(now: datetime, seconds: int, calendar: Any) -> None:
    with time_machine.travel(now, tick=False):
        for path in ("/ca/", "/ca/parades/"):
            found = told(path)
            assert found["max-age"] == min(60, seconds)
            assert found["s-maxage"] == min(86_400, seconds)
            assert found["s-maxage"] + found.get("stale-while-revalidate", 0) <= seconds
            assert found["s-maxage"] + found.get("stale-if-error", 0) == seconds


def test_until_the_next_stop_begins_or_ends(calendar: Any) -> None:
    noon = datetime(2026, 3, 9, 11, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        stop = made.StopPageFactory(
            parent=calendar, slug="una", start=noon + timedelta(minutes=10), end=noon + timedelta(minutes=40)
        )
        path = f"/embed/ca/stop/{stop.translation_key}/"
        for shift, seconds in ((0, 600), (600, 1800), (1799, 1), (1, 12 * 3600 - 2400)):
            clock.shift(shift)
            assert {told(one)["s-maxage"] for one in ("/ca/", "/ca/parades/", "/ca/parades/una/", path)} == {seconds}


def test_what_tells_of_no_time_is_kept_while_nothing_changes(calendar: Any) -> None:
    made.ContentPageFactory(parent=calendar.get_parent(), slug="un-text")
    with time_machine.travel(datetime(2026, 3, 9, 22, 59, 30, tzinfo=UTC), tick=False):
        found = told("/ca/un-text/")
    assert found == {
        "max-age": 60, "s-maxage": 86_400, "stale-while-revalidate": 600, "stale-if-error": 86_400
    }  # fmt: skip
