"""A canary in everything that is private: it sings in no document and in no file of the open data."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from caravana_site.api.models import Dependency, Document, Value
from caravana_site.api.open_data.datasets import DATASETS, Dataset, things_of
from caravana_site.api.open_data.formats import csv_lines, json_lines
from caravana_site.api.projection.projector import project_all
from caravana_site.common.models import NoticeVersion
from practices.models import (
    Approval,
    ApprovalRemark,
    Interview,
    InterviewConsent,
    Organisation,
    ReplicationReport,
    ReviewReminder,
)
from tests import factories as made
from tests.factories.public_forms import open_forms

from .catalogue import KEY, TOLD, body, in_spanish, practice, publish, replicated, restrict, row, site

pytestmark = pytest.mark.django_db
CANARY = "canari"
MAIL = f"{CANARY}@exemple.cat"
CONTACT = {"contact_name": CANARY, "contact_email": MAIL, "contact_phone": CANARY}


@pytest.fixture
def page() -> Any:
    """Public in both languages, with a canary in whatever is not."""
    page = practice(site())
    for one in InterviewConsent.objects.all():
        one.person = one.withdrawn_reason = CANARY
        one.file = ContentFile(b"%PDF-1.4 canari", f"{CANARY}.pdf")
        one.save()
    for body_of_it in Organisation.objects.all():
        for name, value in CONTACT.items():
            setattr(body_of_it, name, value)
        body_of_it.save()
    page = publish(
        page, relay_email=MAIL, approved_by=CANARY, unapproved_reason=CANARY, next_review=date(2031, 7, 13), **CONTACT
    )
    in_spanish(page)
    return page


def another(page: Any, **fields: Any) -> Any:
    """A practice beside that one, with all its parts, not published."""
    return practice(page.get_parent(), uuid4(), translation_key=uuid4(), slug="secret", **fields)


def sings(word: str = CANARY) -> list[str]:
    """Where the word is, in anything that programs can be given; documents are there at all."""
    project_all()
    assert Document.objects.public().of("practice").exists()
    assert Document.objects.public().of("organisation").exists()
    held = [(f"{one} body", f"{one.body} {one.title} {one.path}") for one in Document.objects.all()]
    held += [(f"value {one.name}", one.text) for one in Value.objects.all()]
    held += [("dependency", one.key) for one in Dependency.objects.all()]
    held += [(f"{language}/{one.name}", _dumped(one, language)) for one in DATASETS for language in ("ca", "es")]
    return [where for where, text in held if word.casefold() in text.casefold()]


def _dumped(dataset: Dataset, language: str) -> str:
    """What the files of the open data would tell."""
    lines = (write(dataset, language, things_of(dataset, language)) for write in (csv_lines, json_lines))
    return b"".join(line for file in lines for line in file).decode()


def test_the_canary_is_heard_where_it_is_public(page: Any) -> None:
    publish(page, summary=f"Un {CANARY} a la vista.")
    assert sings()


def test_contacts_approvals_consents_and_reviews_are_not_told(page: Any) -> None:
    approval = Approval.objects.create(
        practice=page, role="host", holder=CANARY, email=MAIL, language="ca", signed=CANARY
    )
    ApprovalRemark.objects.create(approval=approval, part="title", heading=CANARY, text=CANARY)
    ReviewReminder.objects.create(practice_key=KEY, due=date(2031, 7, 13))
    publish(page)
    assert sings() == []
    assert sings("2031-07-13") == []
    assert sings("Montserrat Inventada") == []
    assert "consent" not in row("practice", KEY).body
    assert body("practice", KEY)["interviews"]


def test_what_was_sent_and_is_not_approved_is_not_told(page: Any) -> None:
    open_forms()
    fields = {**TOLD, "organisation_name": CANARY, "what_changed": CANARY, "result": CANARY}
    ReplicationReport.objects.create(
        practice=page, name=CANARY, email=MAIL, language="ca", notice=NoticeVersion.objects.get(form="replication"),
        organisation=made.OrganisationFactory(), **fields,
    )  # fmt: skip
    publish(page)
    assert sings() == []


def test_drafts_are_not_told(page: Any) -> None:
    draft = type(page).objects.get(pk=page.pk)
    draft.title = draft.summary = draft.archived_reason = CANARY
    for one in (*draft.successes.all(), *draft.difficulties.all(), *draft.interviews.all()):
        one.title = CANARY
    draft.save_revision()
    other = another(page, title=f"El {CANARY}", summary=CANARY)
    replicated(other, organisation=page.organisation, what_changed=CANARY)
    page.organisation.save()
    assert sings() == []
    draft.latest_revision.publish()
    assert sings()


def test_what_is_restricted_or_taken_down_is_forgotten(page: Any) -> None:
    secret = publish(another(page, title=f"El {CANARY}"))
    replicated(secret, organisation=page.organisation)
    assert sings()
    limit = restrict(secret)
    assert sings() == []
    limit.delete()
    assert sings()
    secret.unpublish()
    assert sings() == []


def test_an_interview_that_was_taken_out_is_forgotten(page: Any, admin_client: Any) -> None:
    Interview.objects.update(title=CANARY, role=CANARY)
    publish(page)
    assert sings()
    interview = page.interviews.get()
    admin_client.post(reverse("withdraw_interview", args=[interview.identity]), {"reason": CANARY})
    assert sings() == []
