"""The clock's table is in the database, and what is scheduled is published by a real cluster."""

import pytest
from django_q.models import Schedule

from caravana_site.common.clock import ENTRIES, ensure_schedules

pytestmark = pytest.mark.django_db


def test_migrating_makes_every_schedule_once() -> None:
    assert set(Schedule.objects.values_list("name", flat=True)) == {entry.name for entry in ENTRIES}
    assert ensure_schedules() == 0


def test_a_job_that_left_the_table_leaves_the_database() -> None:
    Schedule.objects.create(name="old", func="nowhere.to_go", cluster="slow")
    ensure_schedules()
    assert not Schedule.objects.filter(name="old").exists()


def test_only_the_slow_cluster_runs_the_clock(settings: object) -> None:
    assert set(Schedule.objects.values_list("cluster", flat=True)) == {"slow"}
