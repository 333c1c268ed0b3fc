"""Each form from the reader to whoever must hear of it, with JavaScript and without."""

import re
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from caravana_site.common.groups import ensure_groups
from caravana_site.common.models import OutgoingEmail, PrivacyNotice
from caravana_site.common.public_forms import kinds
from caravana_site.common.public_forms.deployment import forms_say_who_answers
from home.models import MistakeReport, SiteSettings
from practices.models import ContactMessage, Decision, Replication, ReplicationReport
from tests.factories import OrganisationFactory, PracticePageFactory, translated
from tests.factories.public_forms import OWN, Reader

from .conftest import MESSAGE, REPORT


def letters() -> list[Any]:
    rows = OutgoingEmail.objects.order_by("pk")
    return [message_from_bytes(bytes(row.message), policy=default) for row in rows]


def test_a_message_reaches_the_owner_and_neither_address_is_shown(contact: Reader) -> None:
    sent = contact.send(**MESSAGE, wants_copy="on")
    thanks = contact.client.get(sent["Location"]).content.decode()
    assert "El teu missatge va de camí" in thanks
    assert "Torna a la pràctica" in thanks
    relayed, copy = letters()
    assert (relayed["To"], relayed["Reply-To"]) == ("amagada@example.cat", "Núria Prat <nuria@sort.example>")
    assert "Com ho vau fer?" in relayed.get_content()
    assert copy["To"] == "nuria@sort.example"
    for shown in (contact.page.content.decode(), thanks, copy.as_string()):
        assert "amagada@" not in shown
    assert "nuria@" not in thanks


@pytest.mark.parametrize(
    ("relay", "contact_email", "body", "expected"),
    [
        ("", "persona@example.cat", "ens@example.cat", "persona@example.cat"),
        ("", "", "ens@example.cat", "ens@example.cat"),
        ("", "", "", "bustia@example.cat"),
    ],
)
def test_without_a_relay_mailbox_the_next_address_is_taken(
    contact: Reader, practice: Any, relay: str, contact_email: str, body: str, expected: str
) -> None:
    practice.relay_email, practice.contact_email = relay, contact_email
    practice.save()
    practice.organisation.contact_email = body
    practice.organisation.save()
    contact.send(**MESSAGE)
    assert OutgoingEmail.objects.get().recipients == [expected]


def test_a_letter_from_the_other_language_goes_to_the_new_mailbox_at_once(contact: Reader, practice: Any) -> None:
    translated(practice.get_parent(), "es", slug="practicas")
    translated(practice, "es", slug="una-buena-idea")
    practice.relay_email = "nova@example.cat"
    practice.save_revision().publish()  # and nobody has translated it again
    with override("es"):
        in_spanish = Reader(contact.client, contact.traveller, reverse("contact_practice", args=["una-buena-idea"]))
    in_spanish.send(**MESSAGE)
    assert OutgoingEmail.objects.get().recipients == ["nova@example.cat"]


def test_without_javascript_a_message_counts_once_its_link_is_confirmed(contact: Reader) -> None:
    sent = contact.send(**MESSAGE, script=False)
    assert "Mira el correu" in contact.client.get(sent["Location"]).content.decode()
    (asked,) = letters()
    assert asked["To"] == "nuria@sort.example"
    link = re.search(r"http://testserver(/ca/confirma/\S+)", asked.get_content())
    assert link
    asked_again = contact.client.get(link[1])
    assert "Sí, l’he enviat jo" in asked_again.content.decode()
    assert ContactMessage.objects.get().confirmed is None, "a mail filter that opens the link confirms nothing"
    assert contact.client.post(link[1], headers={"Origin": "https://evil.example"}).status_code == 403
    for _twice in range(2):
        done = contact.client.post(link[1], **OWN)
        assert (done.status_code, done["Cache-Control"]) == (303, "no-store")
    assert "El teu missatge va de camí" in contact.client.get(link[1]).content.decode()
    assert [letter["To"] for letter in letters()] == ["nuria@sort.example", "amagada@example.cat"]
    contact.traveller.shift(4 * 24 * 60 * 60)
    assert contact.client.get(link[1]).status_code == 404


def test_strangers_cannot_make_us_fill_a_mailbox(contact: Reader) -> None:
    for _time in range(7):
        contact.page = contact.client.get(contact.url)
        contact.send(**MESSAGE, script=False)
    assert OutgoingEmail.objects.filter(recipients=["nuria@sort.example"]).count() == 5


