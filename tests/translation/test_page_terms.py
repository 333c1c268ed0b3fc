"""The terms that a page names are submitted, sent and published with it, never shown in another language."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from caravana_site.translation import tasks
from caravana_site.translation.models import TranslationTask
from caravana_site.translation.page_terms import tasks_beside
from caravana_site.translation.refusals import IncompleteError
from practices.models import Theme
from tests import factories as made
from tests.translation import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


@pytest.fixture
def practices() -> Any:
    index = made.PracticeIndexPageFactory(parent=made.publish_home("es"), slug="practiques")
    made.translated(index, "es", slug="practicas")
    return index


def story(practices: Any, *themes: str) -> Any:
    main, *others = [made.ThemeFactory(key=key, slug=key, name=f"Àmbit {key}") for key in themes]
    page = made.PracticePageFactory(parent=practices, theme=main)
    page.technologies.create(locale=page.locale, technology=made.TechnologyFactory())
    for other in others:
        page.other_themes.create(locale=page.locale, theme=other)
    page.save()
    return page


def submitted(page: Any) -> Translation:
    translate_object(page, [made.in_language("es")])
    found: Translation = Translation.objects.get(source__object=page.translation_key)
    return found


def named(translation: Translation) -> list[str]:
    return [task.translation.source.object_repr for task in tasks_beside(translation.task)]


def test_the_terms_of_a_page_are_submitted_with_it(practices: Any) -> None:
    page = story(practices, "one", "two")
    assert set(named(submitted(page))) == {"Àmbit one", "Àmbit two", "Formularis", "Tota la ciutadania"}


def test_a_term_that_is_translated_is_not_offered(practices: Any) -> None:
    translation = submitted(story(practices, "one", "two"))
    done = Translation.objects.get(source__object_repr="Àmbit one")
    filled.confirm(done)
    done.save_target()
    assert "Àmbit one" not in named(translation)
    assert len(named(translation)) == 3


def test_a_term_named_twice_is_offered_once_and_a_stopped_translation_never(practices: Any) -> None:
    translation = submitted(story(practices, "one", "one"))
    assert named(translation).count("Àmbit one") == 1
    Translation.objects.filter(source__object_repr="Àmbit one").update(enabled=False)
    assert "Àmbit one" not in named(translation)


def test_more_terms_cost_no_more_queries(practices: Any) -> None:
    few = submitted(story(practices, "one"))
    with CaptureQueriesContext(connection) as before:
        assert len(named(few)) == 3
    more = submitted(story(practices, "one", "two", "three", "four", "five"))
    with CaptureQueriesContext(connection) as after:
        assert len(named(more)) == 7
    assert len(after) == len(before)


def test_submitting_writes_no_term_in_another_languages_words(practices: Any) -> None:
    submitted(story(practices, "one"))
    assert not Theme.objects.filter(locale=made.in_language("es")).exists()


def test_a_page_is_published_after_its_terms_and_with_them(practices: Any, admin_user: Any) -> None:
    translation = submitted(story(practices, "one", "two"))
    filled.confirm(translation)
    with pytest.raises(ValidationError, match="«Àmbit one»"):
        tasks.publish(translation.task, admin_user)
    for task in tasks_beside(translation.task):
        filled.confirm(task.translation)
    tasks.publish(translation.task, admin_user)
    page = translation.get_target_instance()
    assert page.live
    assert page.theme.locale.language_code == "es", "its draft was saved while there was no such row"
    assert [row.theme.locale.language_code for row in page.other_themes.all()] == ["es"]
    assert tasks_beside(translation.task) == []


def test_a_draft_that_was_saved_before_its_terms_leads_to_them_when_it_is_published(practices: Any) -> None:
    translation = submitted(story(practices, "one", "two"))
    filled.confirm(translation)
    revision = translation.get_target_instance().save_revision(clean=False)
    with pytest.raises(IncompleteError, match="«Àmbit one»"):
        revision.publish()
    for task in tasks_beside(translation.task):
        filled.confirm(task.translation)
        task.translation.save_target()
    revision.publish()
    page = translation.get_target_instance()
    assert page.live
    assert page.theme.locale.language_code == "es"
    assert [row.theme.locale.language_code for row in page.other_themes.all()] == ["es"]


def test_terms_that_lack_nothing_are_sent_with_the_page(practices: Any, admin_user: Any) -> None:
    translation = submitted(story(practices, "one"))
    filled.confirm(translation)
    theme = Translation.objects.get(source__object_repr="Àmbit one")
    filled.confirm(theme)
    tasks.send(translation.task, admin_user)
    states = dict(TranslationTask.objects.values_list("translation__source__object_repr", "state"))
    assert states["Àmbit one"] == TranslationTask.State.REVIEW
    assert states["Formularis"] == TranslationTask.State.TRANSLATE


def test_a_term_that_the_page_names_later_is_submitted_when_that_is_published(practices: Any) -> None:
    page = story(practices, "one")
    translation = submitted(page)
    page.theme = made.ThemeFactory(key="new", slug="new", name="Un de nou")
    page.save_revision().publish()
    assert "Un de nou" in named(translation)
    assert not Theme.objects.filter(locale=made.in_language("es")).exists()


def test_a_term_that_is_submitted_opens_its_translation_and_writes_no_row(practices: Any, admin_client: Client) -> None:
    theme = made.ThemeFactory(name="Un altre àmbit")
    address = reverse("wagtail_localize:submit_snippet_translation", args=["practices", "theme", theme.pk])
    answer = admin_client.post(address, {"locales": [made.in_language("es").pk]}, follow=True)
    task = TranslationTask.objects.get(translation__source__object_repr="Un altre àmbit")
    assert answer.redirect_chain[-1][0] == reverse("translations_edit", args=[task.pk])
    assert answer.status_code == 200
    assert not Theme.objects.filter(locale=made.in_language("es")).exists()
