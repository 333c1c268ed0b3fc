"""What every public form promises: no cookie, nothing stored, one row, no stranger's page, no flood."""

import base64
import json
import uuid
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import DatabaseError

from caravana_site.common.models import AttemptCount, NoticeVersion, OutgoingEmail, PrivacyNotice
from caravana_site.common.public_forms.limits import MOST_SENDINGS
from practices.models import ContactMessage, ReplicationReport
from tests.factories.public_forms import OWN, Reader, seal_in, solution_in

from .conftest import MESSAGE, REPORT

FORMS = ("contact", "replication", "mistake")
FIELDS = {"contact": MESSAGE, "replication": REPORT, "mistake": {"text": "La xifra no quadra."}}


@pytest.fixture(params=FORMS)
def form(request: Any) -> tuple[Reader, dict[str, str]]:
    return request.getfixturevalue(request.param), FIELDS[request.param]


def test_no_answer_sets_a_cookie_or_may_be_stored(form: tuple[Reader, dict[str, str]]) -> None:
    reader, fields = form
    sent = reader.send(**fields)
    thanks = reader.client.get(sent["Location"])
    wrong = reader.send(text="")
    for answer in (reader.page, sent, thanks, wrong, reader.client.put(reader.url)):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
    assert sent.status_code == 303
    assert "noindex" in reader.page.content.decode()


def test_two_sendings_are_one_row_and_its_mail_leaves_once(contact: Reader) -> None:
    first, second = contact.send(**MESSAGE), contact.send(**MESSAGE, reading=0)
    assert (first.status_code, second.status_code) == (303, 303)
    assert ContactMessage.objects.count() == 1
    assert OutgoingEmail.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://["},
        {},
    ],
    ids=["another site", "null", "browser says cross-site", "broken", "none"],
)
def test_what_comes_from_elsewhere_is_refused_and_nothing_is_lost(contact: Reader, headers: dict[str, str]) -> None:
    data = {**MESSAGE, "seal": seal_in(contact.page), "altcha": solution_in(contact.page)}
    contact.traveller.shift(5)
    answer = contact.client.post(contact.url, data, headers=headers)
    assert answer.status_code == 403
    assert "no diu que això vingui de la nostra pàgina" in answer.content.decode()
    assert "Com ho vau fer?" in answer.content.decode()
    assert not ContactMessage.objects.exists()
    again = contact.client.post(contact.url, {**data, "seal": seal_in(answer), "altcha": solution_in(answer)}, **OWN)
    assert again.status_code == 303, "the same seal is good when it is sent from our page"


def test_a_filled_trap_is_told_and_can_be_sent_again(contact: Reader) -> None:
    answer = contact.send(**MESSAGE, fax="93 000")
    assert "Alguna cosa ha omplert un camp" in answer.content.decode()
    assert not ContactMessage.objects.exists()
    assert contact.send(**MESSAGE, reading=0).status_code == 303


def test_faster_than_anybody_writes_is_told_and_can_be_sent_again(contact: Reader) -> None:
    answer = contact.send(**MESSAGE, reading=1)
    assert "més de pressa del que ningú escriu" in answer.content.decode()
    assert not ContactMessage.objects.exists()
    assert contact.send(**MESSAGE, reading=3).status_code == 303


@pytest.mark.parametrize("seal", ["", "x", "WyJjb250YWN0Il0:abc", "\x00", "🐐" * 3000], ids=lambda text: text[:8])
def test_a_forged_seal_is_told_and_replaced(contact: Reader, seal: str) -> None:
    answer = contact.send(**MESSAGE, seal=seal)
    assert answer.status_code == 200
    assert "ha perdut el segell" in answer.content.decode()
    assert "Com ho vau fer?" in answer.content.decode()
    contact.page = answer
    assert contact.send(**MESSAGE).status_code == 303


def test_a_seal_of_yesterday_and_one_of_another_form_are_no_good(contact: Reader, replication: Reader) -> None:
    assert "ha perdut el segell" in contact.send(**MESSAGE, reading=25 * 60 * 60).content.decode()
    assert "ha perdut el segell" in contact.send(**MESSAGE, seal=seal_in(replication.page)).content.decode()