def test_a_replication_shows_once_an_editor_approves_it(
    replication: Reader, practice: Any, admin_client: Any, django_user_model: Any
) -> None:
    editor = django_user_model.objects.create_user("editora", "editora@example.cat", "x")
    editor.groups.add(ensure_groups()["communication"])
    known = OrganisationFactory(name="Ajuntament de Sort", slug="ajuntament-de-sort")
    translated(practice.get_parent(), "es", slug="practicas")
    spanish = translated(practice, "es", slug="una-buena-idea")
    replication.send(**REPORT)
    (letter,) = letters()
    assert letter["To"] == "editora@example.cat"
    assert "nuria" not in letter.as_string().lower()
    report = ReplicationReport.objects.get()
    assert report.organisation == known
    story = f"{practice.url}"
    assert "Sense furgoneta." not in replication.client.get(story).content.decode()
    edit = f"/admin/snippets/practices/replicationreport/edit/{report.pk}/"
    assert "nuria@sort.example" in admin_client.get(edit).content.decode()
    fields = {name: REPORT[name] for name in ("organisation_name", "state", "happened_on", "what_changed", "result")}
    decided = admin_client.post(edit, {**fields, "organisation": known.pk, "decision": Decision.APPROVED})
    assert decided.status_code == 302
    shown = replication.client.get(story).content.decode()
    assert "Sense furgoneta." in shown
    assert "nuria" not in shown.lower()
    assert "Sense furgoneta." in replication.client.get("/ca/ens/ajuntament-de-sort/").content.decode()
    in_spanish = replication.client.get(spanish.url).content.decode()
    assert '<div lang="ca">' in in_spanish
    assert "aún no se ha traducido" in in_spanish
    row = Replication.objects.get().copy_for_translation(Locale.objects.get(language_code="es"))
    row.what_changed = "Sin furgoneta."
    row.save()
    in_spanish = replication.client.get(spanish.url).content.decode()
    assert "Sin furgoneta." in in_spanish
    assert "Sense furgoneta." not in in_spanish
    admin_client.post(edit, {**fields, "organisation": known.pk, "decision": Decision.REFUSED})
    assert not Replication.objects.exists()
    assert "Sense furgoneta." not in replication.client.get(story).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("happened_on", "2030-01-01", "Escriu un dia que ja hagi arribat."),
        ("happened_on", "ahir", "Això no és cap dia"),
        ("state", "nope", "Tria’n una de les quatre."),
        ("organisation_name", "", "Escriu de quin ens ets."),
    ],
)
def test_what_is_wrong_in_a_replication_is_told(replication: Reader, name: str, value: str, told: str) -> None:
    page = replication.send(**{**REPORT, name: value}).content.decode()
    assert page.count(told) == 2
    assert not ReplicationReport.objects.exists()


def test_the_bodies_that_we_know_are_proposed_to_whoever_goes_to_the_field(replication: Reader) -> None:
    OrganisationFactory(name="Ajuntament d’Arres")
    page = replication.client.get(replication.url).content.decode()
    assert "Ajuntament d’Arres" not in page, "there may be a thousand of them"
    assert 'data-proposals="/bodies.json"' in page
    answer = replication.client.get("/bodies.json")
    assert "Ajuntament d’Arres" in answer.json()
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert not answer.get("Vary")


def test_an_organisation_that_we_do_not_know_and_a_day_as_it_is_said_are_taken(replication: Reader) -> None:
    replication.send(**{**REPORT, "organisation_name": "Ens nou", "happened_on": "31/12/2025"})
    report = ReplicationReport.objects.get()
    assert (report.organisation, str(report.happened_on)) == (None, "2025-12-31")


