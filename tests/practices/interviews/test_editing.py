"""An editor adds an interview, breaks it and mends it: drafts save at any time, publishing says what is missing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_q.models import OrmQ
from wagtail.models import Collection

from caravana_site.common.models import Document
from practices import publication
from practices.models import InterviewPoster, PracticePage
from tests.factories import CaptionsFactory, ConsentFactory, InterviewFactory, PracticePageFactory
from tests.factories.interviews import YOUTUBE

pytestmark = pytest.mark.django_db


def draft(page: Any) -> Any:
    return PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_draft_takes_an_interview_with_a_title_alone_and_publishing_says_what_it_lacks(
    edit: Any, practice: Any
) -> None:
    editor = edit(practice)
    editor.add_interview(title="Un any de furgoneta")
    editor.save()
    assert [row.title for row in draft(practice).interviews.all()] == ["Un any de furgoneta"]
    html = editor.open()
    for lacking in ("no té ni adreça ni fitxer", "no té subtítols", "no té transcripció", "no té consentiment signat"):
        assert f"«Un any de furgoneta» {lacking}" in html
    html = editor.publish().content.decode()
    assert html.count("L’entrevista «Un any de furgoneta» no té") >= 4, "said at its fields, with all that was typed"
    assert 'value="Un any de furgoneta"' in html
    practice.refresh_from_db()
    assert not practice.interviews.exists(), "nothing of it is public"


def test_a_whole_interview_is_published_and_shown(edit: Any, practice: Any, client: Any) -> None:
    editor = edit(practice)
    editor.add_interview(
        title="Un any de furgoneta", url=YOUTUBE, duration="23:10", role="Cap de serveis",
        captions=CaptionsFactory().pk, visual_information="spoken", consent=ConsentFactory().pk,
    )  # fmt: skip
    editor.publish()
    row = practice.interviews.get()
    assert (row.duration.total_seconds(), row.told.chapters[0].title) == (1390, "El conveni")
    html = client.get(practice.url).content.decode()
    assert "Un any de furgoneta" in html
    assert "24 minuts" in html


def test_what_is_wrong_is_said_and_nothing_is_lost(edit: Any, practice: Any) -> None:
    editor = edit(practice)
    image = Document.objects.create(title="Acta", file=SimpleUploadedFile("acta.txt", b"hola"))
    editor.add_interview(
        title="Trencada", url="https://example.org/gats", chapters="03:40 El conveni\nsense hora", captions=image.pk
    )
    answer = editor.save()
    html = answer.content.decode()
    assert answer.status_code == 200
    for said in ("Aquesta no és l’adreça d’un vídeo", "«sense hora»", "no és un fitxer WebVTT"):
        assert said in html
    assert 'value="https://example.org/gats"' in html
    assert 'value="Trencada"' in html
    editor.set_interview(0, url=YOUTUBE, chapters="03:40 El conveni", captions="")
    editor.save()
    assert draft(practice).interviews.get().url == YOUTUBE


@pytest.mark.parametrize("title", ["x" * 300, "<script>alert(1)</script>", "\u202e\u0000sa"])
def test_odd_titles_get_a_message_or_are_shown_as_they_are(title: str, edit: Any, practice: Any, client: Any) -> None:
    editor = edit(practice)
    editor.add_interview(title=title, url=YOUTUBE)
    answer = editor.save()
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()


def test_a_row_that_is_only_in_a_draft_of_a_live_page_stays_the_same_interview(edit: Any, practice: Any) -> None:
    editor = edit(practice)
    editor.add_interview(title="Una", url=YOUTUBE)
    editor.add_interview(title="Dues", url=YOUTUBE)
    editor.save()
    first = {row.title: row.identity for row in draft(practice).interviews.all()}
    assert len(set(first.values())) == 2
    editor.open()
    editor.save(title="La furgoneta, un altre cop")
    assert {row.title: row.identity for row in draft(practice).interviews.all()} == first
    assert InterviewPoster.objects.count() == 2


def test_saving_asks_nobody_for_the_poster_but_the_queue(edit: Any, practice: Any) -> None:
    editor = edit(practice)
    editor.add_interview(title="Una", url=YOUTUBE)
    editor.save()
    jobs = [job.task["func"] for job in OrmQ.objects.all()]
    assert jobs == ["practices.posters.make"]
    assert "S’està buscant la imatge de portada" in editor.open()
    editor.save()
    assert OrmQ.objects.count() == 1, "once for each address"


def test_publishing_tells_at_once_what_is_wrong_and_what_is_missing(edit: Any, practice: Any) -> None:
    editor = edit(practice)
    editor.add_interview(title="Una", url="https://example.org/gats")
    html = editor.publish().content.decode()
    assert "Aquesta no és l’adreça d’un vídeo" in html
    assert "«Una» no té ni adreça ni fitxer" not in html, "there is an address: it is not a video’s"
    assert "«Una» no té subtítols" in html
    assert "«Una» no té consentiment signat" in html


def test_a_consent_is_of_one_interview(edit: Any, practice: Any, index: Any) -> None:
    consent = InterviewFactory(page=practice).consent
    other = PracticePageFactory(parent=index, title="Una altra")
    editor = edit(other)
    editor.add_interview(title="Una", url=YOUTUBE, consent=consent.pk)
    assert "Aquest consentiment és d’una altra entrevista" in editor.save().content.decode()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_captions_in_another_encoding_are_kept_in_utf_8(admin_client: Any, encoding: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nQuè és això?\n"
    file = SimpleUploadedFile("subtitols.vtt", text.encode(encoding))
    fields = {"title": "x", "licence": "CC-BY-4.0", "collection": Collection.get_first_root_node().pk}
    admin_client.post(reverse("wagtaildocs:add"), {**fields, "file": file})
    document = Document.objects.get()
    assert document.file.read().decode() == text
    assert document.told.text == "Què és això?"
    answer = admin_client.get(document.url)
    assert answer["Content-Type"].startswith("text/vtt")


def test_broken_captions_are_refused_with_what_is_wrong(admin_client: Any) -> None:
    file = SimpleUploadedFile("subtitols.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nEn SubRip")
    fields = {"title": "x", "licence": "CC-BY-4.0", "collection": Collection.get_first_root_node().pk}
    answer = admin_client.post(reverse("wagtaildocs:add"), {**fields, "file": file})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "la primera línia ha de ser WEBVTT" in html
    assert "extensió" not in html, "one reason, the true one"
    assert not Document.objects.exists()


def test_each_interview_counts_for_completeness(practice: Any) -> None:
    before = publication.completeness(practice)
    assert "No hi ha cap entrevista en vídeo." in map(str, before.useful)
    InterviewFactory(page=practice)
    whole = publication.completeness(PracticePage.objects.get(pk=practice.pk))
    InterviewFactory(page=practice, url="", captions=None, visual_information="", consent=None)
    lacking = publication.completeness(PracticePage.objects.get(pk=practice.pk))
    assert before.percent < whole.percent
    assert 0 <= lacking.percent < whole.percent
    assert len(lacking.needed) == 5
