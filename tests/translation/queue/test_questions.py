"""A question goes to whoever may edit the source; its answer brings the task back until who asked has read it."""

from typing import Any

import pytest
from django.urls import reverse

from caravana_site.common import groups
from caravana_site.translation.models import TranslationTask

from .conftest import Room, days_ago

pytestmark = pytest.mark.django_db
PAGE = "translations_questions"


def asked(room: Room) -> Any:
    task = room.task("La furgoneta", waiting_since=days_ago(9))
    return room.ask(task, room.member(groups.TRANSLATORS_CA_ES), "A qui saluda?")


@pytest.mark.parametrize(
    ("role", "may"),
    [(groups.COMMUNICATION, True), (groups.REVIEWERS, True), (groups.TRANSLATORS_CA_ES, False)],
)
def test_only_who_may_edit_the_source_answers(enter: Any, room: Room, role: str, may: bool) -> None:
    question, client = asked(room), enter(role, "qui")
    page = client.get(reverse(PAGE)).content.decode()
    assert ("A qui saluda?" in page) == may
    assert ("Qui tradueix fa 1 pregunta." in client.get("/admin/").content.decode()) == may
    client.post(reverse(PAGE), {"question": question.pk, "answer": "A tothom."})
    question.refresh_from_db()
    assert (question.answer == "A tothom.") == may


def test_an_answer_comes_back_to_who_asked_until_they_have_read_it(enter: Any, room: Room) -> None:
    question = asked(room)
    before = question.task.waiting_since
    enter(groups.COMMUNICATION).post(reverse(PAGE), {"question": question.pk, "answer": "A tothom."})
    assert TranslationTask.objects.get(pk=question.task_id).waiting_since > before
    client = enter(groups.TRANSLATORS_CA_ES)
    assert "A tothom." in client.get(reverse(PAGE)).content.decode()
    assert "Resposta nova" in client.get(reverse("translations_queue")).content.decode()
    client = enter(groups.TRANSLATORS_CA_ES, "una-altra")
    client.post(reverse(PAGE), {"question": question.pk, "do": "seen"})
    client = enter(groups.TRANSLATORS_CA_ES)
    assert "A tothom." in client.get(reverse(PAGE)).content.decode(), "somebody else’s reading is not mine"
    client.post(reverse(PAGE), {"question": question.pk, "do": "seen"})
    assert "A tothom." not in client.get(reverse(PAGE)).content.decode()
    assert "Resposta nova" not in client.get(reverse("translations_queue")).content.decode()


@pytest.mark.parametrize(("text", "status"), [("   ", 409), ("x" * 2001, 409), ("Sí.", 302)])
def test_an_answer_that_cannot_be_kept_is_told_and_stays_written(
    enter: Any, room: Room, text: str, status: int
) -> None:
    question = asked(room)
    answer = enter(groups.COMMUNICATION).post(reverse(PAGE), {"question": question.pk, "answer": text})
    assert answer.status_code == status
    assert status == 302 or (text in answer.content.decode() and 'role="alert"' in answer.content.decode())


def test_nobody_answers_twice(enter: Any, room: Room) -> None:
    question, client = asked(room), enter(groups.COMMUNICATION)
    for text in ("La primera.", "La segona."):
        client.post(reverse(PAGE), {"question": question.pk, "answer": text})
    question.refresh_from_db()
    assert question.answer == "La primera."


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 40])
def test_a_question_that_is_not_there(enter: Any, room: Room, key: str) -> None:
    assert enter(groups.COMMUNICATION).post(reverse(PAGE), {"question": key, "answer": "x"}).status_code == 404
