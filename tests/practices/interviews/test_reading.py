"""What a reader and a machine find of an interview without playing it, in either language."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from caravana_site.translation.from_catalogue import translate
from practices.interviews import passages
from practices.models import PracticePage
from tests.api.published import projected
from tests.factories import CaptionsFactory, InterviewFactory, PracticePageFactory, hosted, translated
from tests.factories.interviews import CAPTIONS, YOUTUBE

pytestmark = pytest.mark.django_db
SPANISH = CAPTIONS.replace("A la tramuntana i a la cobertura", "En la tramontana y en la cobertura")


def html_of(client: Any, page: Any) -> str:
    return str(client.get(page.url).content.decode())


def data_in(html: str) -> Any:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]  # fails the test when it is not there


def test_nothing_of_a_video_elsewhere_is_in_the_page_but_a_link(client: Any, practice: Any) -> None:
    InterviewFactory(page=practice, chapters="00:00 El principi\n02:05 La cobertura")
    html = html_of(client, practice)
    shown = re.sub(r"<textarea.*?</textarea>", "", html, flags=re.DOTALL)  # what others may copy is not shown
    assert not re.search(r'(?:src|poster|srcset)="https?://', shown)
    assert "<iframe" not in shown
    assert f'href="{YOUTUBE}"' in html
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert f'href="{YOUTUBE}&amp;t=125s" data-second="125"' in html
    assert '<time datetime="2026-02-20">' in html
    assert 'id="t=125"' in html, "without JavaScript the fragment leads to the words"


def test_the_contents_begin_at_what_comes_first(client: Any, practice: Any) -> None:
    begun = re.compile(r'<a href="#(\w+)" aria-current="true">')
    assert begun.findall(html_of(client, practice)) == ["story"]
    InterviewFactory(page=practice)
    assert begun.findall(html_of(client, practice)) == ["interview"]


def test_a_video_of_ours_has_its_captions_in_every_language_and_can_be_downloaded(client: Any, practice: Any) -> None:
    row = InterviewFactory(page=practice, **hosted())
    spanish = translated(practice, "es", slug="la-furgoneta")
    other = spanish.interviews.get()
    other.captions = CaptionsFactory(language="es", text=SPANISH)
    other.save()
    html = html_of(client, practice)
    assert f'<a href="{row.media.url}" download>' in html
    assert re.findall(r'srclang="(\w+)" label="(\w+)"( default)?', html) == [
        ("ca", "català", " default"), ("es", "castellano", ""),
    ]  # fmt: skip
    assert re.findall(r'srclang="(\w+)" label="\w+"( default)?', html_of(client, spanish)) == [
        ("es", " default"), ("ca", ""),
    ]  # fmt: skip
    assert "En la tramontana" in html_of(client, spanish)


def test_a_translation_without_its_own_transcript_shows_the_sources_and_says_its_language(
    client: Any, practice: Any
) -> None:
    InterviewFactory(page=practice)
    spanish = translated(practice, "es", slug="la-furgoneta")
    html = html_of(client, spanish)
    assert re.search(r'class="transcript"[^>]* lang="ca"', html)
    assert "(en català)" in html
    assert 'lang="ca"' not in html_of(client, practice).split('class="transcript"')[1].split(">")[0]


def test_a_translation_made_by_hand_without_captions_shows_the_sources(client: Any, practice: Any) -> None:
    InterviewFactory(page=practice)
    spanish = translated(practice, "es", slug="la-furgoneta")
    spanish.interviews.update(captions=None)
    assert "A la tramuntana" in html_of(client, spanish)


def test_a_translator_changes_the_words_and_chooses_her_own_captions(client: Any, practice: Any) -> None:
    row = InterviewFactory(page=practice, transcript="<p>02:05 Cap: A la cobertura.</p>", title="Un any")
    captions = CaptionsFactory(language="es", text=SPANISH)
    texts = {
        **{text: f"{text} (es)" for text in ("La furgoneta", practice.summary, practice.no_results_reason)},
        "Un any": "Un año",
        "02:05 Cap: A la cobertura.": "02:05 Jefe: En la cobertura.",
        row.role: "Jefe",
        **{text: f"{text} (es)" for text in ("El que va passar.", "Ha vingut gent nova", "La cobertura")},
        "Gent que no havia entrat mai a l’ajuntament.": "Gente.",
        "A tres pobles no n’hi ha.": "No hay.",
        "Tota la ciutadania": "Toda la ciudadanía",
    }
    for term in (practice.theme, practice.audiences.get().audience):
        translated_term = term.copy_for_translation(Locale.objects.get(language_code="es"))
        translated_term.save()
    path = f"interviews.{row.translation_key}.captions"
    locale = Locale.objects.get(language_code="es")
    page = translate(practice, locale, texts, slug="la-furgoneta", instead={path: captions.pk})
    told = page.interviews.get()
    assert (told.title, told.captions, told.identity, told.url) == ("Un año", captions, row.identity, row.url)
    assert "En la cobertura." in html_of(client, page)
    assert 'lang="ca">' not in html_of(client, page).split('class="transcript"')[1][:200]


def test_search_engines_read_it_as_data_that_cannot_end_the_script(client: Any, practice: Any) -> None:
    InterviewFactory(page=practice, title="</script><script>alert(1)</script>")
    html = html_of(client, projected("practice", practice))
    assert "<script>alert(1)" not in html
    (data,) = data_in(html)["video"]
    assert data["@type"] == "VideoObject"
    assert data["name"] == "</script><script>alert(1)</script>"
    assert (data["duration"], data["uploadDate"]) == ("PT2M30S", "2026-02-20")
    assert "A la tramuntana i a la cobertura." in data["transcript"]
    assert data["hasPart"][0]["url"].endswith("/la-furgoneta/#t=5")


def test_two_interviews_of_a_page_are_told_apart(client: Any, practice: Any) -> None:
    InterviewFactory(page=practice, sort_order=0, title="Primera")
    InterviewFactory(page=practice, sort_order=1, title="Segona")
    page = PracticePage.objects.get(pk=practice.pk)
    assert [(one.fragment, one.label) for one in passages(page)] == [
        ("t=5", "Primera, 00:05"), ("t=125", "Primera, 02:05"),
        ("t=5&i=2", "Segona, 00:05"), ("t=125&i=2", "Segona, 02:05"),
    ]  # fmt: skip
    assert 'id="t=125&amp;i=2"' in html_of(client, page)
    videos = data_in(html_of(client, projected("practice", page)))["video"]
    assert [one["name"] for one in videos] == ["Primera", "Segona"]


def test_a_described_version_is_offered(client: Any, practice: Any) -> None:
    described = "https://vimeo.com/76979871"
    InterviewFactory(page=practice, visual_information="described", described_url=described)
    html = html_of(client, practice)
    assert f'href="{described}"' in html
    assert "versió amb audiodescripció" in html


def test_a_host_that_is_no_longer_allowed_takes_the_player_away_and_not_the_story(client: Any, practice: Any) -> None:
    with override_settings(PEERTUBE_HOSTS=["video.exemple.cat"]):
        InterviewFactory(page=practice, url="https://video.exemple.cat/w/kkGMgK9ZtnKfYAgnEtQxbv")
        assert "video.exemple.cat/videos/embed/" in html_of(client, practice)
    assert client.get(practice.url).status_code == 200
    assert "video.exemple.cat" not in html_of(client, practice)


def test_more_interviews_cost_no_more_queries(client: Any, index: Any) -> None:
    pages = [PracticePageFactory(parent=index) for _page in range(2)]  # each is related to the other

    def queries(page: Any, number: int) -> int:
        for position in range(number):
            own = hosted() if position % 2 else {}
            InterviewFactory(page=page, sort_order=position, **own)
        client.get(page.url)
        with CaptureQueriesContext(connection) as spent:
            html = html_of(client, page)
        assert html.count('class="interview"') == number
        return len(spent)

    assert queries(pages[0], 2) == queries(pages[1], 8)


def test_what_is_said_is_found_and_the_catalogue_can_be_narrowed_to_videos(client: Any, index: Any) -> None:
    with_video = PracticePageFactory(parent=index, title="Amb vídeo")
    PracticePageFactory(parent=index, title="Sense vídeo")
    InterviewFactory(page=with_video, recorded_on=date(2026, 1, 1))
    with_video = PracticePage.objects.get(pk=with_video.pk)
    with_video.save_revision().publish()
    found = PracticePage.objects.search("tramuntana")
    assert [page.title for page in found] == ["Amb vídeo"]
    html = client.get(f"{index.url}?with=video").content.decode()
    assert "Amb vídeo" in html
    assert "Sense vídeo" not in html
