"""Who may do what with a task, through the services that every screen calls."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.translation import counts, permissions, seed, segments, tasks, writing
from caravana_site.translation.models import LanguagePair, TextVersion, TranslationTask
from home.models import ContentPage
from tests import people
from tests.factories import ContentPageFactory, publish_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


@pytest.fixture
def task() -> TranslationTask:
    page = ContentPageFactory(parent=publish_home("es"), title="Una pàgina", introduction="Hola a tothom.")
    seed.ensure_pairs()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="es"))
    translation.save_target(publish=False)
    return TranslationTask.objects.get(translation=translation)


def member(role: str) -> Any:
    return people.member(groups.ensure_groups()[role], role)


def translate_all(task: TranslationTask, user: Any) -> None:
    for line in segments.lines_of(task.translation):
        if line.is_read:
            writing.write(task.translation, line.segment, f"{line.source} (es)", user)


def target(task: TranslationTask) -> ContentPage:
    page: ContentPage = task.translation.get_target_instance()
    return page


def test_a_translation_is_sent_read_by_another_and_published(task: TranslationTask) -> None:
    translator, reviewer = member(groups.TRANSLATORS_CA_ES), member(groups.REVIEWERS)
    with pytest.raises(ValidationError, match="Hola a tothom"):
        tasks.send(task, translator)
    translate_all(task, translator)
    tasks.send(task, translator)
    with pytest.raises(PermissionDenied):
        tasks.publish(task, translator)
    tasks.publish(task, reviewer)
    task.refresh_from_db()
    assert (task.state, task.sent_by, target(task).live) == (TranslationTask.State.DONE, None, True)
    assert "Hola a tothom. (es)" in task.published_texts.values()


def test_what_comes_back_says_why_and_waits_for_whoever_sent_it(task: TranslationTask) -> None:
    translator, reviewer = member(groups.TRANSLATORS_CA_ES), member(groups.REVIEWERS)
    translate_all(task, translator)
    tasks.send(task, translator)
    with pytest.raises(ValidationError):
        tasks.give_back(task, reviewer, "  ")
    with pytest.raises(PermissionDenied):
        tasks.give_back(task, translator, "No.")
    tasks.give_back(task, reviewer, "Falta el to.")
    assert (task.state, task.assignee) == (TranslationTask.State.TRANSLATE, translator)
    assert not target(task).live


def test_four_eyes_hold_whoever_wrote_a_text_even_without_sending(task: TranslationTask) -> None:
    reviewer = member(groups.REVIEWERS)
    translate_all(task, reviewer)
    LanguagePair.objects.filter(group__user=reviewer).update(four_eyes=True)
    with pytest.raises(ValidationError):
        tasks.publish(task, reviewer)
    LanguagePair.objects.filter(group__user=reviewer, target_locale=task.translation.target_locale).update(
        four_eyes=False
    )
    tasks.publish(task, reviewer)
    assert target(task).live


def test_a_pair_allows_one_way_alone(task: TranslationTask) -> None:
    other = member(groups.TRANSLATORS_ES_CA)
    assert not permissions.may_translate(other, task.translation)
    with pytest.raises(PermissionDenied):
        tasks.take(task, other)


def test_two_who_write_the_same_text_lose_nothing(task: TranslationTask) -> None:
    first, second = member(groups.TRANSLATORS_CA_ES), member(groups.REVIEWERS)
    line = next(line for line in segments.lines_of(task.translation) if line.path == "introduction")
    writing.write(task.translation, line.segment, "Hola a todos.", first, seen="")
    with pytest.raises(writing.Conflict) as conflict:
        writing.write(task.translation, line.segment, "Hola a todo el mundo.", second, seen="")
    assert conflict.value.theirs is not None
    assert conflict.value.theirs.data == "Hola a todos."
    kept = TextVersion.objects.get()
    assert (kept.text, kept.author, kept.reason) == ("Hola a todo el mundo.", second, TextVersion.Reason.CONFLICT)
    writing.write(task.translation, line.segment, "Hola a todo el mundo.", second, seen="Hola a todos.")
    assert set(TextVersion.objects.values_list("text", flat=True)) == {"Hola a todos.", "Hola a todo el mundo."}


def test_a_machines_draft_counts_only_once_a_person_confirms_it(task: TranslationTask) -> None:
    person = member(groups.TRANSLATORS_CA_ES)
    for line in segments.lines_of(task.translation):
        writing.write(task.translation, line.segment, f"{line.source} (es)", person, machine=True, tool_name="Apertium")
    counts.recount()
    task.refresh_from_db()
    assert (task.texts_left, task.words_left) == (2, task.words_total)
    with pytest.raises(ValidationError):
        tasks.send(task, person)
    translate_all(task, person)
    assert not StringTranslation.objects.filter(translation_type="machine").exclude(context__path="slug").exists()
    counts.recount()
    task.refresh_from_db()
    assert task.texts_left == 0
