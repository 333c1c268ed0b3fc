"""Notes survive a lost connection, a second device and a second sending; behind a link that can be taken back."""

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from caravana_site.common import secret_links
from events.models import LONGEST_NOTE, Visit, VisitNote
from events.visits.notes import BETWEEN
from tests.factories import ThemeFactory, publish_home
from tests.factories.public_forms import OWN
from tests.factories.visits import GuideQuestionFactory, VisitFactory

pytestmark = pytest.mark.django_db
PHONE, LAPTOP = "a" * 36, "b" * 36


class Rapporteur:
    """Whoever has the link, with one device or another."""

    def __init__(self, client: Any, visit: Visit, question: Any) -> None:
        self.client, self.question = client, question
        self.url = f"/ca/visita/{secret_links.current(Visit.PURPOSE, visit.key).token}/"

    def send(self, text: str, *, device: str = PHONE, base: int = 0) -> Any:
        note = {"question": str(self.question.translation_key), "text": text, "base": base}
        told = json.dumps({"device": device, "notes": [note]})
        return self.client.post(self.url, told, content_type="application/json", **OWN)


@pytest.fixture
def rapporteur(client):
    publish_home("es")
    theme = ThemeFactory(key="dades-obertes")
    question = GuideQuestionFactory(text="Què passava abans?", feeds="problem")
    return Rapporteur(client, VisitFactory(stop__theme=theme), question)


def only_note() -> VisitNote:
    return VisitNote.objects.get()


def test_the_page_asks_and_keeps_to_itself(rapporteur):
    page = rapporteur.client.get(rapporteur.url)

    assert "Què passava abans?" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex"
    assert not page.cookies


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_and_a_replaced_link_say_what_to_do(rapporteur, method):
    ask = getattr(rapporteur.client, method)
    forged = ask("/ca/visita/no-ho-endevinaras~abc/", **OWN)
    secret_links.replace(Visit.PURPOSE, Visit.objects.get().key)
    replaced = ask(rapporteur.url, **OWN)

    assert (forged.status_code, replaced.status_code) == (404, 410)
    assert "Aquest enllaç no obre res" in forged.content.decode()
    assert "S’ha substituït" in replaced.content.decode()
    assert not VisitNote.objects.exists()


def test_a_note_that_is_sent_twice_is_kept_once(rapporteur):
    first, again = rapporteur.send("Quaranta-sis quilòmetres."), rapporteur.send("Quaranta-sis quilòmetres.")

    assert first.json() == again.json()
    assert (only_note().text, only_note().number) == ("Quaranta-sis quilòmetres.", 1)


def test_one_device_goes_on_writing_though_an_answer_was_lost(rapporteur):
    rapporteur.send("Quaranta")
    rapporteur.send("Quaranta-sis", base=0)  # it never heard that the first had arrived

    assert only_note().text == "Quaranta-sis"


def test_two_devices_lose_neither_text(rapporteur):
    rapporteur.send("Des del mòbil.", device=PHONE)
    told = rapporteur.send("Des del portàtil.", device=LAPTOP, base=0).json()["notes"][0]

    assert only_note().text.index("Des del mòbil.") < only_note().text.index("Des del portàtil.")
    assert told["text"] == only_note().text
    # Whoever had both before her eyes replaces both.
    rapporteur.send("Tots dos junts.", device=PHONE, base=told["base"])
    assert only_note().text == "Tots dos junts."


def test_a_text_that_is_sent_again_after_another_devices_loses_and_repeats_nothing(rapporteur):
    rapporteur.send("Des del mòbil.", device=PHONE)
    for text in ("Des del portàtil.", "Des del portàtil.", "Des del portàtil, més."):
        rapporteur.send(text, device=LAPTOP, base=0)  # no answer ever arrived
    rapporteur.send("Des del mòbil.", device=PHONE, base=0)

    assert only_note().text.split(BETWEEN) == ["Des del mòbil.", "Des del portàtil, més."]


def test_without_scripts_it_is_a_form(rapporteur):
    key = rapporteur.question.translation_key
    data = {"device": PHONE, f"note-{key}": "Cues de dues hores.", f"base-{key}": "0"}
    answer = rapporteur.client.post(rapporteur.url, data, **OWN)

    assert answer.status_code == 303
    assert "Cues de dues hores." in rapporteur.client.get(answer["Location"]).content.decode()


def test_a_note_that_is_too_long_is_told_and_nothing_is_cut(rapporteur):
    key = rapporteur.question.translation_key
    form = rapporteur.client.post(rapporteur.url, {f"note-{key}": "a" * (LONGEST_NOTE + 1)}, **OWN)
    sent = rapporteur.send("a" * (LONGEST_NOTE + 1))

    assert form.status_code == sent.status_code == 400
    assert "Què passava abans?" in form.content.decode()
    assert not VisitNote.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"device": 1}', b'{"device": "a", "notes": [1]}', b"\xff\xfe", b"[" * 100_000,
     b'{"device": "a", "notes": [{"question": "no", "text": "a", "base": 0}]}',
     b'{"device": "a", "notes": [{"question": "00000000000040008000000000000000", "text": "a", "base": Infinity}]}'],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_the_readers_language(rapporteur, body):
    answer = rapporteur.client.post(rapporteur.url, body, content_type="application/json", **OWN)

    assert answer.status_code == 400
    assert "Encara són al teu dispositiu" in answer.json()["problem"]


@pytest.mark.parametrize("device", ["a\x00b", "\ud800", "x" * 5000])
def test_a_device_may_be_called_anything(rapporteur, device):
    key = rapporteur.question.translation_key
    sent = rapporteur.send("Hola", device=device)
    form = rapporteur.client.post(
        rapporteur.url, {"device": "a\x00b", f"note-{key}": "Adéu", f"base-{key}": "9" * 5000}, **OWN
    )

    assert (sent.status_code, form.status_code) == (200, 303)
    assert "Adéu" in only_note().text


def test_a_question_that_the_guide_never_had_is_left_out(rapporteur):
    note = {"question": str(uuid.uuid4()), "text": "Hola", "base": 0}
    told = json.dumps({"device": PHONE, "notes": [note]})
    answer = rapporteur.client.post(rapporteur.url, told, content_type="application/json", **OWN)

    assert answer.json() == {"notes": []}
    assert not VisitNote.objects.exists()


def test_a_sending_from_elsewhere_is_refused(rapporteur):
    elsewhere = {"headers": {"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"}}
    answer = rapporteur.client.post(rapporteur.url, {"device": PHONE}, **elsewhere)

    assert answer.status_code == 403


def test_the_notes_of_a_question_that_is_gone_are_still_there(rapporteur):
    rapporteur.send("No s’ha de perdre.")
    rapporteur.question.delete()

    assert "No s’ha de perdre." in rapporteur.client.get(rapporteur.url).content.decode()


def test_deleting_a_visit_takes_its_links(rapporteur):
    Visit.objects.get().delete()

    assert rapporteur.client.get(rapporteur.url).status_code == 404


def test_the_page_speaks_the_readers_language_and_the_guide_its_own(rapporteur):
    page = rapporteur.client.get(rapporteur.url.replace("/ca/visita/", "/es/visita/"))
    told = page.content.decode()

    assert "Lleva las notas a la historia" in told
    assert '<form method="post"' in told
    assert reverse("visit", args=["x"]).endswith("/visita/x/")


def test_nothing_on_the_page_carries_its_address_to_others(rapporteur):
    told = rapporteur.client.get(rapporteur.url).content.decode()

    assert "/ca/avisa/" not in told
