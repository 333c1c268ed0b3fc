"""The accessibility mailbox: three routes, twenty working days, one answer, each alert once."""

import re
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from caravana_site.common import clock as the_clock
from caravana_site.common.groups import COMMUNICATION, ensure_groups
from caravana_site.common.models import OutgoingEmail
from caravana_site.common.personal_data import duties
from home.accessibility_answer import send_answer
from home.accessibility_deadlines import tell_deadlines, tell_statement_due
from home.models import AccessibilityMessage, Holiday, StatementReminder
from tests.factories import AccessibilityStatementPageFactory, translated
from tests.factories.public_forms import Reader

SENT = {"route": "lack", "text": "El mapa no es pot llegir.", "name": "Núria Prat", "email": "nuria@sort.example"}
DUE = date(2026, 4, 7)  # received on 10 March: twenty working days without holidays
WHO = "editora@example.cat"


def letters() -> list[Any]:
    rows = OutgoingEmail.objects.order_by("pk")
    return [message_from_bytes(bytes(row.message), policy=default) for row in rows]


@pytest.fixture
def editor(practice: Any) -> Any:
    user = get_user_model().objects.create_user("editora", WHO, "x")
    user.groups.add(ensure_groups()[COMMUNICATION])
    return user


@pytest.fixture
def mailbox(practice: Any, client: Any, clock: Any) -> Reader:
    return Reader(client, clock, "/ca/accessibilitat/bustia/")


def sent(mailbox: Reader, **changes: Any) -> AccessibilityMessage:
    mailbox.page = mailbox.client.get(mailbox.url)
    answer = mailbox.send(**{**SENT, "accepted": "on", **changes})
    assert answer.status_code == 303, answer.content.decode()
    message: AccessibilityMessage = AccessibilityMessage.objects.latest("pk")
    return message


