"""Four eyes: who wrote a translation does not publish it, by whatever address; a reviewer compares and decides."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.translation import page_terms, seed, tasks, writing
from caravana_site.translation.models import LanguagePair, TranslationTask
from caravana_site.translation.models.tasks import TaskState
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, ThemeFactory, translated

from .conftest import Room

pytestmark = pytest.mark.django_db
TRANSLATOR = groups.TRANSLATORS_CA_ES


def page_of(task: TranslationTask) -> str:
    return reverse("translations_compare", args=[task.pk])


def decide(client: Any, task: TranslationTask, do: str, **asked: Any) -> Any:
    seen = client.get(page_of(task)).context
    version = seen["version"] if seen and "version" in seen else ""
    return client.post(page_of(task), {"do": do, "version": version, **asked})


def named_term(room: Room, number: int = 1) -> tuple[TranslationTask, Translation]:
    """A practice that names terms which nobody has translated; and the last of them."""
    key = f"of-{number}"
    index = PracticeIndexPageFactory(parent=room.homes["ca"], slug=key)
    translated(index, "es", slug=key)
    names = ["Un àmbit nou", *(f"Un altre {one}" for one in range(1, number))]
    themes = [ThemeFactory(key=f"{key}-{one}", slug=f"{key}-{one}", name=name) for one, name in enumerate(names)]
    page = PracticePageFactory(parent=index, theme=themes[0])
    for theme in themes[1:]:
        page.other_themes.create(locale=page.locale, theme=theme)
    page.save()
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=room.locales["es"])
    page_terms.submit(translation)
    of_theme = Translation.objects.get(source__object=themes[0].translation_key)
    Translation.objects.exclude(source__object__in=[one.translation_key for one in [page, *themes]]).delete()
    return TranslationTask.objects.get(translation=translation), of_theme


@pytest.fixture
def sent(room: Room) -> TranslationTask:
    """A whole translation that its translator has sent for review."""
    task = room.task()
    room.write(task, room.member(TRANSLATOR))
    tasks.send(TranslationTask.objects.get(pk=task.pk), room.member(TRANSLATOR))
    return TranslationTask.objects.get(pk=task.pk)


def addresses(room: Room, task: TranslationTask) -> list[tuple[str, dict[str, str]]]:
    """Every address of the administration by which a translated page could be made public."""
    edit = reverse("wagtailadmin_pages:edit", args=[room.target(task).pk])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return [
        (page_of(task), {"do": "publish"}),
        (edit, {"action": "publish"}),
        (edit, {"action-publish": "on"}),
        (f"{bulk}?id={room.target(task).pk}", {}),
        (
            reverse("wagtail_localize:update_translations", args=[task.translation.source.pk]),
            {"publish_translations": "on"},
        ),
    ]


def test_a_translator_without_the_permission_publishes_by_no_address(
    enter: Any, room: Room, sent: TranslationTask
) -> None:
    client = enter(TRANSLATOR)
    for address, asked in addresses(room, sent):
        decide(client, sent, **asked) if "do" in asked else client.post(address, asked)
        assert not room.target(sent).live, address
    assert "Publica la traducció" not in client.get(page_of(sent)).content.decode()


def test_who_may_publish_and_wrote_it_still_does_not(enter: Any, room: Room) -> None:
    """Not even without sending it first, which would leave a sender."""
    client, writer = enter(groups.REVIEWERS), room.member(groups.REVIEWERS)
    LanguagePair.objects.filter(group=room.groups[groups.REVIEWERS]).update(four_eyes=True)
    task = room.task()
    room.write(task, writer)
    for address, asked in addresses(room, task):
        decide(client, task, **asked) if "do" in asked else client.post(address, asked)
        assert not room.target(task).live, address
    assert "l’ha de llegir" in client.get(page_of(task)).content.decode()
    client.logout()
    assert decide(enter(groups.REVIEWERS, "segona"), task, "publish").status_code == 302
    assert room.target(task).live


def test_a_group_that_reads_alone_publishes_its_own(enter: Any, room: Room) -> None:
    assert groups.REVIEWERS in seed.READS_ALONE
    client, task = enter(groups.REVIEWERS), room.task()
    room.write(task, room.member(groups.REVIEWERS))
    decide(client, task, "publish")
    assert room.target(task).live


def test_a_reviewer_compares_and_publishes(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.REVIEWERS)
    assert page_of(sent) in client.get(reverse("translations_queue")).content.decode()
    assert "Hola a tothom." in client.get(page_of(sent)).content.decode()
    decide(client, sent, "publish")
    sent.refresh_from_db()
    assert (sent.state, room.target(sent).live) == (TaskState.DONE, True)


def test_giving_back_needs_a_note_and_returns_to_the_translator(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.REVIEWERS)
    refused = decide(client, sent, "give_back", note="  ")
    assert refused.status_code == 409
    assert 'role="alert"' in refused.content.decode()
    decide(client, sent, "give_back", note="El títol no s’entén.")
    sent.refresh_from_db()
    assert (sent.state, sent.assignee) == (TaskState.TRANSLATE, room.member(TRANSLATOR))
    client.logout()
    client = enter(TRANSLATOR)
    assert "Va tornar amb una nota" in client.get(reverse("translations_queue")).content.decode()
    assert "El títol no s’entén." in client.get(page_of(sent)).content.decode()


def test_nobody_publishes_what_they_have_not_read(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.REVIEWERS)
    seen = client.get(page_of(sent)).context["version"]
    room.write(sent, room.member(TRANSLATOR), introduction="Otra cosa.")
    answer = client.post(page_of(sent), {"do": "publish", "version": seen})
    assert (answer.status_code, room.target(sent).live) == (409, False)


def test_what_lacks_a_text_or_is_locked_is_refused_with_its_reason(
    enter: Any, room: Room, sent: TranslationTask
) -> None:
    client, page = enter(groups.REVIEWERS), room.target(sent)
    page.locked = True
    page.save()
    answer = decide(client, sent, "publish")
    assert (answer.status_code, "bloquejada" in answer.content.decode()) == (409, True)
    page.locked = False
    page.save()
    StringTranslation.objects.filter(data="Hola a todo el mundo.").delete()
    answer = decide(client, sent, "publish")
    assert (answer.status_code, "Hola a tothom." in answer.content.decode()) == (409, True)
    assert decide(client, sent, "x").status_code == 409
    assert not room.target(sent).live


def test_the_terms_that_go_public_with_a_page_are_read_with_it(enter: Any, room: Room) -> None:
    task, theme = named_term(room)
    client = enter(groups.REVIEWERS)
    assert "Todavía no" not in client.get(page_of(task)).content.decode()
    segment = StringSegment.objects.get(source=theme.source, context__path="name")
    writing.write(theme, segment, "Un ámbito nuevo", room.member(TRANSLATOR))
    read = client.get(page_of(task))
    assert "Terme «Un àmbit nou»" in read.content.decode()
    assert "Un ámbito nuevo" in read.content.decode()
    writing.write(theme, segment, "Un ámbito cualquiera", room.member(TRANSLATOR))
    answer = client.post(page_of(task), {"do": "publish", "version": read.context["version"]})
    assert (answer.status_code, "cal tornar-la a llegir" in answer.content.decode()) == (409, True)


def test_more_terms_cost_a_comparison_no_more_queries(enter: Any, room: Room) -> None:
    client = enter(groups.REVIEWERS)
    few, _theme = named_term(room)
    client.get(page_of(few))
    with CaptureQueriesContext(connection) as before:
        client.get(page_of(few))
    many, _theme = named_term(room, 6)
    with CaptureQueriesContext(connection) as after:
        assert client.get(page_of(many)).content.decode().count("Terme «") == 6
    assert len(after) == len(before)


def test_a_text_that_nobody_has_translated_is_shown_as_lacking(enter: Any, room: Room) -> None:
    client, task = enter(groups.REVIEWERS), room.task()
    assert "Encara no s’ha traduït." in client.get(page_of(task)).content.decode()


def test_that_no_text_changes_is_said_in_words(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.REVIEWERS)
    decide(client, sent, "publish")
    assert "No canvia cap text." in client.get(page_of(sent)).content.decode()


def test_differences_are_shown_word_by_word(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.REVIEWERS)
    decide(client, sent, "publish")
    sent.refresh_from_db()
    room.write(sent, room.member(TRANSLATOR), introduction="Hola a toda la gente.")
    text = client.get(page_of(sent)).content.decode()
    assert "Hola a <del>todo el mundo</del><ins>toda la gente</ins>." in text
    assert f"Traducido {sent.pk}</p>" not in text, "what stays is only shown when asked for"
    assert f"Traducido {sent.pk}</p>" in client.get(page_of(sent) + "?all=1").content.decode()


def test_a_source_that_changed_is_compared_with_what_was_public_there(
    enter: Any, room: Room, sent: TranslationTask
) -> None:
    client = enter(groups.REVIEWERS)
    decide(client, sent, "publish")
    source = sent.translation.source
    page = source.get_source_instance()
    page.introduction = "Hola només als d’aquí."
    page.save_revision().publish()
    source.update_from_db()
    sent = TranslationTask.objects.get(pk=sent.pk)
    room.write(sent, room.member(TRANSLATOR), introduction="Hola solo a los de aquí.")
    text = client.get(page_of(sent)).content.decode()
    assert "<ins> solo</ins>" in text
    assert "<del>todo el mundo</del>" in text
    assert "ja no són a l’original" not in text, "neither the replaced text nor the address is one that went"


def test_another_pair_is_closed(enter: Any, room: Room, sent: TranslationTask) -> None:
    client = enter(groups.TRANSLATORS_ES_CA)
    assert client.get(page_of(sent)).status_code == 302
    assert client.post(page_of(sent), {"do": "give_back", "note": "x"}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == TaskState.REVIEW
    assert client.get(reverse("translations_compare", args=[10**9])).status_code == 404


def test_the_refusal_on_the_pages_own_form_says_why(enter: Any, room: Room) -> None:
    client = enter(groups.REVIEWERS)
    LanguagePair.objects.update(four_eyes=True)
    task = room.task()
    room.write(task, room.member(groups.REVIEWERS))
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[room.target(task).pk]), {"action": "publish"})
    assert "l’ha de llegir" in " ".join(map(str, get_messages(answer.wsgi_request)))
