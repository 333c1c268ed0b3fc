"""Consent is taken back: one action takes the interview out of everything, and nothing brings it back."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.common.models import Document, Image, Media
from caravana_site.translation.models import Suggestion, TextVersion, TranslationTask
from practices import posters
from practices.models import Interview, InterviewConsent, InterviewPoster, PracticePage, ReusablePart
from practices.withdrawal import interview_withdrawn
from tests.factories import CaptionsFactory, InterviewFactory, PracticePageFactory, hosted, translated

pytestmark = pytest.mark.django_db
SECRET = "tramuntana"
CAPTIONS_ES = "WEBVTT\n\n00:05.000 --> 00:07.000\nLa tramuntana en castellà\n"


def picture() -> Any:
    file = io.BytesIO()
    PillowImage.new("RGB", (1280, 720), "red").save(file, "PNG")
    return ContentFile(file.getvalue(), "cara.png")


@pytest.fixture
def interview(practice: Any) -> Any:
    """Live in both languages, in drafts of both, in an old version, with a translator's source."""
    poster = Image.objects.create(title="Cara", file=picture(), width=1280, height=720)
    row = InterviewFactory(
        page=practice, poster=poster, title="Un any", transcript=f"<p>00:05 Cap: La {SECRET}.</p>", **hosted()
    )
    practice = PracticePage.objects.get(pk=practice.pk)
    practice.save_revision().publish()
    spanish = translated(practice, "es", slug="la-furgoneta")
    spanish.interviews.update(captions=CaptionsFactory(language="es", text=CAPTIONS_ES))
    TranslationSource.update_or_create_from_instance(practice)
    for page in PracticePage.objects.filter(pk__in=[practice.pk, spanish.pk]):
        page.title = "Esborrany"
        page.save_revision()
    row.page = practice
    return row


def withdraw(client: Any, interview: Any, **fields: str) -> Any:
    return client.post(reverse("withdraw_interview", args=[interview.identity]), fields, follow=True)


@pytest.mark.parametrize(
    "role", [groups.COMMUNICATION, groups.TRANSLATORS_CA_ES, groups.TRANSLATORS_ES_CA, groups.REVIEWERS]
)
def test_only_who_was_given_it_may(role: str, interview: Any, signed_in: Any) -> None:
    client = signed_in(role)
    may = role == groups.REVIEWERS
    assert (client.get(reverse("withdraw_interview", args=[interview.identity])).status_code == 200) is may
    withdraw(client, interview)
    assert Interview.objects.exists() is not may


def test_it_asks_first_and_says_what_will_be_gone(interview: Any, signed_in: Any, client: Any) -> None:
    address = reverse("withdraw_interview", args=[interview.identity])
    assert client.get(address)["Location"].startswith("/admin/login/")
    client = signed_in(groups.REVIEWERS)
    html = client.get(address).content.decode()
    for told in ("Un any", "La furgoneta", "Cara", "Subtítols", "Clip"):
        assert told in html
    assert Interview.objects.exists()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[interview.page.pk])).content.decode()
    assert address in edit


def test_it_leaves_every_language_draft_and_old_version_at_once(interview: Any, signed_in: Any, client: Any) -> None:
    pages = list(PracticePage.objects.filter(translation_key=interview.page.translation_key))
    before = {page.pk: page.last_published_at for page in pages}
    files = [Path(file.file.path) for file in (*Image.objects.all(), *Document.objects.all(), *Media.objects.all())]
    client.get(pages[0].url)  # makes a rendition of the poster
    files += [Path(rendition.file.path) for rendition in Image.objects.get().renditions.all()]
    assert len(files) >= 5
    assert all(path.exists() for path in files)
    heard: list[Any] = []

    def listen(sender: Any, identity: Any, pages: Any, **kwargs: Any) -> None:
        heard.append((identity, {page.pk for page in pages}))

    interview_withdrawn.connect(listen)
    try:
        answer = withdraw(signed_in(groups.REVIEWERS), interview, reason="Ho ha demanat")
    finally:
        interview_withdrawn.disconnect(listen)
    assert "ja no hi és" in answer.content.decode()
    client.logout()
    for page in pages:
        html = client.get(page.url).content.decode()
        assert "Un any" not in html
        assert SECRET not in html
        assert PracticePage.objects.get(pk=page.pk).last_published_at > before[page.pk]
        for revision in Revision.page_revisions.filter(object_id=str(page.pk)):
            assert str(interview.identity) not in json.dumps(revision.content)
            assert SECRET not in json.dumps(revision.content)
        assert PageLogEntry.objects.filter(page=page.pk, action="caravana.interview_withdrawn").count() == 1
    assert not any(model.objects.exists() for model in (Image, Document, Media, InterviewPoster))
    assert heard == [(interview.identity, {page.pk for page in pages})]
    consent = InterviewConsent.objects.get()
    assert (consent.withdrawn_by.username, consent.withdrawn_reason) == (groups.REVIEWERS, "Ho ha demanat")
    assert Path(consent.file.path).exists(), "the proof stays"