def test_a_barrier_is_told_and_gets_its_deadline(mailbox: Reader, editor: Any) -> None:
    answer = mailbox.send(**SENT, accepted="on")
    thanks = mailbox.client.get(answer["Location"]).content.decode()
    message = AccessibilityMessage.objects.get()
    assert (message.due_on, message.route, message.language) == (DUE, "lack", "ca")
    assert "7 d’abril de 2026" in thanks
    assert message.reference in thanks
    (letter,) = letters()
    assert letter["To"] == WHO
    assert "7 d’abril de 2026" in letter.get_content()
    assert not re.search("nuria|prat|mapa", letter.as_string(), re.IGNORECASE), "no letter says who wrote nor what"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"route": ""}, "Tria què vols fer."),
        ({"route": "nope"}, "Tria’n una de les tres."),
        ({"text": ""}, "Escriu què passa o què necessites."),
        ({"route": "information", "email": ""}, "Escriu el teu correu: t’hem de respondre."),
        ({"route": "complaint", "email": "", "earlier_reference": "AB12CD34"}, "Escriu el teu correu"),
        ({"route": "complaint"}, "Escriu la referència del missatge sobre el qual reclames."),
        ({"route": "complaint", "name": "", "earlier_reference": "AB12CD34"}, "Escriu el teu nom"),
        ({"accepted": ""}, "Marca que has llegit"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_kept(mailbox: Reader, changes: Any, problem: str) -> None:
    page = mailbox.send(**{**SENT, "accepted": "on", **changes})
    assert page.status_code == 200
    text = page.content.decode()
    assert problem in text
    assert "nope" not in text
    assert not AccessibilityMessage.objects.exists()


def test_a_barrier_may_be_told_without_an_address(mailbox: Reader) -> None:
    message = sent(mailbox, name="", email="")
    assert message.confirmed
    assert message.due_on == DUE


def test_without_javascript_it_counts_from_its_sending_once_confirmed(mailbox: Reader) -> None:
    mailbox.send(**SENT, accepted="on", script=False)
    assert AccessibilityMessage.objects.get().due_on is None
    link = re.search(r"http://testserver(/ca/confirma/\S+)", letters()[0].get_content())
    assert link
    mailbox.traveller.shift(timedelta(days=2))
    origin = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    assert mailbox.client.post(link[1], headers=origin).status_code == 303
    assert AccessibilityMessage.objects.get().due_on == DUE


def test_a_complaint_finds_the_earlier_one_however_it_is_typed(mailbox: Reader) -> None:
    earlier = sent(mailbox)
    typed = f" {earlier.reference[:4].lower()} {earlier.reference[4:]} "
    complaint = sent(mailbox, route="complaint", earlier_reference=typed)
    assert complaint.earlier == earlier
    assert complaint.earlier_reference == earlier.reference
    unknown = sent(mailbox, route="complaint", earlier_reference="no en tinc")
    assert (unknown.earlier, unknown.earlier_reference) == (None, "NOENTINC")


def test_the_statement_leads_to_each_route_in_both_languages(mailbox: Reader, practice: Any) -> None:
    home = practice.get_parent().get_parent()
    statement = AccessibilityStatementPageFactory(parent=home, slug="accessibilitat")
    translated(statement, "es", slug="accesibilidad")
    for address, mine in (
        ("/ca/accessibilitat/", "/ca/accessibilitat/bustia/"),
        ("/es/accesibilidad/", "/es/accesibilidad/buzon/"),
    ):
        text = mailbox.client.get(address).content.decode()
        for route in ("lack", "information", "complaint"):
            assert f'{mine}?via={route}"' in text
            form = mailbox.client.get(f"{mine}?via={route}&pagina=/ca/kit/&referencia=ab12cd34").content.decode()
            assert re.search(rf'value="{route}"[^>]*checked', form)
            assert 'value="/ca/kit/"' in form
            assert 'value="AB12CD34"' in form
    junk = mailbox.client.get("/ca/accessibilitat/bustia/?via=%00zzz&pagina=//evil.example/&referencia=%3Cb%3E")
    assert junk.status_code == 200
    assert (
        "evil.example" not in junk.content.decode().split("<form", 1)[1].split("</form>", 1)[0].split("<fieldset", 1)[1]
    )


def test_holidays_that_editors_keep_move_what_is_not_answered(mailbox: Reader) -> None:
    answered, waiting = sent(mailbox), sent(mailbox)
    send_answer(answered, "Ja està arreglat.")
    holiday = Holiday.objects.create(day=date(2026, 3, 19), name="Sant Josep")
    due = AccessibilityMessage.objects.in_bulk()
    assert (due[answered.pk].due_on, due[waiting.pk].due_on) == (DUE, date(2026, 4, 8))
    holiday.delete()
    assert AccessibilityMessage.objects.get(pk=waiting.pk).due_on == DUE


def test_the_editors_are_told_once_when_five_days_are_left_and_once_when_it_is_late(
    mailbox: Reader, editor: Any
) -> None:
    sent(mailbox, email="")
    told_before = len(letters())
    days = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1), DUE, date(2026, 4, 8), date(2026, 4, 9)]
    told = [(tell_deadlines(day), tell_deadlines(day)) for day in days]
    assert told == [(0, 0), (1, 0), (0, 0), (0, 0), (1, 0), (0, 0)]
    near, late = letters()[told_before:]
    assert "queden 5 dies hàbils" in near.get_content()
    assert "hi ha 1 dia hàbil de retard" in late.get_content()
    assert {near["To"], late["To"]} == {WHO}


def test_nobody_is_told_of_what_is_answered_and_everybody_is_once_there_is_somebody(mailbox: Reader) -> None:
    answered, waiting = sent(mailbox), sent(mailbox)
    send_answer(answered, "Fet.")
    from home.models import SiteSettings

    contacts = dict(SiteSettings.objects.values_list("pk", "contact_email"))
    SiteSettings.objects.update(contact_email="")
    assert tell_deadlines(DUE) == 0, "there is nobody to write to"
    for pk, email in contacts.items():
        SiteSettings.objects.filter(pk=pk).update(contact_email=email)
    assert tell_deadlines(DUE) == 1
    assert AccessibilityMessage.objects.exclude(warned_on=None).get() == waiting


def test_the_clock_does_both() -> None:
    functions = {entry.function for entry in the_clock.entries()}
    assert {f"home.accessibility_deadlines.{name}" for name in ("tell_deadlines", "tell_statement_due")} <= functions


def test_the_statement_is_told_of_once_a_review_at_eleven_months(practice: Any, editor: Any) -> None:
    home = practice.get_parent().get_parent()
    page = AccessibilityStatementPageFactory(parent=home, reviewed_on=date(2026, 6, 10))
    before = len(letters())
    assert tell_statement_due(date(2027, 5, 10)) == 0
    assert [tell_statement_due(date(2027, 5, 11)) for _twice in range(2)] == [1, 0]
    assert StatementReminder.objects.get().reviewed_on == date(2026, 6, 10)
    (letter,) = letters()[before:]
    assert "10 de juny de 2026" in letter.get_content()
    page.reviewed_on = date(2027, 5, 12)
    page.save_revision().publish()
    assert tell_statement_due(date(2027, 6, 1)) == 0
    assert tell_statement_due(date(2028, 4, 20)) == 1