def test_one_network_is_stopped_and_others_are_not(contact: Reader, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1

    def answer(forwarded: str) -> int:
        data = {"seal": seal_in(contact.page)}
        headers = {**OWN["headers"], "X-Forwarded-For": forwarded}
        return contact.client.post(contact.url, data, headers=headers).status_code

    # What a visitor writes in front of the proxy's own note does not make them another visitor.
    codes = [answer(f"10.0.0.{number}, 203.0.113.7") for number in range(MOST_SENDINGS + 1)]
    assert codes == [200] * MOST_SENDINGS + [429]
    assert answer("203.0.113.8") == 200
    assert answer("2001:db8::1") == 200
    contact.traveller.shift(2 * 60 * 60)
    assert answer("203.0.113.7") == 200, "an hour later"


def test_the_limit_keeps_no_address_and_lets_through_when_it_cannot_count(
    contact: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact.send(**{**MESSAGE, "text": ""})
    kept = str(list(AttemptCount.objects.values()))
    assert AttemptCount.objects.count() == 1
    assert "127.0.0" not in kept

    def broken(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(AttemptCount.objects, "get_or_create", broken)
    assert contact.send(**MESSAGE).status_code == 303


def test_a_proof_serves_one_sending_only(contact: Reader) -> None:
    stolen = solution_in(contact.page)
    contact.page = contact.client.get(contact.url)
    contact.send(**MESSAGE, altcha=stolen)
    assert ContactMessage.objects.get().confirmed is None


@pytest.mark.parametrize("payload", ["x", "e30=", "W10=", "bnVsbA==", "eyJudW1iZXIiOiAieCJ9", "A" * 9000])
def test_a_broken_proof_is_as_none(contact: Reader, payload: str) -> None:
    assert contact.send(**MESSAGE, altcha=payload).status_code == 303
    assert ContactMessage.objects.get().confirmed is None


@pytest.mark.parametrize(
    "crafted",
    [{"salt": "a?key={key}&b=?c"}, {"challenge": "\ud800"}, {"salt": "\ud800?key={key}"}, {"number": 10**3000}],
    ids=["two marks", "lone surrogate", "lone surrogate in the salt", "a number without end"],
)
def test_a_proof_that_is_made_to_break_us_is_as_none(contact: Reader, crafted: dict[str, Any]) -> None:
    honest = json.loads(base64.b64decode(solution_in(contact.page)))
    _salt, _mark, carried = honest["salt"].partition("?")
    (key,) = parse_qs(carried)["key"]
    crafted = {name: value.format(key=key) if name == "salt" else value for name, value in crafted.items()}
    payload = base64.b64encode(json.dumps({**honest, **crafted}).encode()).decode()
    assert contact.send(**MESSAGE, altcha=payload).status_code == 303
    assert ContactMessage.objects.get().confirmed is None


def test_a_proof_nested_without_end_is_as_none(contact: Reader) -> None:
    payload = base64.b64encode(b"[" * 2900).decode()
    assert contact.send(**MESSAGE, altcha=payload).status_code == 303


def test_the_version_of_the_notice_that_was_shown_is_kept(contact: Reader) -> None:
    shown = NoticeVersion.objects.get(form="contact", language="ca")
    notice = PrivacyNotice.objects.get(form="contact", locale__language_code="ca")
    notice.save()
    assert NoticeVersion.objects.filter(form="contact", language="ca").count() == 1, "nothing changed"
    notice.purpose = "Una altra cosa."
    notice.save()
    contact.send(**MESSAGE)
    message = ContactMessage.objects.get()
    assert message.notice == shown
    assert message.notice.purpose == "Respondre."
    contact.page = contact.client.get(contact.url)
    contact.send(**MESSAGE)
    assert {one.notice.number for one in ContactMessage.objects.all()} == {1, 2}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("text", "a" * 10_000, "Té 10000 caràcters; el màxim són 5000."),
        ("email", "nuria@sort", "ha de ser com ara"),
        ("name", "", "Escriu el teu nom."),
        ("accepted", "", "Marca que has llegit"),
    ],
)
def test_each_error_is_told_by_its_field_and_above_and_nothing_is_lost(
    contact: Reader, name: str, value: str, told: str
) -> None:
    page = contact.send(**{**MESSAGE, name: value}).content.decode()
    assert page.count(told) == 2
    assert f'<a href="#id_{name}">' in page
    assert f'id="id_{name}_error"' in page
    assert "autofocus" in page
    assert 'aria-invalid="true"' in page
    for kept in (MESSAGE["text"] if name != "text" else value, MESSAGE["name"] if name != "name" else ""):
        assert kept in page


@pytest.mark.parametrize("odd", ["a\x00b", "\u202eabc", "e\u0301", "\U0001f40e", "\ufffe\x07x", "«l·l»\r\n\r\n"])
def test_odd_text_is_kept_without_what_no_key_types(replication: Reader, odd: str) -> None:
    assert replication.send(**{**REPORT, "what_changed": f"Hola {odd}"}).status_code == 303
    kept = ReplicationReport.objects.get().what_changed
    assert kept.startswith("Hola")
    assert "\x00" not in kept


def test_a_name_with_a_line_break_makes_no_header(contact: Reader) -> None:
    assert contact.send(**{**MESSAGE, "name": "Núria\r\nBcc: tothom@example.cat"}).status_code == 303
    row = OutgoingEmail.objects.get()
    assert row.recipients == ["amagada@example.cat"]
    assert message_from_bytes(bytes(row.message))["Bcc"] is None
    assert ContactMessage.objects.get().name == "Núria Bcc: tothom@example.cat"


def test_wrong_methods_pages_and_receipts_are_told_in_the_readers_language(contact: Reader) -> None:
    assert "Això no es pot demanar així" in contact.client.put(contact.url).content.decode()
    assert contact.client.delete(contact.url).status_code == 405
    assert contact.client.get("/ca/practiques/no-hi-es/escriu/").status_code == 404
    for token in ("x", "%00", str(uuid.uuid4())):
        gone = contact.client.get(f"{contact.url}?rebut={token}")
        assert gone.status_code == 404
        assert "ja no es pot mostrar" in gone.content.decode()
        assert contact.client.get(f"/es/confirma/{token}/").status_code == 404
        assert contact.client.post(f"/es/confirma/{token}/", **OWN).status_code == 404
