"""The terms that a page names and that wait too are offered with the page's texts."""

import re
from typing import Any

import pytest
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from caravana_site.common import groups
from caravana_site.translation import page_terms
from caravana_site.translation.models import TranslationTask
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, ThemeFactory, translated
from tests.people import said
from tests.translation import filled

from .conftest import Desk


@pytest.fixture
def story(desk: Desk) -> Any:
    """A practice whose theme nobody has translated; the desk is its editor's."""
    index = PracticeIndexPageFactory(parent=desk.home)
    translated(index, "es", slug="practicas")
    theme = ThemeFactory(key="proximity", name="Proximitat")
    desk.source = PracticePageFactory(parent=Page.objects.get(pk=index.pk).specific, theme=theme)
    desk.theme = theme  # type: ignore[attr-defined]  # a desk of a story has one
    return desk


def begin(desk: Any) -> None:
    desk.translation = desk.submit(desk.source)
    desk.task = TranslationTask.objects.get(translation=desk.translation)


def test_a_term_that_the_page_names_since_is_offered(story: Any) -> None:
    begin(story)
    page = Page.objects.get(pk=story.source.pk).specific
    page.theme = ThemeFactory(key="new", name="Un de nou")
    page.save_revision().publish()
    assert "Un de nou" in story.open()


def test_a_terms_texts_are_written_with_the_pages(story: Any) -> None:
    term = story.submit(story.theme)
    begin(story)
    segment = StringSegment.objects.get(source=term.source, context__path="name")
    assert "Proximitat" in story.open()
    assert f'id="text-{segment.pk}"' in story.open()
    assert story.put(segment, "Proximidad").status_code == 200
    answer = story.post("save", **{f"text-{segment.pk}": "Cercanía", f"seen-{segment.pk}": "Proximidad"})
    assert answer.status_code == 302
    assert StringTranslation.objects.get(context=segment.context, locale=story.es).data == "Cercanía"


def test_a_stranger_to_the_term_is_not_let_in_through_the_page(story: Any) -> None:
    other = ThemeFactory(key="another", name="Un altre")
    term = story.submit(other)
    begin(story)
    segment = StringSegment.objects.get(source=term.source, context__path="name")
    assert story.put(segment, "Otro").status_code == 410
    story.enter(groups.TRANSLATORS_ES_CA)
    assert story.put(segment, "Otro").status_code == 403


def test_rows_of_other_tables_have_names_in_the_readers_language(story: Any) -> None:
    UserProfile.objects.create(user=story.user, preferred_language="ca")
    begin(story)
    page = story.open()
    assert "Success" not in page
    assert re.search(r'<h2 class="te-heading"[^>]*>Encert', page)


def test_what_is_left_counts_the_terms_texts_too(story: Any) -> None:
    begin(story)
    page_terms.submit(story.translation)
    term = term_of(story)
    before = left_in(story.open())
    segment = StringSegment.objects.get(source=term.source, context__path="name")
    assert story.put(segment, "Proximidad").json()["counts"]["left"] == before - 1
    assert left_in(story.open()) == before - 1


def test_the_address_of_a_term_is_not_numbered_after_the_pages(story: Any) -> None:
    UserProfile.objects.create(user=story.user, preferred_language="ca")
    begin(story)
    page_terms.submit(story.translation)
    page = story.open()
    assert page.count("Identificador a l’adreça</h2>") == 2
    assert "Identificador a l’adreça 2" not in page


def test_a_term_is_sent_with_a_page_that_has_been_sent_before(story: Any) -> None:
    begin(story)
    page_terms.submit(story.translation)
    filled.confirm(story.translation)
    TranslationTask.objects.filter(pk=story.task.pk).update(state="review")
    assert story.address("send") in story.open(), "its term waits for somebody to translate it"
    for task in page_terms.tasks_beside(story.task):
        filled.confirm(task.translation)
    assert story.post("send").status_code == 302
    assert {task.state for task in page_terms.tasks_beside(story.task)} == {"review"}
    assert story.address("send") not in story.open()


def test_whoever_sends_a_page_is_told_which_terms_hold_it_back(story: Any) -> None:
    UserProfile.objects.create(user=story.user, preferred_language="ca")
    begin(story)
    page_terms.submit(story.translation)
    filled.confirm(story.translation)
    beside = {task.translation.source.object_repr: task for task in page_terms.tasks_beside(story.task)}
    assert len(beside) > 1
    del beside["Proximitat"]
    for task in beside.values():
        filled.confirm(task.translation)
    told = said(story.post("send"))
    assert "No es publica mentre a aquests termes els faltin textos: «Proximitat»" in told
    assert not any(name in told for name in beside)


def term_of(story: Any) -> Translation:
    found: Translation = Translation.objects.get(source__object=story.theme.translation_key)
    return found


def left_in(page: str) -> int:
    found = re.search(r"data-count-left>(\d+)<", page)
    assert found
    return int(found[1])
