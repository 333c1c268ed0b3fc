"""One message a person and working day, with what is new, and each thing once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from wagtail.users.models import UserProfile

from caravana_site.common import groups
from caravana_site.translation import questions, tasks
from caravana_site.translation.models import TranslationTask
from caravana_site.translation.queue.digest import send_digests
from home.models import Holiday

from .conftest import Room

pytestmark = pytest.mark.django_db
TRANSLATOR, REVIEWER = groups.TRANSLATORS_CA_ES, groups.REVIEWERS


@pytest.fixture(autouse=True)
def _at_hand() -> Any:
    """Messages in memory: how they leave through the queue is tested elsewhere."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


def morning(days: int = 0) -> datetime:
    """A quarter to eight in Madrid of the first Monday after today, or so many days after it."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday() + days)
    return timezone.make_aware(datetime(monday.year, monday.month, monday.day, 7, 45))


def told(address: str) -> str:
    """All that was written to that person."""
    found = [message for message in mail.outbox if message.to == [f"{address}@example.cat"]]
    return "\n".join(f"{message.subject}\n{message.body}" for message in found)


def test_a_translator_is_told_of_new_work_in_their_pair_once(room: Room) -> None:
    room.member(TRANSLATOR)
    room.task("La furgoneta")
    room.task("Del castellà", source="es")
    room.task("D’una altra", assignee=room.member(groups.COMMUNICATION))
    assert send_digests(morning())
    assert "La furgoneta (català → castellà), falten 5 paraules" in told(TRANSLATOR)
    assert "Del castellà" not in told(TRANSLATOR)
    assert "D’una altra" not in told(TRANSLATOR)
    assert "/admin/translations/" in mail.outbox[0].body
    assert mail.outbox[0].alternatives[0][1] == "text/html"
    mail.outbox.clear()
    send_digests(morning())
    send_digests(morning(1))
    assert told(TRANSLATOR) == "", "each thing is told once"
    TranslationTask.objects.filter(translation__source__object_repr="La furgoneta").update(
        waiting_since=morning(1) + timedelta(hours=5)
    )
    send_digests(morning(2))
    assert "La furgoneta" in told(TRANSLATOR)


def test_reviews_answers_questions_and_what_is_overdue(room: Room) -> None:
    translator, reviewer = room.member(TRANSLATOR), room.member(REVIEWER)
    sent, asked, late = room.task("Enviada"), room.task("Amb dubte"), room.task("Tardana", waiting_since=None)
    room.write(sent, translator)
    tasks.send(TranslationTask.objects.get(pk=sent.pk), translator)
    room.ask(asked, translator, "Què vol dir?")
    TranslationTask.objects.filter(pk=late.pk).update(
        due_on=(morning() - timedelta(days=3)).date(), assignee=translator
    )
    send_digests(morning())
    assert "Enviada" in told(REVIEWER)
    assert "1 traducció espera revisió" in told(REVIEWER)
    assert "Què vol dir?" in told(REVIEWER)
    assert "espera revisió" not in told(TRANSLATOR)
    assert "Què vol dir?" not in told(TRANSLATOR)
    assert "1 traducció ha passat la data límit" in told(TRANSLATOR)
    mail.outbox.clear()
    question = asked.questions.get()
    questions.answer(question, reviewer, "Vol dir això.")
    question.answered_at = morning() + timedelta(hours=4)
    question.save()
    send_digests(morning(1))
    assert "Vol dir això." in told(TRANSLATOR)
    assert "Tardana" not in told(TRANSLATOR)


def test_it_is_written_in_the_language_of_the_person(room: Room) -> None:
    UserProfile.objects.update_or_create(user=room.member(TRANSLATOR), defaults={"preferred_language": "es"})
    room.task("La furgoneta")
    send_digests(morning())
    assert "Traducciones: novedades" in told(TRANSLATOR)


def test_nothing_new_is_no_mail(room: Room) -> None:
    room.member(TRANSLATOR)
    assert send_digests(morning()) == 0
    assert mail.outbox == []


def test_it_comes_early_on_working_days_alone(room: Room) -> None:
    room.member(TRANSLATOR)
    room.task()
    at = morning()
    Holiday.objects.create(day=at.date(), name="Festa")
    for moment in (at, at - timedelta(days=1), at + timedelta(days=1, hours=2), at + timedelta(days=1, hours=-1)):
        assert send_digests(moment) == 0, moment
    summer = datetime(at.year + 1, 7, 5, 5, 30, tzinfo=UTC)  # half past seven in Madrid
    summer += timedelta(days=(7 - summer.weekday()) % 7)
    assert send_digests(summer) == 1


def test_whoever_left_or_has_no_address_gets_nothing(room: Room) -> None:
    for name, changes in (("fora", {"is_active": False}), ("sense", {"email": ""})):
        person = room.member(TRANSLATOR, name)
        for field, value in changes.items():
            setattr(person, field, value)
        person.save()
    room.task()
    assert send_digests(morning()) == 0