def test_its_files_are_gone_from_the_disk(
    interview: Any, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    files = [Path(file.file.path) for file in (*Image.objects.all(), *Document.objects.all(), *Media.objects.all())]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(signed_in(groups.REVIEWERS), interview)
    assert len(files) == 4
    assert not any(path.exists() for path in files)


def test_search_and_the_catalogue_forget_it(interview: Any, signed_in: Any, client: Any) -> None:
    index = interview.page.get_parent()
    assert [page.pk for page in PracticePage.objects.live().search(SECRET)] != []
    assert "La furgoneta" in client.get(f"{index.url}?with=video").content.decode()
    withdraw(signed_in(groups.REVIEWERS), interview)
    assert list(PracticePage.objects.search(SECRET)) == []
    client.logout()
    assert "La furgoneta" not in client.get(f"{index.url}?with=video").content.decode()


def test_translators_keep_none_of_its_words(interview: Any, signed_in: Any) -> None:
    assert String.objects.filter(data__contains=SECRET).exists()
    withdraw(signed_in(groups.REVIEWERS), interview)
    assert not String.objects.filter(data__contains=SECRET).exists()
    assert not StringSegment.objects.filter(context__path__startswith="interviews.").exists()
    source = TranslationSource.objects.get()
    assert SECRET not in source.content_json
    assert String.objects.filter(data="La furgoneta").exists(), "other words stay"


def test_neither_an_old_version_nor_an_open_form_brings_it_back(interview: Any, edit: Any) -> None:
    editor = edit(interview.page)
    first = interview.page.revisions.order_by("created_at").first()
    withdraw(editor.client, interview)
    answer = editor.publish()
    assert answer.status_code == 200
    assert not Interview.objects.exists()
    editor.client.post(
        reverse("wagtailadmin_pages:edit", args=[interview.page.pk]),
        {**editor.fields, "revision": first.pk, "action-publish": "x"},
    )
    assert not Interview.objects.exists()
    Revision.objects.get(pk=first.pk).publish()
    assert not Interview.objects.exists()


def test_one_that_is_only_in_a_draft_and_one_in_a_copy_go_too(edit: Any, practice: Any, index: Any) -> None:
    row = InterviewFactory(page=practice)
    practice = PracticePage.objects.get(pk=practice.pk)
    practice.save_revision().publish()
    copy = practice.copy(update_attrs={"title": "Còpia", "slug": "copia"})
    assert copy.interviews.get().identity == row.identity
    draft = PracticePageFactory(parent=index, title="Només esborrany")
    editor = edit(draft)
    editor.add_interview(title="Encara no", url=row.url)
    editor.save()
    only = PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().interviews.get()
    for one in (row, only):
        assert withdraw(editor.client, one).status_code == 200
    assert not Interview.objects.exists()
    assert not PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().interviews.exists()
    assert Page.objects.filter(pk=copy.pk, live=True).exists()


def test_a_file_that_something_else_must_have_stays_and_that_is_said(interview: Any, signed_in: Any) -> None:
    document = Document.objects.get(language="ca")
    ReusablePart.objects.create(page=interview.page, locale=interview.page.locale, title="Part", document=document)
    answer = withdraw(signed_in(groups.REVIEWERS), interview)
    assert "encara hi és" in answer.content.decode()
    assert list(Document.objects.all()) == [document]
    assert not Interview.objects.exists()


def test_what_is_not_there_is_not_found(signed_in: Any) -> None:
    client = signed_in(groups.REVIEWERS)
    assert client.get("/admin/interviews/5a3f0d0e-2b52-4d1c-9d6e-0c6d6f1f8f10/withdraw/").status_code == 404
    assert client.get("/admin/interviews/nope/withdraw/").status_code == 404


def test_a_poster_of_ours_goes_with_its_last_row(practice: Any, django_capture_on_commit_callbacks: Any) -> None:
    row = InterviewFactory(page=practice, **hosted())
    PracticePage.objects.get(pk=practice.pk).save_revision()
    posters.make(str(row.identity), "", "red", "")
    path = Path(InterviewPoster.objects.get().file.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    assert not InterviewPoster.objects.exists()
    assert not path.exists()


def test_nothing_of_it_is_proposed_to_translators_or_kept_as_a_version(interview: Any, signed_in: Any) -> None:
    segment = StringSegment.objects.filter(context__path__startswith="interviews.", string__data__contains=SECRET)[0]
    other = StringSegment.objects.exclude(context__path__startswith="interviews.")[0]
    es = Locale.objects.get(language_code="es")
    written = StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=es, data="La tramuntana en castellano."
    )
    for row, matched in ((segment, ""), (other, segment.string.data)):
        Suggestion.objects.create(segment=row, locale=es, kind="fuzzy", text=written.data, matched=matched, percent=80)
    TextVersion.objects.create(
        context=segment.context, string=segment.string, locale=es, text="La tramuntana de abans."
    )
    translation = Translation.objects.create(source=segment.source, target_locale=es)
    TranslationTask.objects.filter(translation=translation).update(
        published_texts={f"{segment.context_id}:{segment.string_id}": written.data, "0:0": "Una altra cosa."}
    )
    withdraw(signed_in(groups.REVIEWERS), interview)
    assert not Suggestion.objects.exists()
    assert not TextVersion.objects.exists()
    assert not String.objects.filter(data__contains=SECRET).exists()
    assert TranslationTask.objects.get(translation=translation).published_texts == {"0:0": "Una altra cosa."}
