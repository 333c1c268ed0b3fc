"""A practice's document tells what its page tells, and follows all that the page shows of other tables."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caravana_site.api.documents.practices import KIND, PracticeDocument
from caravana_site.api.models import Change, Document
from caravana_site.api.projection.projector import build, project_all
from caravana_site.common.models import NoticeVersion
from practices import posters
from practices.models import Interview, InterviewPoster, PracticePage, Replication, ReplicationReport
from tests import factories as made
from tests.contract.golden import assert_golden
from tests.factories.public_forms import open_forms

from .catalogue import (
    KEY,
    TOLD,
    body,
    in_spanish,
    practice,
    publish,
    replicated,
    restrict,
    row,
    site,
    values,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def index() -> Any:
    return site()


@pytest.fixture
def page(index: Any) -> Any:
    return publish(practice(index))


def test_a_whole_practice_is_the_document_that_readers_rely_on(index: Any) -> None:
    page = publish(practice(index))
    Interview.objects.get().captions.delete()
    words = ContentFile(made.interviews.CAPTIONS.encode(), "paraules.vtt")
    page.interviews.update(captions=made.CaptionsFactory(pk=90_001, file=words))
    file = made.KitFileFactory(pk=90_002, file=ContentFile(b"conveni", "el-conveni.odt"))
    page.reusable_parts.filter(title="El conveni").update(document=file)
    replicated(page, organisation=page.collaborators.get().organisation)
    in_spanish(publish(page))
    for language in ("ca", "es"):
        told = body("practice", KEY, language)
        PracticeDocument.model_validate(told)
        assert_golden("practice", told)


def test_lists_find_it_by_what_it_tells(page: Any) -> None:
    found = row("practice", KEY)
    helper = page.collaborators.get().organisation
    wanted = {
        "theme": [page.theme.key, "data"], "audience": ["everybody"], "technology": ["forms"],
        "organisation": [str(page.organisation.uuid), str(helper.uuid)], "comarca": ["bergueda"], "province": ["08"],
        "municipality": ["25100"], "population_band": ["1-500"], "population": [218], "status": ["deployed"],
        "capacity": ["low"], "cost_band": ["20000"], "sdg": [10, 11], "difficulty_kind": ["technical"],
        "started": [datetime(2024, 2, 29, 23, tzinfo=UTC)], "ended": [], "spoken_language": ["ca"],
        "has_interview": ["true"], "archived": ["false"], "featured": ["true"],
        "published": [found.published], "updated": [found.updated], "title": ["La furgoneta"],
    }  # fmt: skip
    assert {name: values(found, name) for name in KIND.filters} == wanted
    assert (found.latitude, found.longitude) == (42.23, 1.66)
    assert found.begins == datetime(2024, 2, 29, 23, tzinfo=UTC)
    assert found.path == page.url


def test_a_draft_and_what_is_edited_after_it_are_not_told(index: Any) -> None:
    page = practice(index)
    project_all()
    assert not Document.objects.filter(kind="practice").exists()
    page = publish(page)
    page.title = "Encara no"
    page.save_revision()
    assert body("practice", KEY)["title"] == "La furgoneta"
    assert "Encara no" not in row("practice", KEY).body
    publish(page, LATER, title="Ara sí")
    assert body("practice", KEY)["title"] == "Ara sí"
    assert body("practice", KEY)["updated_at"] == "2026-06-01T09:00:00Z"


def test_what_it_shows_of_others_is_followed(page: Any) -> None:
    def told_after(thing: Any, **changes: Any) -> str:
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save()
        return row("practice", KEY).body

    assert "Nou àmbit" in told_after(page.theme, name="Nou àmbit")
    assert "Tothom plegat" in told_after(page.audiences.get().audience, name="Tothom plegat")
    assert "Formularis nous" in told_after(page.technologies.get().technology, name="Formularis nous")
    assert "Nova autora" in told_after(page.lead_image, credit="Nova autora")
    assert "Ajuntament nou" in told_after(page.organisation, name="Ajuntament nou")
    assert "Consell nou" in told_after(page.collaborators.get().organisation, name="Consell nou")
    assert "Qui pregunta" in told_after(page.interviews.get().interviewer, name="Qui pregunta")
    assert "Poble nou" in told_after(page.organisation.municipality, name="Poble nou")
    captions = "WEBVTT\n\n00:05.000 --> 00:07.000\nUnes altres paraules\n"
    file = ContentFile(captions.encode(), "altres.vtt")
    assert "Unes altres paraules" in told_after(page.interviews.get().captions, file=file)


def test_the_same_once_more_is_no_change(page: Any) -> None:
    project_all()
    before = Change.objects.filter(kind="practice").count()
    page.theme.save()
    page.organisation.save()
    project_all()
    assert Change.objects.filter(kind="practice").count() == before == 1


def test_a_poster_that_comes_later_is_told(index: Any) -> None:
    page = practice(index)
    Interview.objects.update(poster=None, url="", media=made.VideoFactory())
    publish(page)
    assert body("practice", KEY)["interviews"][0]["poster"] is None
    waiting = InterviewPoster.objects.get()
    posters.make(str(waiting.identity), waiting.url, "red", "")
    address = body("practice", KEY)["interviews"][0]["poster"]
    assert address == f"http://testserver{InterviewPoster.objects.get().file.url}"


def test_a_video_of_ours_is_a_file_and_asks_nobody(index: Any) -> None:
    page = practice(index)
    Interview.objects.update(url="", media=made.VideoFactory(title="Alcalde, nom intern"))
    publish(page)
    told = body("practice", KEY)["interviews"][0]
    assert told["video"] is None
    assert told["loads_third_party"] is False
    assert (told["file"]["title"], told["file"]["media_type"], told["file"]["bytes"]) == (
        "Un any de furgoneta", "video/mp4", 76,
    )  # fmt: skip
    assert "nom intern" not in row("practice", KEY).body


def test_captions_and_words_come_from_the_other_language_while_this_one_has_none(index: Any) -> None:
    page = practice(index)
    page = publish(page)
    spanish = in_spanish(page)
    own = made.CaptionsFactory(language="es", text="WEBVTT\n\n00:05.000 --> 00:07.000\nEn castellano.\n")
    spanish.interviews.update(captions=own)
    publish(spanish)
    told = body("practice", KEY, "es")["interviews"][0]
    assert [one["language"] for one in told["captions"]] == ["es", "ca"]
    assert (told["transcript_language"], told["transcript"][0]["text"]) == ("es", "En castellano.")
    own.delete()
    told = body("practice", KEY, "es")["interviews"][0]
    assert [one["language"] for one in told["captions"]] == ["ca"]
    assert told["transcript_language"] == "ca"
    assert told["transcript"][1] == {
        "start_seconds": 125, "speaker": "Cap de serveis", "text": "A la tramuntana i a la cobertura.",
    }  # fmt: skip
    restrict(page)
    told = body("practice", KEY, "es")["interviews"][0]
    assert (told["captions"], told["transcript"], told["transcript_language"]) == ([], [], None)


def test_a_replication_shows_once_it_is_approved_and_no_longer_than_that(page: Any, admin_client: Any) -> None:
    open_forms()
    report = ReplicationReport.objects.create(
        practice=page, name="Núria", email="nuria@sort.example", language="ca",
        notice=NoticeVersion.objects.get(form="replication"), **TOLD,
    )  # fmt: skip
    assert body("practice", KEY)["replications"] == []
    edit = f"/admin/snippets/practices/replicationreport/edit/{report.pk}/"
    fields = {**TOLD, "organisation": page.organisation.pk, "result": ""}
    assert admin_client.post(edit, {**fields, "decision": "approved"}).status_code == 302
    (told,) = body("practice", KEY)["replications"]
    assert told["what_changed"] == "Sense furgoneta."
    assert told["organisation"]["uuid"] == str(page.organisation.uuid)
    assert told["state"] == {"key": "adapted", "name": "L’hem adaptada"}
    Replication.objects.get().save()
    assert admin_client.post(edit, {**fields, "decision": "refused"}).status_code == 302
    assert body("practice", KEY)["replications"] == []


def test_a_replication_is_told_in_its_own_language_until_it_is_translated(page: Any) -> None:
    in_spanish(page)
    shown = replicated(page)
    assert body("practice", KEY, "es")["replications"][0]["locale"] == "ca"
    shown.copy_for_translation(made.in_language("es")).save()
    Replication.objects.filter(locale__language_code="es").update(what_changed="Sin furgoneta.")
    Replication.objects.get(locale__language_code="es").save()
    (told,) = body("practice", KEY, "es")["replications"]
    assert (told["locale"], told["what_changed"]) == ("es", "Sin furgoneta.")


def test_an_archived_practice_says_why_in_the_language_that_knows(page: Any) -> None:
    in_spanish(page)
    publish(page, archived=True, archived_reason="Ja no es fa.")
    spanish = PracticePage.objects.get(translation_key=KEY, locale__language_code="es")
    publish(spanish, archived=True)
    assert body("practice", KEY)["archived"] == {"reason": "Ja no es fa.", "locale": "ca"}
    assert body("practice", KEY, "es")["archived"] == {"reason": "Ja no es fa.", "locale": "ca"}
    assert values(row("practice", KEY), "archived") == ["true"]


def test_each_language_is_a_document_that_knows_the_others(page: Any) -> None:
    assert [one["locale"] for one in body("practice", KEY)["alternates"]] == ["ca"]
    spanish = in_spanish(page)
    for language in ("ca", "es"):
        assert [one["locale"] for one in body("practice", KEY, language)["alternates"]] == ["ca", "es"]
    spanish.unpublish()
    assert withdrawn("practice", KEY, "es") == "unpublished"
    assert [one["locale"] for one in body("practice", KEY)["alternates"]] == ["ca"]


def test_what_is_public_no_more_leaves_a_tombstone_with_its_reason(page: Any) -> None:
    replicated(page)
    project_all()
    page.unpublish()
    assert withdrawn("practice", KEY) == "unpublished"
    page = publish(page)
    assert body("practice", KEY)["title"] == "La furgoneta"
    limit = restrict(page.get_parent())
    assert withdrawn("practice", KEY) == "restricted"
    limit.delete()
    assert body("practice", KEY)["title"] == "La furgoneta"
    page.delete()
    assert withdrawn("practice", KEY) == "deleted"


def test_an_interview_that_is_taken_out_is_gone_from_every_language(page: Any, admin_client: Any) -> None:
    in_spanish(page)
    interview = page.interviews.get()
    assert body("practice", KEY, "es")["interviews"]
    admin_client.post(reverse("withdraw_interview", args=[interview.identity]), {"reason": "Ho ha demanat"})
    for language in ("ca", "es"):
        found = row("practice", KEY, language)
        assert body("practice", KEY, language)["interviews"] == []
        for gone in ("Un any de furgoneta", "tramuntana", "cara", "abcdefghijk", str(interview.identity)):
            assert gone not in found.body
        assert values(found, "has_interview") == ["false"]
        assert str(interview.identity) not in " ".join(found.dependencies.values_list("key", flat=True))


def test_more_practices_cost_no_more_queries(index: Any) -> None:
    def added(number: int) -> int:
        for _number in range(number):
            key = uuid4()
            page = practice(index, key, translation_key=key, slug=str(key), organisation=made.OrganisationFactory())
            replicated(publish(page), organisation=page.organisation)
        uuids = list(PracticePage.objects.values_list("translation_key", flat=True))
        project_all()
        with CaptureQueriesContext(connection) as spent:
            found = build(KIND, KIND.public(uuids))
        assert all(one.document.replications and one.document.interviews for one in found)
        return len(spent)

    assert added(2) == added(6) <= 30


def test_dates_are_days(page: Any) -> None:
    told = body("practice", KEY)
    assert (told["started"], told["reviewed_on"]) == ("2024-03-01", date(2026, 4, 1).isoformat())
    assert told["milestones"][0]["month"] == "2024-03"
    assert (told["results"][0]["before"], told["results"][0]["after"]) == (12.0, 30.5)
