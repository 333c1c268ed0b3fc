"""The clock's table is in the database, and what is scheduled is published by a real cluster."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django_q.models import Schedule

from caravana_site.common.clock import Entry, ensure_schedules, entries, register

pytestmark = pytest.mark.django_db


def test_migrating_makes_every_schedule_once() -> None:
    assert set(Schedule.objects.values_list("name", flat=True)) == {entry.name for entry in entries()}
    assert ensure_schedules() == 0


def test_a_job_that_left_the_table_leaves_the_database() -> None:
    Schedule.objects.create(name="old", func="nowhere.to_go", cluster="slow")
    ensure_schedules()
    assert not Schedule.objects.filter(name="old").exists()


def test_only_the_slow_cluster_runs_the_clock(settings: object) -> None:
    assert set(Schedule.objects.values_list("cluster", flat=True)) == {"slow"}


def test_an_app_adds_its_jobs_and_no_two_share_a_name() -> None:
    names = [entry.name for entry in entries()]
    assert "tell the editors of reviews that are due" in names
    register(next(entry for entry in entries() if entry.name == names[-1]))  # apps may start again
    assert [entry.name for entry in entries()] == names
    with pytest.raises(ValueError, match="Two jobs"):
        register(Entry(names[-1], "nowhere.to_go", 1))


@pytest.mark.parametrize("midnight", [datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)])
def test_nothing_is_left_out_in_the_nights_in_which_the_clocks_change(midnight: datetime) -> None:
    """Neither for an hour in autumn, when two o’clock comes twice, nor in spring, when there is none."""
    for schedule in Schedule.objects.filter(minutes__lte=60):
        moments = [midnight]
        while moments[-1] < midnight + timedelta(hours=6):
            moments.append(schedule.calculate_next_run(moments[-1]))
        steps = {after - before for before, after in pairwise(moments)}
        assert steps == {timedelta(minutes=schedule.minutes)}, schedule.name
