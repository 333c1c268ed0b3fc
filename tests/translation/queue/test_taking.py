"""Taking the next one, and handing out: to whom, by whom, until when."""

import threading
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.urls import reverse

from caravana_site.common import groups
from caravana_site.translation.models import TranslationTask
from caravana_site.translation.models.tasks import TaskState
from caravana_site.translation.queue import taking

from .conftest import Room, days_ago, on_day

pytestmark = pytest.mark.django_db


def holder(task: TranslationTask) -> str:
    task.refresh_from_db()
    return task.assignee.username if task.assignee else ""


def hand_out(client: Any, *tasks: TranslationTask, **asked: Any) -> Any:
    return client.post(reverse("translations_hand_out"), {"task": [one.pk for one in tasks], **asked}, follow=True)


def test_the_next_is_the_most_urgent_of_mine_or_nobodys(enter: Any, room: Room) -> None:
    client, other = enter(), room.member(groups.COMMUNICATION)
    room.task("D’una altra", due_on=on_day(-9), assignee=other)
    room.task("Del castellà", source="es", due_on=on_day(-9))
    room.task("Per revisar", state=TaskState.REVIEW, due_on=on_day(-9))
    asked = room.task("Espera l’autor", due_on=on_day(-8))
    room.ask(asked, room.member(groups.TRANSLATORS_CA_ES))
    room.task("Pot esperar", due_on=on_day(9))
    stale = room.task("Desactualitzada", due_on=on_day(9), stale_since=days_ago(1))
    answer = client.post(reverse("translations_next"))
    assert answer.url == reverse("translations_edit", args=[stale.pk])
    assert holder(stale) == groups.TRANSLATORS_CA_ES


def test_when_nothing_waits_it_is_said(enter: Any, room: Room) -> None:
    client = enter()
    assert "No hi ha res per traduir" in client.post(reverse("translations_next"), follow=True).content.decode()


def test_a_link_takes_nothing(enter: Any, room: Room) -> None:
    task = room.task()
    assert enter().get(reverse("translations_next")).url == reverse("translations_queue")
    assert holder(task) == ""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_two(room: Room) -> None:
    for number in range(2):
        room.task(f"Tasca {number}")
    people = [get_user_model().objects.create_superuser(name) for name in ("una", "altra")]
    taken: list[int] = []
    held, first_has_one = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            taken.append(taking.take_next(people[0]).pk)  # type: ignore[union-attr]  # there is one for each
            first_has_one.set()
            held.wait(10)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    first_has_one.wait(10)
    taken.append(taking.take_next(people[1]).pk)  # type: ignore[union-attr]  # there is one for each
    held.set()
    thread.join()
    assert len(set(taken)) == 2


def test_a_translator_takes_and_leaves_what_is_nobodys(enter: Any, room: Room) -> None:
    client = enter()
    free, taken = room.task("Lliure"), room.task("Presa", assignee=room.member(groups.COMMUNICATION))
    answer = hand_out(client, free, taken, do="take")
    assert (holder(free), holder(taken)) == (groups.TRANSLATORS_CA_ES, groups.COMMUNICATION)
    assert "S’ha canviat 1 traducció." in answer.content.decode()
    hand_out(client, free, taken, do="leave")
    assert (holder(free), holder(taken)) == ("", groups.COMMUNICATION)


@pytest.mark.parametrize("asked", [{"do": "assign"}, {"do": "due", "due_on": "2027-01-31"}])
def test_a_translator_does_not_hand_out(enter: Any, room: Room, asked: dict[str, str]) -> None:
    client, task = enter(), room.task(due_on=None)
    other = room.member(groups.TRANSLATORS_CA_ES, "altra")
    hand_out(client, task, person=other.pk, **asked)
    task.refresh_from_db()
    assert (task.assignee, task.due_on) == (None, None)


def test_nobody_takes_along_another_pair(enter: Any, room: Room) -> None:
    client, task = enter(), room.task("Del castellà", source="es")
    hand_out(client, task, do="take")
    assert holder(task) == ""


@pytest.mark.parametrize("role", [groups.COMMUNICATION, groups.REVIEWERS])
def test_staff_give_tasks_and_days_to_those_who_may(enter: Any, room: Room, role: str) -> None:
    client, translator = enter(role), room.member(groups.TRANSLATORS_CA_ES)
    fits, other = room.task("Hi va"), room.task("No hi va", source="es")
    answer = hand_out(client, fits, other, do="assign", person=translator.pk)
    assert (holder(fits), holder(other)) == (translator.username, "")
    assert "no són les d’aquesta persona" in answer.content.decode()
    hand_out(client, fits, do="due", due_on="2027-01-31")
    fits.refresh_from_db()
    assert str(fits.due_on) == "2027-01-31"


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "assign", "person": "x"},
        {"do": "assign", "person": ""},
        {"do": "due", "due_on": "demà"},
        {"do": "x"},
        {},
        {"do": "take", "task": ["x", "9" * 30, ""]},
    ],
)
def test_what_cannot_be_done_is_said(enter: Any, room: Room, asked: dict[str, Any]) -> None:
    task = room.task(assignee=room.member(groups.TRANSLATORS_CA_ES))
    answer = enter(groups.COMMUNICATION).post(
        reverse("translations_hand_out"), {"task": [task.pk], **asked}, follow=True
    )
    assert answer.status_code == 200
    assert holder(task) == groups.TRANSLATORS_CA_ES
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
