"""What is past its time goes everywhere; what a person asks for is handed over, or gone for good."""

import json
import logging
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import models
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry
from wagtail_localize.models import TranslationSource

from caravana_site.common.mail import deliver_due
from caravana_site.common.models import AttemptCount, Document, OutgoingEmail, SignInEvent
from caravana_site.common.personal_data import duties, holdings
from home.models import MistakeReport
from practices.models import ContactMessage, Replication, ReplicationReport
from tests.factories.public_forms import Reader

from .conftest import MESSAGE, REPORT

WHO = "nuria@sort.example"


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def sent(contact: Reader, replication: Reader, mistake: Reader) -> Reader:
    """One sending of each form, delivered, with an approved replication, sign-ins and attempts."""
    contact.send(**MESSAGE)
    replication.send(**REPORT)
    mistake.send(text="La xifra no quadra.", email=WHO)
    report = ReplicationReport.objects.get()
    report.decision = "approved"
    report.settle([])
    log(report, "wagtail.edit")
    SignInEvent.objects.create(kind="failure", username=WHO, address="203.0.113.7")
    AccessAttempt.objects.create(username=WHO, ip_address="203.0.113.7", failures_since_start=1)
    deliver_due()
    return contact


def left() -> dict[str, int]:
    kept = (ContactMessage, ReplicationReport, MistakeReport, OutgoingEmail, SignInEvent, AccessAttempt, AttemptCount)
    return {model.__name__: model._default_manager.count() for model in kept}


def test_each_thing_goes_after_its_own_time_and_not_before(sent: Reader) -> None:
    assert "form-contact: 0 deleted" in run("purge_personal_data")
    assert left() == {
        "ContactMessage": 1, "ReplicationReport": 1, "MistakeReport": 1, "OutgoingEmail": 3, "SignInEvent": 1,
        "AccessAttempt": 1, "AttemptCount": 3,
    }  # fmt: skip
    sent.traveller.shift(timedelta(days=31))
    before = left()
    dry = run("purge_personal_data", "--dry-run")
    assert "mail: 3 would be deleted" in dry
    assert left() == before, "a dry run only counts"
    assert "mail: 3 deleted" in run("purge_personal_data")
    assert (left()["OutgoingEmail"], left()["AccessAttempt"], left()["AttemptCount"]) == (0, 0, 0)
    assert left()["ContactMessage"] == 1
    for days, gone in ((60, "ContactMessage"), (91, "MistakeReport"), (185, "ReplicationReport")):
        sent.traveller.shift(timedelta(days=days))
        run("purge_personal_data")
        assert left()[gone] == 0
    assert left()["SignInEvent"] == 0
    assert not ModelLogEntry.objects.filter(label__contains="rebuda").exists()
    assert Replication.objects.count() == 1, "what is published names nobody and stays"


def test_what_nobody_confirms_goes_in_three_days(contact: Reader) -> None:
    contact.send(**MESSAGE, script=False)
    contact.traveller.shift(timedelta(days=2, hours=23))
    duties.purge()
    assert ContactMessage.objects.exists()
    contact.traveller.shift(timedelta(hours=2))
    duties.purge()
    assert not ContactMessage.objects.exists()


def test_mail_that_still_waits_is_kept_until_it_has_left(contact: Reader) -> None:
    contact.send(**MESSAGE)
    contact.traveller.shift(timedelta(days=40))
    run("purge_personal_data")
    assert OutgoingEmail.objects.count() == 1


class Files(holdings.Holding):
    """Documents as if they were an applicant's: rows with a file, a place in the index, references and a history."""

    key, name = "files", "Files"

    def expired(self, now: Any) -> models.QuerySet[Any]:
        return Document.objects.filter(created_at__lt=now - timedelta(days=10))

    def about(self, email: str) -> list[Any]:
        return list(Document.objects.filter(title__icontains=email))


