"""How long consents are kept once no interview needs them: four years, counted by the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision

from caravana_site.common import clock, groups
from practices import consents_held, withdrawal
from practices.models import Interview, InterviewConsent, PracticePage
from tests.factories import ConsentFactory, InterviewFactory

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 27, 9, tzinfo=UTC)
YEARS = timedelta(days=4 * 365 + 1)


def on(moment: datetime) -> None:
    """What the clock does that day."""
    with time_machine.travel(moment, tick=False):
        consents_held.note_unneeded()
        call_command("purge_personal_data", verbosity=0)


def held(consent: InterviewConsent) -> bool:
    return InterviewConsent.objects.filter(pk=consent.pk).exists()


def replace(row: Any) -> None:
    row.consent = ConsentFactory(person="Un altre paper")
    row.save()


def withdraw(row: Any) -> None:
    found = withdrawal.find(row.identity)
    assert found
    withdrawal.withdraw(found, by=None)


WAYS: dict[str, Callable[[Any], Any]] = {
    "replaced": replace,
    "withdrawn": withdraw,
    "its practice deleted": lambda row: row.page.delete(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_one_that_is_not_needed_goes_with_its_document_after_four_years(
    practice: Any, way: Callable[[Any], Any], django_capture_on_commit_callbacks: Any
) -> None:
    row = InterviewFactory(page=practice)
    consent = row.consent
    path = Path(consent.file.path)
    on(DAY)
    on(DAY + 3 * YEARS)
    assert held(consent), "in use there is no term"
    begun = DAY + 3 * YEARS
    way(row)
    on(begun)
    on(begun + YEARS - timedelta(minutes=1))
    assert held(consent)
    with django_capture_on_commit_callbacks(execute=True):
        on(begun + YEARS)
    assert not held(consent)
    assert not path.exists()


def test_one_that_is_chosen_again_begins_anew(practice: Any) -> None:
    row = InterviewFactory(page=practice)
    consent = row.consent
    replace(row)
    on(DAY)
    row.consent = consent
    row.save()
    on(DAY + YEARS)
    replace(row)
    on(DAY + YEARS + timedelta(days=1))
    assert held(consent)


def test_one_in_a_draft_is_needed(practice: Any) -> None:
    row = InterviewFactory(page=practice)
    draft = PracticePage.objects.get(pk=practice.pk)
    draft.save_revision()
    Interview.objects.filter(pk=row.pk).delete()
    on(DAY)
    on(DAY + YEARS)
    assert held(row.consent)


def test_versions_that_name_one_that_is_gone_still_open(practice: Any, client: Any, signed_in: Any) -> None:
    row = InterviewFactory(page=practice)
    consent = row.consent
    page = PracticePage.objects.get(pk=practice.pk)
    page.save_revision().publish()
    old = PracticePage.objects.get(pk=practice.pk).latest_revision
    page = PracticePage.objects.get(pk=practice.pk)
    page.interviews.set([*page.interviews.all()])
    for interview in page.interviews.all():
        interview.consent = ConsentFactory()
    page.save_revision().publish()
    on(DAY)
    on(DAY + YEARS)
    assert not held(consent)
    assert Revision.objects.get(pk=old.pk).as_object().interviews.get().consent is None
    answer = signed_in(groups.REVIEWERS).get(reverse("wagtailadmin_pages:revisions_view", args=[page.pk, old.pk]))
    assert answer.status_code == 200


def test_the_clock_counts_every_day() -> None:
    jobs = {entry.function: entry.minutes for entry in clock.entries()}
    assert jobs["practices.consents_held.note_unneeded"] == 24 * 60
