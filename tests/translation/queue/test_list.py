"""The list of the queue: what each person sees, how it is narrowed and sorted, and what it costs."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from caravana_site.common import groups
from caravana_site.translation.models import LanguagePair, TranslationTask
from caravana_site.translation.models.tasks import TaskState

from .conftest import Room, days_ago, on_day

pytestmark = pytest.mark.django_db


def titles(client: Any, query: str = "") -> list[str]:
    answer = client.get(reverse("translations_queue") + query)
    assert answer.status_code == 200
    return [row.title for row in answer.context["queue"].rows]


def text_of(client: Any, query: str = "") -> str:
    return " ".join(client.get(reverse("translations_queue") + query).content.decode().split())


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (groups.TRANSLATORS_CA_ES, ["Del català"]),
        (groups.TRANSLATORS_ES_CA, ["Del castellano"]),
        (groups.COMMUNICATION, ["Del català", "Del castellano"]),
        (groups.REVIEWERS, ["Del català", "Del castellano"]),
    ],
)
def test_each_sees_what_their_pairs_allow(enter: Any, room: Room, role: str, seen: list[str]) -> None:
    room.task("Del català")
    room.task("Del castellano", source="es")
    assert sorted(titles(enter(role))) == sorted(seen)


def test_an_administrator_sees_everything(admin_client: Any, room: Room) -> None:
    LanguagePair.objects.all().delete()
    room.task("Del català")
    room.task("Del castellano", source="es")
    assert len(titles(admin_client)) == 2


def test_whoever_has_no_pair_is_refused(enter: Any, room: Room) -> None:
    client = enter(groups.COMMUNICATION)
    LanguagePair.objects.all().delete()
    for name in ("translations_queue", "translations_next", "translations_progress"):
        assert client.get(reverse(name)).status_code == 302
    assert "translations_queue" not in client.get("/admin/").content.decode()


def test_a_translation_that_was_stopped_waits_for_nobody(enter: Any, room: Room) -> None:
    task = room.task()
    task.translation.enabled = False
    task.translation.save()
    assert titles(enter()) == []


def test_a_row_says_who_since_when_how_much_and_until_when(enter: Any, room: Room) -> None:
    client = enter()
    room.task(
        "La furgoneta", assignee=room.member(groups.TRANSLATORS_CA_ES, "Aina"), waiting_since=days_ago(4),
        due_on=on_day(-3), stale_since=days_ago(2), returned_note="Mira el títol.",
    )  # fmt: skip
    text = text_of(client)
    for said in (
        "La furgoneta",
        "Aina",
        "4 dies",
        "5 de 5",
        "3 dies de retard",
        "Desactualitzada des del",
        "català → castellà",
    ):
        assert said in text, said


def test_the_figures_follow_what_is_written(enter: Any, room: Room) -> None:
    client, task = enter(), room.task("Dues paraules")
    room.write(task, room.member(groups.TRANSLATORS_CA_ES), title="Dos palabras")
    assert "3 de 5" in text_of(client)
    StringTranslation.objects.filter(data="Dos palabras").update(translation_type="machine")
    TranslationTask.objects.update(count_again=True)
    assert "5 de 5" in text_of(client)
    assert "Esborranys de màquina" in text_of(client)


def test_a_locked_page_and_questions_are_marked(enter: Any, room: Room) -> None:
    client, task = enter(), room.task()
    question = room.ask(task, room.member(groups.TRANSLATORS_CA_ES))
    assert "Espera una resposta" in text_of(client, "?asked=on")
    assert titles(client, "?answered=on") == []
    from caravana_site.translation import questions

    questions.answer(question, room.member(groups.COMMUNICATION), "De tothom.")
    assert "Resposta nova" in text_of(client, "?answered=on")
    page = room.target(task)
    page.locked = True
    page.save()
    assert "Pàgina bloquejada" in text_of(client)


def test_filters_narrow(enter: Any, room: Room) -> None:
    client = enter(groups.COMMUNICATION)
    me, other = room.member(groups.COMMUNICATION), room.member(groups.TRANSLATORS_CA_ES, "altra")
    room.task("Meva", assignee=me)
    room.task("D’una altra", assignee=other, due_on=on_day(-1))
    room.task("De ningú", stale_since=days_ago(1))
    room.task("Feta", state=TaskState.DONE)
    room.task("Per revisar", source="es", state=TaskState.REVIEW, assignee=other, due_on=None)
    kind = TranslationTask.objects.first().translation.source.specific_content_type_id  # type: ignore[union-attr]  # there is one
    for query, seen in {
        "": 4,
        "?state=translate": 3,
        "?state=done": 1,
        "?state=review": 1,
        "?pair=es-ca": 1,
        "?pair=ca-es": 3,
        f"?kind={kind}": 4,
        "?who=mine": 1,
        "?who=nobody": 1,
        f"?who={other.pk}": 2,
        "?stale=on": 1,
        "?overdue=on": 1,
        "?q=ning": 1,
        "?q=res+així": 0,
    }.items():
        assert len(titles(client, query)) == seen, query


@pytest.mark.parametrize(
    "query", ["?state=x", "?pair=en-fr", "?pair=%00", "?who=9999999999999999999", "?kind=x", "?page=x", "?order=x"]
)
def test_junk_is_told_and_left_out(enter: Any, room: Room, query: str) -> None:
    room.task()
    client = enter()
    assert titles(client, query) == ["Una pàgina"]
    assert ("no existeix" in text_of(client, query)) == ("page" not in query)


def test_the_urgent_come_first(enter: Any, room: Room) -> None:
    client = enter()
    room.task("Quarta", due_on=None, waiting_since=days_ago(9))
    room.task("Tercera", due_on=on_day(2), waiting_since=days_ago(1))
    room.task("Segona", due_on=on_day(20), stale_since=days_ago(1))
    room.task("Primera", due_on=on_day(-1))
    assert titles(client) == ["Primera", "Segona", "Tercera", "Quarta"]
    assert titles(client, "?order=waiting")[0] == "Quarta"
    assert titles(client, "?order=title") == ["Primera", "Quarta", "Segona", "Tercera"]


def test_more_rows_cost_no_more_queries(enter: Any, room: Room) -> None:
    client = enter(groups.COMMUNICATION)
    made = 0

    def queries(number: int) -> int:
        nonlocal made
        while made < number:
            made += 1
            task = room.task(f"Fila {made}", assignee=room.member(groups.TRANSLATORS_CA_ES, f"qui{made}"))
            room.ask(task, room.member(groups.TRANSLATORS_CA_ES, f"qui{made}"))
        spent_on = 0
        for name in ("translations_queue", "translations_questions"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as spent:
                assert f"Fila {made}" in client.get(reverse(name)).content.decode()
            spent_on += len(spent)
        return spent_on

    assert queries(2) == queries(8)


def test_the_menu_and_the_first_screen_say_how_many_wait(enter: Any, room: Room) -> None:
    client = enter()
    room.task()
    room.task("Feta", state=TaskState.DONE)
    first = client.get("/admin/").content.decode()
    assert "Traduccions (1)" in first
    assert "Hi ha 1 traducció pendent." in first


def test_what_is_new_is_due_in_as_many_days_as_is_set(enter: Any, room: Room) -> None:
    from caravana_site.translation.models import TranslationSettings

    settings = TranslationSettings.load()
    settings.days_to_translate = 5
    settings.save()
    task = room.task()
    assert task.due_on == on_day(5)
    TranslationTask.objects.filter(pk=task.pk).update(state=TaskState.DONE, due_on=on_day(-30), count_again=True)
    titles(enter())
    task.refresh_from_db()
    assert (task.state, task.due_on) == (TaskState.TRANSLATE, on_day(5))