def test_most_adapted_practices_come_first(replication: Reader, practice: Any) -> None:
    index = practice.get_parent()
    other = PracticePageFactory(parent=index, title="Una altra")
    titles = re.findall(r"<h3><a [^>]*>([^<]+)", replication.client.get(f"{index.url}?order=adapted").content.decode())
    assert titles == ["Una altra", "Una bona idea"], "the newest first while nobody has told"
    Replication.objects.create(
        practice=practice, locale=practice.locale, organisation_name="Ens", state="adapted", happened_on="2025-01-01",
        what_changed="Res.",
    )  # fmt: skip
    Replication.objects.create(
        practice=other, locale=practice.locale, organisation_name="Ens", state="abandoned", happened_on="2025-01-01",
        what_changed="Res.",
    )  # fmt: skip
    titles = re.findall(r"<h3><a [^>]*>([^<]+)", replication.client.get(f"{index.url}?order=adapted").content.decode())
    assert titles == ["Una bona idea", "Una altra"]


def test_a_mistake_says_which_page_and_language_and_needs_no_email(mistake: Reader) -> None:
    footer = mistake.client.get("/ca/practiques/una-bona-idea/").content.decode()
    assert 'href="/ca/avisa/?pagina=%2Fca%2Fpractiques%2Funa-bona-idea%2F"' in footer
    sent = mistake.send(text="La xifra no quadra.", script=False)
    assert "Gràcies: ens ho mirarem" in mistake.client.get(sent["Location"]).content.decode()
    report = MistakeReport.objects.get()
    assert (report.page_path, report.language, report.email) == ("/ca/practiques/una-bona-idea/", "ca", "")
    (letter,) = letters()
    assert "http://testserver/ca/practiques/una-bona-idea/" in letter.get_content()
    assert letter["To"] == "bustia@example.cat", "the site's contact while the groups are empty"


@pytest.mark.parametrize(
    "page",
    [
        *("https://evil.example/", "//evil.example/", "///evil.example", "javascript:alert(1)", "\x00", "/" * 900),
        *("/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\x00/evil.example", "/\r\n/evil.example"),
        *("http:evil.example", "http:///evil.example", "/\x1f/evil.example", "\x01//evil.example", "/\\/evil.example"),
    ],
)
def test_a_page_that_is_not_ours_is_left_out(mistake: Reader, page: str) -> None:
    mistake.url = f"/ca/avisa/?{urlencode({'pagina': page})}"
    answer = mistake.page = mistake.client.get(mistake.url)
    assert answer.status_code == 200
    thanks = mistake.client.get(mistake.send(text="La xifra no quadra.")["Location"]).content.decode()
    assert "evil" not in thanks
    assert "evil" not in answer.content.decode()
    assert "alert" not in answer.content.decode()


@pytest.mark.parametrize("lacking", ["controller", "contact", "legal basis", "notice"])
def test_a_form_is_closed_until_it_says_who_answers_and_why(contact: Reader, lacking: str) -> None:
    settings = SiteSettings.objects.get(locale__language_code="ca")
    notice = PrivacyNotice.objects.get(form="contact", locale__language_code="ca")
    assert forms_say_who_answers(None) == []
    match lacking:
        case "controller":
            settings.data_controller = ""
        case "contact":
            settings.contact_email = ""
        case "legal basis":
            notice.legal_basis = " "
            notice.save()
        case "notice":
            notice.delete()
    settings.save()
    closed, refused = contact.client.get(contact.url), contact.send(**MESSAGE)
    assert (closed.status_code, refused.status_code) == (200, 503)
    for answer in (closed, refused):
        assert "Aquest formulari encara no és obert." in answer.content.decode()
        assert "<textarea" not in answer.content.decode()
        assert ("mailto:bustia@example.cat" in answer.content.decode()) is (lacking != "contact")
    assert not ContactMessage.objects.exists()
    assert {error.id for error in forms_say_who_answers(None)} == {"caravana.E006"}


def test_a_real_installation_begins_with_its_forms_closed(first_content: None, client: Any) -> None:
    assert "encara no és obert" in client.get("/ca/avisa/").content.decode()
    assert len(forms_say_who_answers(None)) == len(kinds.all_forms()) * 2 * 2, (
        "each form, two languages, a controller and a contact"
    )


def test_a_demonstration_has_its_forms_open_until_it_is_taken_away(demonstration: None, client: Any) -> None:
    """That one opens them after a plain seed too: `tests/seeds/test_invented_controller.py`."""
    for address in ("/ca/avisa/", "/es/avisa/"):
        assert "<textarea" in client.get(address).content.decode()
    assert forms_say_who_answers(None) == []
    call_command("seed", remove_demo=True, verbosity=0)
    assert "encara no és obert" in client.get("/ca/avisa/").content.decode()
