"""The applicant's page: what it shows, what can be done there, and what a wrong link opens."""

import re
from typing import Any

import pytest

from caravana_site.common.groups import ensure_groups
from events.models import EntryKind, RequestState
from events.stop_requests import history
from tests.factories import StopIndexPageFactory, StopPageFactory, StopRequestFactory
from tests.factories.public_forms import OWN

from .conftest import Applicant, led, letters, link_in, plain, rich

S = RequestState


def test_the_page_is_private_and_says_where_the_request_stands(follower: Applicant) -> None:
    answer = follower.client.get(follower.url)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not answer.cookies
    page = answer.content.decode()
    assert "Rebuda" in page
    assert page.count("encara ha d’arribar") == 4
    assert 'aria-current="step"' in page
    token = follower.url.split("/")[-2]
    footer = page[page.index("<footer") :]
    assert token not in footer, "telling of a mistake would carry the link to the editors"


def test_done_is_solid_and_to_come_is_dotted_in_every_state(follower: Applicant) -> None:
    roads = {S.IN_STUDY: 2, S.NEEDS_INFORMATION: 3, S.MATCHED: 3, S.SCHEDULED: 4, S.HELD: 5}
    states = (S.IN_STUDY, S.NEEDS_INFORMATION, S.IN_STUDY, S.MATCHED, S.IN_STUDY, S.MATCHED, S.SCHEDULED, S.HELD)
    for state in states:
        led(follower.request, state)
        page = follower.page()
        assert page.count('<li class="done"') == roads[state], state
        assert page.count("encara ha d’arribar") == {S.NEEDS_INFORMATION: 3}.get(state, 5 - roads[state])


@pytest.mark.parametrize(("stood", "done"), [([], 2), ([S.IN_STUDY], 3), ([S.IN_STUDY, S.NEEDS_INFORMATION], 3)])
def test_a_road_that_ends_early_ends_there_and_says_why(follower: Applicant, stood: list[Any], done: int) -> None:
    led(follower.request, *stood, S.NOT_VIABLE)
    page = follower.page()
    assert page.count('<li class="done"') == done
    assert "encara ha d’arribar" not in page
    assert page.count("Perquè sí.") == 2, "on the ticket and in the history"
    for gone in ('value="file"', 'value="answer"', "?retirar=1"):
        assert gone not in page


def test_the_same_link_serves_both_languages(follower: Applicant) -> None:
    page = follower.page()
    spanish = re.search(r'hreflang="es" href="(?:http://testserver)?([^"]+)"', page) or re.search(
        r'href="(/es/paradas/solicitud/[^"]+)"', page
    )
    assert spanish
    assert "Cómo va" in follower.client.get(spanish[1]).content.decode()


def test_what_staff_write_for_themselves_is_not_shown(follower: Applicant, django_user_model: Any) -> None:
    staff = django_user_model.objects.create_user("secretaria", "s@example.cat", "x", first_name="Berta")
    history.write(follower.request, EntryKind.NOTE, by=staff, text="No em convenç.")
    history.write(follower.request, EntryKind.OWNER, by=staff, text="Berta")
    page = follower.page()
    assert "No em convenç." not in page
    assert "Berta" not in page


def test_a_question_is_mailed_answered_once_and_studied_again(follower: Applicant, django_user_model: Any) -> None:
    editor = django_user_model.objects.create_user("editora", "editora@example.cat", "x")
    editor.groups.add(ensure_groups()["communication"])
    led(follower.request, S.IN_STUDY)
    history.write(follower.request, EntryKind.QUESTION, text="Quants sou?\n<script>")
    led(follower.request, S.NEEDS_INFORMATION)
    asked = letters()[-1]
    assert "Quants sou?" in plain(asked)
    assert "&lt;script&gt;" in rich(asked)
    assert len([one for one in letters() if "pregunta" in one["Subject"]]) == 1
    assert link_in(asked) == follower.url
    assert "Quants sou?" in follower.page()
    first = follower.does("answer", text="Som tres.")
    assert first.status_code == 303
    assert "Ha arribat la teva resposta" in follower.client.get(first["Location"]).content.decode()
    assert follower.does("answer", again=True, text="Som tres.").status_code == 303
    follower.request.refresh_from_db()
    assert follower.request.state == S.IN_STUDY
    assert follower.request.entries.filter(kind=EntryKind.ANSWER).count() == 1
    told = [one for one in letters() if one["To"] == "editora@example.cat"]
    assert len(told) == 1
    assert "Som tres." not in told[0].as_string()


