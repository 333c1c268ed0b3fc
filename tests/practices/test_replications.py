"""What other bodies made of a practice: one state in every language, and nothing told of what is not public."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from caravana_site.common.models import NoticeVersion
from practices.models import Decision, Replication, ReplicationReport
from tests.factories import (
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    in_language,
    publish_home,
    translated,
)
from tests.factories.public_forms import open_forms

pytestmark = pytest.mark.django_db
TOLD = {"organisation_name": "Ens", "state": "adapted", "happened_on": "2026-01-15", "what_changed": "Sense furgoneta."}


@pytest.fixture
def practice() -> Any:
    index = PracticeIndexPageFactory(parent=publish_home("es"))
    return PracticePageFactory(parent=index, title="La furgoneta", slug="la-furgoneta")


@pytest.fixture
def body() -> Any:
    return OrganisationFactory(name="Ajuntament de Sort", slug="ajuntament-de-sort")


@pytest.fixture
def report(practice: Any, body: Any, admin_client: Client) -> ReplicationReport:
    """Approved on its form."""
    open_forms()
    made = ReplicationReport.objects.create(
        practice=practice, name="Núria", email="nuria@sort.example", language="ca",
        notice=NoticeVersion.objects.get(form="replication"), **TOLD,
    )  # fmt: skip
    decide(admin_client, made)
    return ReplicationReport.objects.get()


def decide(client: Client, report: ReplicationReport, **changes: Any) -> None:
    fields = {**TOLD, "organisation": "", "result": "", "decision": Decision.APPROVED, **changes}
    answer = client.post(f"/admin/snippets/practices/replicationreport/edit/{report.pk}/", fields)
    assert answer.status_code == 302


def in_spanish(row: Replication) -> Translation:
    """The translation that writes the Spanish row, with its words."""
    source, _made = TranslationSource.update_or_create_from_instance(row)
    translation: Translation = Translation.objects.get_or_create(source=source, target_locale=in_language("es"))[0]
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, locale=in_language("es"), context=segment.context,
            defaults={"data": "Sin furgoneta."},
        )  # fmt: skip
    translation.save_target()
    return translation


def states() -> set[tuple[str, str]]:
    return set(Replication.objects.values_list("locale__language_code", "state"))


def test_what_becomes_of_it_is_the_same_in_every_language(
    admin_client: Client, report: ReplicationReport, practice: Any, body: Any
) -> None:
    assert report.replication
    translation = in_spanish(report.replication)
    decide(admin_client, report, state="abandoned", organisation=body.pk)
    assert states() == {("ca", "abandoned"), ("es", "abandoned")}
    assert set(Replication.objects.values_list("organisation", flat=True)) == {body.pk}
    assert practice.translation_key not in Replication.objects.adapted_counts()
    translation.save_target()  # from the source as it was submitted, which had adapted it
    assert states() == {("ca", "abandoned"), ("es", "abandoned")}
    assert Replication.objects.get(locale__language_code="es").what_changed == "Sin furgoneta."


def test_saving_the_report_again_keeps_what_was_corrected_where_it_shows(
    admin_client: Client, report: ReplicationReport
) -> None:
    assert report.replication
    corrected = {**TOLD, "practice": report.practice_id, "state": "under-way", "what_changed": "Amb una bicicleta."}
    edit = f"/admin/snippets/practices/replication/edit/{report.replication.pk}/"
    assert admin_client.post(edit, {**corrected, "organisation": "", "result": ""}).status_code == 302
    decide(admin_client, report)
    shown = Replication.objects.get()
    assert (shown.state, shown.what_changed) == ("under-way", "Amb una bicicleta.")
    decide(admin_client, report, result="Hi ha vingut gent.")
    shown.refresh_from_db()
    assert (shown.what_changed, shown.result) == ("Amb una bicicleta.", "Hi ha vingut gent.")


@pytest.mark.parametrize("hidden", ["unpublished", "restricted", "restricted above"])
def test_a_body_says_nothing_of_a_practice_that_is_not_public(
    client: Client, practice: Any, body: Any, hidden: str
) -> None:
    Replication.objects.create(practice=practice, locale=practice.locale, organisation=body, **TOLD)
    own = PracticePageFactory(parent=practice.get_parent(), organisation=body, title="La nostra")
    page = "/ca/ens/ajuntament-de-sort/"
    assert "La furgoneta" in client.get(page).content.decode()
    if hidden == "unpublished":
        practice.unpublish()
    else:
        above = practice if hidden == "restricted" else practice.get_parent()
        PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)
    if hidden != "restricted above":  # which hides the body's own too
        assert "La furgoneta" not in client.get(page).content.decode()
    own.unpublish()
    assert client.get(page).status_code == 404
    assert "Ajuntament de Sort" not in client.get("/ca/ens/").content.decode()
    assert "ajuntament-de-sort" not in client.get("/ca/cerca/?q=sort").content.decode()


def test_a_draft_translation_tells_nothing_of_a_restricted_source(client: Client, practice: Any) -> None:
    translated(practice.get_parent(), "es", slug="practicas")
    translated(practice, "es", slug="la-furgoneta").unpublish()
    address = "/es/practicas/la-furgoneta/"
    assert "La furgoneta" in client.get(address).content.decode()
    restriction = PageViewRestriction(page=practice, restriction_type=PageViewRestriction.PASSWORD, password="x")
    restriction.save()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "La furgoneta" not in answer.content.decode()
