"""A change of the source is told at once: the task waits, the old translation is proposed, and undoing it is undone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from caravana_site.translation.models import Suggestion, TranslationTask
from practices.models import Theme
from tests.factories import (
    ContentPageFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    ThemeFactory,
)

from .bilingual import Bilingual

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
STATES = TranslationTask.State
TEXT = "<p>La primera frase del text.</p><p>La segona frase del text.</p>"
CHANGED = "<p>La primera frase del text.</p><p>La segona frase, que ara és una altra.</p>"


def body(html: str) -> str:
    return f'[{{"type": "paragraph", "id": "9c5b8f0e-31a1-4d39-8a0b-35b1b1a0a001", "value": {{"text": "{html}"}}}}]'


def set_body(page: Bilingual, html: str) -> None:
    page.change(body=type(page.source)._meta.get_field("body").to_python(body(html)))


def proposed(page: Bilingual) -> list[tuple[str, str, str]]:
    rows = Suggestion.objects.filter(kind=Suggestion.Kind.PREVIOUS).order_by("pk")
    return [(row.segment.string.data, row.text, row.matched) for row in rows]


def test_a_changed_source_makes_the_translation_wait_with_what_stood_there_before(page: Bilingual) -> None:
    assert page.task.state == STATES.DONE
    page.change(introduction="Hola només als d’aquí.")
    task = page.task
    assert task.state == STATES.TRANSLATE
    assert task.stale_since is not None
    assert task.waiting_since is not None
    assert proposed(page) == [("Hola només als d’aquí.", "es:Hola a tothom d’aquí.", "Hola a tothom d’aquí.")]
    assert page.target.introduction == "es:Hola a tothom d’aquí.", "readers keep what they had"
    assert page.target.live


def test_publishing_the_new_translation_ends_it(page: Bilingual) -> None:
    page.change(introduction="Hola només als d’aquí.")
    page.confirm_all()
    page.publish_target()
    assert (page.task.state, page.task.stale_since) == (STATES.DONE, None)
    assert page.target.introduction == "es:Hola només als d’aquí."


def test_a_source_as_it_was_makes_it_done_again(page: Bilingual) -> None:
    page.change(introduction="Hola només als d’aquí.")
    page.change(introduction="Hola a tothom d’aquí.")
    assert (page.task.state, page.task.stale_since, page.task.waiting_since) == (STATES.DONE, None, None)


def test_a_draft_of_the_source_changes_nothing(page: Bilingual) -> None:
    draft = type(page.source).objects.get(pk=page.source.pk)
    draft.introduction = "Un esborrany."
    draft.save_revision()
    assert page.task.state == STATES.DONE
    page.target.get_latest_revision().publish()
    assert page.task.state == STATES.DONE


def test_only_the_changed_sentence_of_a_paragraph_waits_with_its_own_old_translation(page: Bilingual) -> None:
    set_body(page, TEXT)
    page.confirm_all()
    page.publish_target()
    set_body(page, CHANGED)
    assert proposed(page) == [
        ("La segona frase, que ara és una altra.", "es:La segona frase del text.", "La segona frase del text.")
    ]
    set_body(page, CHANGED.replace("La primera", "<b>Nova.</b></p><p>La primera"))
    assert ("La segona frase, que ara és una altra.", "es:La segona frase del text.", "La segona frase del text.") in (
        proposed(page)
    ), "a second change does not lose what the first proposed"


def test_the_marks_of_the_rich_text_editor_bother_nobody(page: Bilingual) -> None:
    """Whoever saves a text that was never in the editor gets a key in each paragraph."""
    set_body(page, TEXT)
    page.confirm_all()
    page.publish_target()
    set_body(page, TEXT.replace("<p>", "<p data-block-key='qsls4'>"))
    assert (page.task.state, page.task.stale_since) == (STATES.DONE, None)
    set_body(page, CHANGED.replace("<p>", "<p data-block-key='qsls4'>"))
    assert page.task.state == STATES.TRANSLATE
    page.confirm_all()
    page.publish_target()
    assert "es:La segona frase, que ara és una altra." in str(page.target.body)


def test_a_text_that_only_went_away_waits_for_a_publisher(page: Bilingual) -> None:
    set_body(page, TEXT)
    page.confirm_all()
    page.publish_target()
    set_body(page, "<p>La primera frase del text.</p>")
    assert (page.task.state, page.task.stale_since is None) == (STATES.REVIEW, False)
    set_body(page, TEXT)
    assert page.task.state == STATES.DONE


def test_a_shared_value_bothers_nobody(front: Page) -> None:
    stories = Bilingual(PracticeIndexPageFactory(parent=front))
    page = Bilingual(PracticePageFactory(parent=stories.source))
    assert page.task.state == STATES.DONE
    page.change(staff_hours=12, featured=True)
    assert page.task.state == STATES.DONE
    assert page.target.staff_hours == 12


def test_a_term_that_is_renamed_waits_too(page: Bilingual) -> None:
    theme: Any = ThemeFactory()
    source = TranslationSource.get_or_create_from_instance(theme)[0]
    translation = Translation.objects.create(source=source, target_locale=page.es)
    for segment in source.stringsegment_set.all():
        page.confirm(segment, segment.string.data if segment.context.path == "slug" else f"es:{segment.string.data}")
    translation.save_target(publish=True)
    assert TranslationTask.objects.get(translation=translation).state == STATES.DONE
    theme.name = "Un altre nom"
    theme.save()
    assert TranslationTask.objects.get(translation=translation).state == STATES.TRANSLATE
    spanish = Theme.objects.get(translation_key=theme.translation_key, locale=page.es)
    assert spanish.name == "es:Àmbit proximity"
    again = Translation.objects.get(pk=translation.pk)
    with pytest.raises(Exception, match="Un altre nom"):
        again.save_target(publish=True)
    assert Theme.objects.get(pk=spanish.pk).name == "es:Àmbit proximity", "no Catalan over a Spanish term"


def test_a_change_through_the_administration_is_told(reviewer: Any, page: Bilingual) -> None:
    answer = reviewer.post(
        reverse("wagtailadmin_pages:edit", args=[page.source.pk]),
        {
            "title": "Una pàgina", "slug": "una-pagina", "introduction": "Hola, qui ve de lluny.",
            "body-count": "0", "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert page.task.state == STATES.TRANSLATE


def test_publishing_without_a_new_text_costs_the_same_with_many(page: Bilingual) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page.change(show_in_menus=False)
        return len(asked)

    set_body(page, TEXT)
    few = queries()
    set_body(page, TEXT + "".join(f"<p>La frase {number}.</p>" for number in range(20)))
    assert queries() <= few


def test_a_never_published_translation_is_not_out_of_date(front: Page) -> None:
    page = Bilingual(ContentPageFactory(parent=front, title="Nova", slug="nova", introduction="Hola."), live=False)
    page.change(introduction="Adeu.")
    assert (page.task.state, page.task.stale_since) == (STATES.TRANSLATE, None)
