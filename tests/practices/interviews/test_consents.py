"""Signed consents: who may see which, denied unless stated; no address of the files serves one."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from caravana_site.common import groups
from caravana_site.common.checks import private_files_are_private
from caravana_site.common.personal_data import duties
from practices.models import InterviewConsent
from tests.factories import ConsentFactory, InterviewFactory

pytestmark = pytest.mark.django_db
WRITERS = {groups.COMMUNICATION, groups.REVIEWERS}
SNIPPET = "wagtailsnippets_practices_interviewconsent"
VIEWS = {
    "read the document": (lambda consent: reverse("consent_file", args=[consent.pk]), WRITERS),
    "list": (lambda consent: reverse(f"{SNIPPET}:list"), WRITERS),
    "look at one": (lambda consent: reverse(f"{SNIPPET}:inspect", args=[consent.pk]), WRITERS),
    "edit": (lambda consent: reverse(f"{SNIPPET}:edit", args=[consent.pk]), WRITERS),
    "choose": (lambda consent: reverse("consent_chooser:choose"), WRITERS),
    "choose results": (lambda consent: reverse("consent_chooser:choose_results"), WRITERS),
    "chosen": (lambda consent: reverse("consent_chooser:chosen", args=[consent.pk]), WRITERS),
    "delete": (lambda consent: reverse(f"{SNIPPET}:delete", args=[consent.pk]), set()),
}  # fmt: skip
ROLES = (groups.COMMUNICATION, groups.TRANSLATORS_CA_ES, groups.TRANSLATORS_ES_CA, groups.REVIEWERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", VIEWS)
def test_each_role_may_do_just_what_is_stated(action: str, role: str, signed_in: Any) -> None:
    address, allowed = VIEWS[action]
    answer = signed_in(role).get(address(ConsentFactory()))
    assert (answer.status_code == 200) is (role in allowed)
    if role not in allowed:
        assert b"signed" not in b"".join(answer)


@pytest.mark.parametrize("action", VIEWS)
def test_who_has_not_signed_in_is_sent_to_the_door(action: str, client: Any) -> None:
    answer = client.get(VIEWS[action][0](ConsentFactory()))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_no_public_address_serves_a_consent_and_its_reading_is_noted(
    client: Any, signed_in: Any, settings: Any
) -> None:
    consent = ConsentFactory()
    assert not Path(consent.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert Path(consent.file.path).stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="URL"):
        consent.file.url  # noqa: B018  # reading it is what raises
    for path in (f"/media/{consent.file.name}", f"/media/../private/{consent.file.name}", f"/{consent.file.name}"):
        assert client.get(path).status_code == 404
    answer = signed_in(groups.REVIEWERS).get(reverse("consent_file", args=[consent.pk]))
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"].startswith("attachment")
    assert consent.person not in answer["Content-Disposition"]
    assert ModelLogEntry.objects.filter(action="caravana.consent_read", object_id=str(consent.pk)).count() == 1


def test_a_private_folder_below_the_public_one_stops_the_site(settings: Any) -> None:
    assert private_files_are_private(None) == []
    settings.PRIVATE_ROOT = str(Path(settings.MEDIA_ROOT) / "private")
    assert [error.id for error in private_files_are_private(None)] == ["caravana.E020"]


def test_a_consent_in_force_shows_no_end_and_its_form_leads_to_the_document(signed_in: Any) -> None:
    client, consent = signed_in(groups.COMMUNICATION), ConsentFactory()
    looked_at = client.get(reverse(f"{SNIPPET}:inspect", args=[consent.pk])).content.decode()
    assert not re.search(r"<dd>\s*None", looked_at)
    assert len(re.findall(r"<dd>\s*—", looked_at)) == 4  # who added it, and three of its end
    edited = client.get(reverse(f"{SNIPPET}:edit", args=[consent.pk])).content.decode()
    assert reverse("consent_file", args=[consent.pk]) in edited
    assert reverse("consent_file", args=[0])[:-7] not in client.get(reverse(f"{SNIPPET}:add")).content.decode()


def test_an_editor_adds_one_with_its_document_and_is_remembered(signed_in: Any) -> None:
    client = signed_in(groups.COMMUNICATION)
    fields = {"person": "Marta Inventada", "signed_on": "2026-02-20"}
    address = reverse(f"{SNIPPET}:add")
    client.post(address, {**fields, "file": SimpleUploadedFile("c.pdf", b"%PDF-1.4 yes")})
    consent = InterviewConsent.objects.get()
    assert (consent.person, consent.added_by.username) == ("Marta Inventada", groups.COMMUNICATION)
    client.post(reverse("consent_chooser:create"), {**fields, "file": SimpleUploadedFile("c.pdf", b"%PDF-1.4 yes")})
    assert [one.added_by.username for one in InterviewConsent.objects.all()] == [groups.COMMUNICATION] * 2


@pytest.mark.parametrize(
    ("name", "contents", "said"),
    [
        ("c.exe", b"MZ", "PDF, JPG o PNG"),
        ("c.pdf", b"<html>", "no és el que diu el nom"),
        ("c.jpg", b"\xff\xd8\xff", "malmesa"),
        ("c.pdf", b"%PDF-" + b" " * 10 * 1024 * 1024, "10 MB"),
    ],
)
def test_what_is_no_signed_document_is_refused(name: str, contents: bytes, said: str, signed_in: Any) -> None:
    answer = signed_in(groups.COMMUNICATION).post(
        reverse(f"{SNIPPET}:add"),
        {"person": "Marta", "signed_on": "2026-02-20", "file": SimpleUploadedFile(name, contents)},
    )
    assert said in answer.content.decode()
    assert not InterviewConsent.objects.exists()


def test_an_editors_new_document_takes_the_place_of_the_old_one_on_the_disk(
    signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    consent = ConsentFactory()
    old = Path(consent.file.path)
    fields = {"person": consent.person, "signed_on": "2026-02-20"}
    address = reverse(f"{SNIPPET}:edit", args=[consent.pk])
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(groups.REVIEWERS).post(address, {**fields, "file": SimpleUploadedFile("n.pdf", b"%PDF-1.4 new")})
    consent.refresh_from_db()
    assert (consent.file.read(), old.exists()) == (b"%PDF-1.4 new", False)


def test_the_document_goes_with_its_row_however_that_is_deleted_and_only_once_it_is(
    django_capture_on_commit_callbacks: Any,
) -> None:
    consent = ConsentFactory()
    path = Path(consent.file.path)
    with django_capture_on_commit_callbacks() as waiting:
        InterviewConsent.objects.filter(pk=consent.pk).delete()
    assert path.exists(), "a rollback would need it"
    for callback in waiting:
        callback()
    assert not path.exists()


def test_who_signed_gets_what_is_held_and_has_it_gone_once_no_interview_needs_it(practice: Any) -> None:
    shown = InterviewFactory(page=practice, consent__person="Marta Vila <marta@vila.example>").consent
    ConsentFactory(person="Marta Vila <marta@vila.example>", withdrawn_reason="No hi surt bé")
    other = ConsentFactory(person="Una altra")
    told = duties.export("MARTA@vila.example")["Consentiments signats"]
    assert len(told) == 2
    assert "No hi surt bé" in str(told)
    assert len(duties.export("UNA altra")["Consentiments signats"]) == 1, "by the whole name too"
    assert duties.export("altra") == duties.export("ta@vila.example") == {}
    duties.erase("marta@vila.example")
    assert set(InterviewConsent.objects.all()) == {shown, other}


def test_the_person_is_named_nowhere_but_there(practice: Any, client: Any, admin_client: Any) -> None:
    consent = ConsentFactory(person="Montserrat Inventada")
    InterviewFactory(page=practice, consent=consent)
    assert "Montserrat" not in client.get(practice.url).content.decode()
    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk])).content.decode()
    assert "Montserrat" not in edit
    assert str(consent) in edit
    assert "Montserrat" not in admin_client.get(reverse("consent_chooser:choose")).content.decode()