def test_rows_go_with_their_files_their_history_and_their_place_in_the_index(
    practice: Any, clock: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setitem(holdings._holdings, "files", Files())
    document = Document.objects.create(title=f"Consentiment {WHO}", file=ContentFile(b"x", name="consent.txt"))
    log(document, "wagtail.create")
    kind = ContentType.objects.get_for_model(Document)
    mine = {"content_type": kind, "object_id": str(document.pk)}
    assert IndexEntry.objects.filter(**mine).exists()
    path = Path(document.file.path)
    assert path.exists()
    clock.shift(timedelta(days=11))
    with django_capture_on_commit_callbacks(execute=True):
        assert "files: 1 deleted" in run("purge_personal_data")
    assert not path.exists()
    for model in (IndexEntry, ModelLogEntry, ReferenceIndex, Revision):
        assert not model.objects.filter(**mine).exists()


def test_a_person_gets_everything_and_then_has_it_gone(sent: Reader, practice: Any) -> None:
    told = json.loads(run("export_personal_data", WHO.upper()))
    text = json.dumps(told, ensure_ascii=False)
    for word in ("Com ho vau fer?", "Sense furgoneta.", "La xifra no quadra.", "203.0.113.7"):
        assert word in text
    assert {"Missatges enviats", "Accessos refusats"} <= set(told)
    assert "{}" in run("export_personal_data", "ningu@example.cat")
    report = run("erase_personal_data", WHO)
    assert "form-contact: 1 erased" in report
    assert json.loads(run("export_personal_data", WHO)) == {}
    assert "Nothing is held" in run("erase_personal_data", WHO)
    assert Replication.objects.count() == 1


def test_a_private_contact_goes_from_pages_revisions_and_translation_sources(practice: Any) -> None:
    practice.contact_name, practice.contact_email = "Pere Vila", "pere@vila.example"
    practice.save_revision().publish()
    TranslationSource.update_or_create_from_instance(practice)
    assert "pere@vila.example" in run("export_personal_data", "pere@vila.example")
    run("erase_personal_data", "pere@vila.example")
    practice.refresh_from_db()
    assert (practice.contact_name, practice.contact_email) == ("", "")
    assert practice.relay_email == "amagada@example.cat", "another person's"
    assert "Pere" not in json.dumps([revision.content for revision in Revision.objects.all()])
    assert "Pere" not in "".join(TranslationSource.objects.values_list("content_json", flat=True))


LONGER = [
    "joana@x.cat", "an.ana@x.cat", "o'ana@x.cat", "jo+ana@x.cat", "a/ana@x.cat", "ana@x.cat.example",
    "ana@x.catala.example", "ana@x.cat-sort.example",
]  # fmt: skip


@pytest.mark.parametrize("other", LONGER)
def test_what_is_of_a_longer_address_is_neither_handed_over_nor_deleted(
    contact: Reader, practice: Any, other: str
) -> None:
    practice.contact_name, practice.contact_email, practice.relay_email = "Una altra", other, other
    practice.save_revision().publish()
    TranslationSource.update_or_create_from_instance(practice)
    assert contact.send(**{**MESSAGE, "email": other}).status_code == 303
    EmailMessage("Avís", "Hola.", None, [other], cc=[f"Una altra <{other}>"]).send()
    before = left()
    assert json.loads(run("export_personal_data", "ana@x.cat")) == {}
    assert "Nothing is held" in run("erase_personal_data", "ana@x.cat")
    assert left() == before
    practice.refresh_from_db()
    assert practice.contact_email == other


@pytest.mark.parametrize("text", ["ana@x.cat", "Escriu a Ana@X.cat.", "«ana@x.cat», o (ana@x.cat)", "'ana@x.cat'"])
def test_mail_that_names_the_address_itself_is_found(practice: Any, text: str) -> None:
    EmailMessage("Avís", text, None, ["bustia@example.cat"]).send()
    EmailMessage("Avís", "Hola.", None, ["Ana <ana@x.cat>"]).send()
    assert "mail: 2 erased" in run("erase_personal_data", "ana@x.cat")


def test_nothing_personal_is_logged(contact: Reader, caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Telling"
    with caplog.at_level(logging.DEBUG):
        contact.send(**{**MESSAGE, "text": ""})
        contact.send(**MESSAGE)
        deliver_due()
        duties.purge()
        duties.erase(WHO)
    ours = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "was not sent" in ours
    for word in (WHO, "Núria", "amagada@", "127.0.0.1", "Com ho vau fer"):
        assert word not in ours


class Telling:
    """A mail server that names the recipient in what it answers."""

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        raise ConnectionRefusedError(f"550 no such mailbox {messages[0].recipients()}")


def test_nothing_that_was_sent_is_found_by_searching(sent: Reader) -> None:
    kinds = ContentType.objects.get_for_models(ContactMessage, ReplicationReport, MistakeReport).values()
    assert not IndexEntry.objects.filter(content_type__in=kinds).exists()


def test_an_administrator_exports_and_erases_and_the_log_names_nobody(sent: Reader, admin_client: Any) -> None:
    url = reverse("personal_data")
    found = admin_client.post(url, {"email": WHO, "do": "find"}).content.decode()
    assert "Escriu a una pràctica: 1" in found
    export = admin_client.post(url, {"email": WHO, "do": "export"})
    assert "no-store" in export["Cache-Control"]
    assert "attachment" in export["Content-Disposition"]
    assert "Com ho vau fer?" in export.content.decode()
    assert admin_client.post(url, {"email": WHO, "do": "erase"}).status_code == 302
    assert "D’aquesta adreça no es guarda res." in admin_client.post(url, {"email": WHO, "do": "find"}).content.decode()
    entries = ModelLogEntry.objects.filter(action__startswith="caravana.personal_data")
    assert {entry.action for entry in entries} == {"caravana.personal_data_exported", "caravana.personal_data_erased"}
    assert WHO not in json.dumps([entry.data for entry in entries])
