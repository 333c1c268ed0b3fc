"""The page of a request: what it tells, what its buttons do, and what happens when two people press at once."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caravana_site.common import groups
from events.models import EntryKind, RequestEntry, RequestState, StopRequest
from events.stop_requests import history, moves
from tests.factories import OrganisationFactory, StopRequestFactory
from tests.people import signed_in

from .conftest import page_of, press

pytestmark = pytest.mark.django_db
S = RequestState


def kinds(request: StopRequest) -> list[str]:
    return list(request.entries.values_list("kind", flat=True))


def fresh(request: StopRequest) -> StopRequest:
    return StopRequest.objects.get(pk=request.pk)


def test_the_page_tells_what_was_sent_and_who_did_what(enter: Any, office: Any) -> None:
    asked = StopRequestFactory(
        name="Anna Puig", challenge="Un repte\namb dues línies", months=["03"], farthest_km=40, difficulty="Costa."
    )
    moves.move(asked, S.IN_STUDY, by=office.member(groups.REVIEWERS, "rosa"))
    history.write(asked, EntryKind.ANSWER, by_applicant=True, text="Sí que hi cap.")
    text = " ".join(enter().get(page_of(asked)).content.decode().split())
    for expected in ("Anna Puig", "Un repte<br>amb dues línies", "març", "fins a 40 km", "rosa", "Sí que hi cap.",
                     "Qui ho demana", "rebuda → en estudi"):  # fmt: skip
        assert expected in text, expected


def test_taking_it_on_makes_it_yours_and_begins_the_study(enter: Any) -> None:
    asked = StopRequestFactory()
    client = enter()
    screen = client.get(page_of(asked))
    press(client, asked, "take", screen)
    press(client, asked, "take", screen)
    asked = fresh(asked)
    assert (asked.owner.username, asked.state) == (groups.COMMUNICATION, S.IN_STUDY)
    assert kinds(asked) == [EntryKind.OWNER, EntryKind.MOVED]


def test_it_is_given_to_one_of_the_staff_and_to_nobody_else(enter: Any, office: Any) -> None:
    asked = StopRequestFactory()
    rosa = office.member(groups.REVIEWERS, "rosa")
    stranger = office.member(groups.TRANSLATORS_CA_ES, "pau")
    client = enter()
    assert press(client, asked, "assign", owner=rosa.pk).status_code == 302
    assert fresh(asked).owner == rosa
    assert press(client, asked, "assign", owner=stranger.pk).status_code == 200
    assert fresh(asked).owner == rosa
    press(client, asked, "assign", owner="")
    assert fresh(asked).owner is None


def test_a_question_stands_in_the_history_before_the_move_and_once(enter: Any) -> None:
    asked = StopRequestFactory()
    client = enter()
    screen = client.get(page_of(asked))
    for _press in (1, 2):
        assert press(client, asked, "ask", screen, question="Quanta gent hi cap?").status_code == 302
    asked = fresh(asked)
    assert asked.state == S.NEEDS_INFORMATION
    assert kinds(asked) == [EntryKind.QUESTION, EntryKind.MOVED, EntryKind.MOVED]
    assert asked.entries.for_applicant().filter(text="Quanta gent hi cap?").exists()


def test_a_note_is_for_the_staff_alone(enter: Any) -> None:
    asked = StopRequestFactory()
    press(enter(), asked, "note", note="Truqueu-hi dilluns.")
    assert kinds(asked) == [EntryKind.NOTE]
    assert not asked.entries.for_applicant().exists()


def test_what_is_not_viable_needs_a_reason_and_closes_it(enter: Any) -> None:
    asked = StopRequestFactory()
    client = enter()
    answer = press(client, asked, "move", to=S.NOT_VIABLE)
    assert answer.status_code == 409
    assert "Digues per què no és viable" in answer.content.decode()
    assert press(client, asked, "move", to=S.NOT_VIABLE, reason="Ja no hi és.").status_code == 302
    assert (fresh(asked).state, fresh(asked).state_reason) == (S.NOT_VIABLE, "Ja no hi és.")
    text = client.get(page_of(asked)).content.decode()
    assert 'value="move"' not in text
    assert 'value="note"' in text


@pytest.mark.parametrize("to", [S.MATCHED, S.SCHEDULED, S.NEEDS_INFORMATION, S.HELD, S.RECEIVED])
def test_no_state_is_reached_by_hand_that_comes_of_something_else(enter: Any, to: str) -> None:
    asked = StopRequestFactory(state=S.IN_STUDY)
    assert press(enter(), asked, "move", to=to, reason="Perquè sí.").status_code == 409
    assert fresh(asked).state == S.IN_STUDY


def test_who_presses_on_an_old_screen_is_told_and_loses_nothing(enter: Any, office: Any) -> None:
    asked = StopRequestFactory(state=S.IN_STUDY)
    client = enter()
    old = client.get(page_of(asked))
    moves.move(asked, S.NEEDS_INFORMATION, by=office.member(groups.REVIEWERS, "rosa"))
    answer = press(client, asked, "move", old, to=S.NOT_VIABLE, reason="Una raó llarga i pensada.")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Algú l’ha mogut mentrestant" in text
    assert "Una raó llarga i pensada." in text
    assert fresh(asked).state == S.NEEDS_INFORMATION
    assert press(client, asked, "move", answer, to=S.NOT_VIABLE, reason="Ara sí.").status_code == 302


def test_a_question_on_an_old_screen_is_not_sent(enter: Any) -> None:
    asked = StopRequestFactory(state=S.IN_STUDY)
    client = enter()
    old = client.get(page_of(asked))
    moves.move(asked, S.WITHDRAWN)
    answer = press(client, asked, "ask", old, question="Encara ho voleu?")
    assert answer.status_code == 409
    assert not RequestEntry.objects.filter(kind=EntryKind.QUESTION).exists()


def test_of_two_who_take_it_on_the_second_is_told(office: Any) -> None:
    asked = StopRequestFactory()
    first, second = Client(), Client()
    signed_in(first, office.member(groups.COMMUNICATION, "anna"))
    signed_in(second, office.member(groups.COMMUNICATION, "berta"))
    screens = [(client, client.get(page_of(asked))) for client in (first, second)]
    answers = [press(client, asked, "take", screen) for client, screen in screens]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "Mentrestant ja la porta una altra persona: anna" in answers[1].content.decode()
    assert fresh(asked).owner.username == "anna"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_in_the_same_instant_one_is_told() -> None:
    # Administrators, and no pages: a test before that committed may have taken Wagtail's first rows away.
    asked = StopRequestFactory(state=S.IN_STUDY)
    people = [Client(), Client()]
    for number, client in enumerate(people):
        name = f"persona-{number}"
        user = get_user_model().objects.create_superuser(name, f"{name}@example.cat", "x")
        signed_in(client, user)
    screens = [client.get(page_of(asked)) for client in people]
    together, answers = Barrier(2), []

    def push(number: int) -> None:
        try:
            together.wait(timeout=10)
            reason = f"Raó número {number}"
            answer = press(people[number], asked, "move", screens[number], to=S.NOT_VIABLE, reason=reason)
            answers.append((answer.status_code, reason in answer.content.decode()))
        finally:
            connection.close()

    threads = [Thread(target=push, args=[number]) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers)[0] == (302, False)
    assert sorted(answers)[1][0] == 409
    assert asked.entries.count() == 1


def test_the_body_is_linked_by_hand_and_only_before_the_stop(enter: Any) -> None:
    asked = StopRequestFactory(organisation=None, organisation_name="Aj. de la vila")
    body = OrganisationFactory(name="Ajuntament de la Vila")
    client = enter()
    assert "no enllaçat" in client.get(page_of(asked)).content.decode()
    press(client, asked, "link", organisation=body.pk)
    assert fresh(asked).organisation == body


def test_a_longer_history_costs_no_more_queries(enter: Any, office: Any) -> None:
    asked = StopRequestFactory()
    client = enter()

    def queries(added: int, drawn: int) -> int:
        for _row in range(added):
            number = asked.entries.count()
            writer = office.member(groups.REVIEWERS, f"r{number}")
            history.write(asked, EntryKind.NOTE, by=writer, text=f"Nota de prova {number}")
        client.get(page_of(asked))
        with CaptureQueriesContext(connection) as spent:
            page = client.get(page_of(asked))
        assert page.content.count(b"Nota de prova") == drawn
        return len(spent)

    assert queries(2, 2) == queries(6, 8)