def test_a_question_about_what_has_just_come_is_one_message(follower: Applicant) -> None:
    history.write(follower.request, EntryKind.QUESTION, text="Quants sou?")
    led(follower.request, S.IN_STUDY, S.NEEDS_INFORMATION)
    assert ["pregunta" in one["Subject"] for one in letters()] == [True]
    assert "Quants sou?" in follower.page()


@pytest.mark.parametrize(("text", "told"), [("", "Escriu la resposta."), ("a" * 2500, "Té 2500 caràcters")])
def test_a_wrong_answer_is_told_and_kept(follower: Applicant, text: str, told: str) -> None:
    led(follower.request, S.IN_STUDY, S.NEEDS_INFORMATION)
    page = follower.does("answer", text=text).content.decode()
    assert page.count(told) == 2
    assert '<a href="#answer_text">' in page
    assert text in page
    assert not follower.request.entries.filter(kind=EntryKind.ANSWER).exists()


def test_an_answer_to_what_is_not_asked_any_more_is_told_and_nothing_is_lost(follower: Applicant) -> None:
    led(follower.request, S.IN_STUDY, S.NEEDS_INFORMATION)
    follower.page()
    led(follower.request, S.IN_STUDY)
    answer = follower.client.post(follower.url, {"do": "answer", "sending": "", "text": "Som tres."}, **OWN)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Algú l’ha moguda mentrestant" in page or "en estudi" in page
    assert "Som tres." in page
    assert not follower.request.entries.filter(kind=EntryKind.ANSWER).exists()


def test_withdrawing_asks_first_happens_once_and_is_confirmed_by_mail(follower: Applicant) -> None:
    assert "Retires la sol·licitud?" in follower.page("?retirar=1")
    follower.request.refresh_from_db()
    assert follower.request.state == S.RECEIVED, "asking changes nothing"
    assert follower.does("withdraw", reason="Ja no cal.").status_code == 303
    assert follower.does("withdraw", again=True, reason="Ja no cal.").status_code == 303
    follower.request.refresh_from_db()
    assert (follower.request.state, follower.request.state_reason) == (S.WITHDRAWN, "Ja no cal.")
    assert "retirada" in follower.page()
    mine = [one for one in letters() if one["To"] == "mostra@sort.example"]
    assert [("retirada" in one["Subject"]) for one in mine] == [True]
    answer = follower.client.post(follower.url, {"do": "withdraw", "sending": ""}, **OWN)
    assert answer.status_code == 409


TOLD = {
    S.IN_STUDY: "L’estem llegint",
    S.MATCHED: "Hem trobat l’altra meitat.",
    S.SCHEDULED: "Es prepara la parada",
    S.HELD: "La parada s’ha fet.",
    S.NOT_VIABLE: "Aquesta vegada no pot ser.",
}


def test_each_state_has_its_message_in_the_language_chosen(follower: Applicant) -> None:
    for state in (S.IN_STUDY, S.MATCHED, S.SCHEDULED, S.HELD):
        led(follower.request, state)
        assert TOLD[state] in plain(letters()[-1])
        assert TOLD[state] in rich(letters()[-1])
        assert follower.request.reference in letters()[-1]["Subject"]
    assert len(letters()) == 4
    other = StopRequestFactory(theme=follower.request.theme, reply_language="es")
    led(other, S.IN_STUDY, S.NOT_VIABLE)
    assert "Esta vez no puede ser." in plain(letters()[-1])
    assert "Perquè sí." in plain(letters()[-1])


def test_a_stop_is_named_only_once_anybody_may_read_it(follower: Applicant, site: Any) -> None:
    stop = StopPageFactory(parent=StopIndexPageFactory(parent=site), title="Una parada secreta", live=False)
    follower.request.stop = stop
    follower.request.save(update_fields=["stop"])
    led(follower.request, S.IN_STUDY, S.MATCHED, S.SCHEDULED)
    assert stop.town not in plain(letters()[-1])
    assert "Ves a la parada" not in follower.page()
    stop.save_revision().publish()
    page = follower.page()
    assert "La parada ja és al calendari" in page
    assert f'href="{stop.url}"' in page