def edit_of(message: AccessibilityMessage) -> str:
    return reverse("wagtailsnippets_home_accessibilitymessage:edit", args=[message.pk])


def test_an_editor_drafts_an_answer_sends_it_and_cannot_send_another(mailbox: Reader, editor: Any, client: Any) -> None:
    in_spanish = Reader(mailbox.client, mailbox.traveller, "/es/accesibilidad/buzon/")
    message = sent(in_spanish, text="No se lee.")
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(edit_of(message)).content.decode()
    assert "No se lee." in shown
    assert ">None<" not in re.sub(r"\s", "", shown)
    before = len(letters())
    assert client.post(edit_of(message), {"answer": "Lo estamos", "note": "Ho mira l’Anna."}).status_code == 302
    message.refresh_from_db()
    assert (message.answer, message.note, message.answered, len(letters())) == (
        "Lo estamos",
        "Ho mira l’Anna.",
        None,
        before,
    )
    empty = client.post(edit_of(message), {"answer": " ", "note": "", "send_now": "on"})
    assert "Escriu la resposta que s’ha d’enviar." in empty.content.decode()
    assert client.post(edit_of(message), {"answer": "Ya se lee.", "note": "", "send_now": "on"}).status_code == 302
    message.refresh_from_db()
    assert message.answered == timezone.now()
    (letter,) = letters()[before:]
    text = letter.get_content()
    assert (letter["To"], letter["Subject"]) == (
        "nuria@sort.example", f"Respuesta a tu mensaje sobre accesibilidad: {message.reference}",
    )  # fmt: skip
    assert "Ya se lee." in text
    assert "No se lee." in text
    assert f"/es/accesibilidad/buzon/?via=complaint&referencia={message.reference}" in text
    client.post(edit_of(message), {"answer": "Una altra", "note": "Tancat.", "send_now": "on"})
    message.refresh_from_db()
    assert (message.answer, message.note) == ("Ya se lee.", "Tancat.")
    assert len(letters()) == before + 1


def test_two_editors_at_once_send_one_answer(mailbox: Reader) -> None:
    message = sent(mailbox)
    twin = AccessibilityMessage.objects.get(pk=message.pk)
    before = len(letters())
    assert send_answer(message, "La primera.")
    assert not send_answer(twin, "La segona.")
    assert AccessibilityMessage.objects.get(pk=message.pk).answer == "La primera."
    assert len(letters()) == before + 1


def test_what_waits_is_listed_first_with_its_days_and_told_on_the_first_screen(
    mailbox: Reader, editor: Any, client: Any
) -> None:
    late, answered = sent(mailbox), sent(mailbox)
    send_answer(answered, "Fet.")
    mailbox.traveller.move_to(timezone.now() + timedelta(days=29))  # Wednesday 8 April
    near = sent(mailbox)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(reverse("wagtailsnippets_home_accessibilitymessage:list")).content.decode()
    assert text.index(late.reference) < text.index(near.reference) < text.index(answered.reference)
    assert "Fora de termini: 1 dia hàbil de retard" in text
    assert "Queden 20 dies hàbils" in text
    dashboard = client.get("/admin/").content.decode()
    assert "1 resposta sobre accessibilitat és fora de termini." in dashboard
    assert "1 missatge sobre accessibilitat per respondre." in dashboard
    assert "Encara no hi ha els dies festius del 2026" in dashboard
    Holiday.objects.create(day=date(2026, 12, 25), name="Nadal")
    assert "dies festius del 2026" not in client.get("/admin/").content.decode()


def test_it_goes_after_its_time_and_is_erased_on_request(mailbox: Reader) -> None:
    sent(mailbox)
    mailbox.traveller.shift(timedelta(days=729))
    duties.purge()
    assert AccessibilityMessage.objects.exists()
    mailbox.traveller.shift(timedelta(days=2))
    duties.purge()
    assert not AccessibilityMessage.objects.exists()
    message = sent(mailbox)
    assert any(message.text in str(row) for row in duties.export("nuria@sort.example").values())
    duties.erase("nuria@sort.example")
    assert not AccessibilityMessage.objects.exists()
