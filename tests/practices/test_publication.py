"""The gates: a draft saves at any time; publishing says in one list what is missing, whichever way it is asked for."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from practices.models import PracticePage
from practices.publication import NEEDED, completeness
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, in_language, publish_home, translated
from tests.people import said
from tests.practices.practice_forms import sent
from tests.translation import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


@pytest.fixture
def page(index: Any) -> Any:
    """Ready, and not published."""
    return PracticePageFactory(parent=index, live=False, title="La furgoneta")


@pytest.fixture
def unready(index: Any) -> Any:
    """A draft that lacks its difficulty and the reason why it has no results."""
    draft = PracticePageFactory(parent=index, live=False, title="A mig fer", no_results_reason="")
    draft.difficulties.all().delete()
    draft.save_revision(clean=False)
    return draft


def edit(client: Client, user: Any, page: Any, action: str, **changes: Any) -> Any:
    data = {**sent(page, user, **changes), **({action: "1"} if action else {})}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def story_without(page: Any, name: str) -> Any:
    raw = [block for block in page.story.get_prep_value() if block["type"] != name]
    return page.story.stream_block.to_python(raw)


GATES: dict[str, tuple[dict[str, Any], str]] = {
    "title": ({"title": "x" * 101}, "més de 100 caràcters"),
    "summary": ({"summary": ""}, "Resum: Aquest camp és obligatori"),
    "organisation": ({"organisation": ""}, "Ens: Aquest camp és obligatori"),
    "theme": ({"theme": ""}, "Àmbit principal: Aquest camp és obligatori"),
    "status": ({"status": ""}, "Estat: Aquest camp és obligatori"),
    "started": ({"started": ""}, "Començada: Aquest camp és obligatori"),
    "reviewed": ({"reviewed_on": ""}, "Revisada el dia: Aquest camp és obligatori"),
    "audiences": ({"audiences": []}, "No diu per a qui és."),
    "successes": ({"successes": []}, "No té cap encert."),
    "difficulties": ({"difficulties": []}, "No té cap dificultat"),
    "results": ({"no_results_reason": ""}, "No té cap resultat"),
    "approval": ({"unapproved_reason": "", "approved_by": "", "approved_on": ""}, "L’amfitrió no l’ha aprovada"),
    "problem": ({"without": "problem"}, "A la història hi falta el problema."),
    "solution": ({"without": "solution"}, "A la història hi falta què es va fer."),
    "value": ({"without": "value"}, "A la història hi falta el valor."),
    "lessons": ({"without": "lessons"}, "A la història hi falta què se n’ha après."),
}


@pytest.mark.parametrize("gate", GATES)
def test_each_gate_names_what_is_missing_and_lets_the_draft_be_saved(
    admin_client: Client, admin_user: Any, page: Any, gate: str
) -> None:
    given, words = GATES[gate]
    changes = dict(given)
    if part := changes.pop("without", ""):
        changes["story"] = story_without(page, part)
    refused = edit(admin_client, admin_user, page, "action-publish", **changes)
    assert refused.status_code == 200
    assert words in said(refused), said(refused)
    assert "Un esborrany es pot desar" in said(refused)
    page.refresh_from_db()
    assert not page.live
    saved = edit(admin_client, admin_user, page, "", **changes)
    assert saved.status_code == 302, said(saved)
    assert page.latest_revision_id != PracticePage.objects.get(pk=page.pk).latest_revision_id


def test_a_draft_is_saved_with_the_rows_that_the_form_offers_left_blank(
    admin_client: Client, admin_user: Any, page: Any
) -> None:
    """A new practice is offered a success, a difficulty and an audience to write in."""
    for rows in (page.successes, page.difficulties, page.audiences):
        rows.all().delete()
    page.save_revision(clean=False)
    blank = {
        "successes": [{"id": "", "title": "", "text": ""}],
        "difficulties": [{"id": "", "title": "", "text": "", "kind": "", "state": "", "how_solved": ""}],
        "audiences": [{"id": "", "audience": ""}],
    }
    saved = edit(admin_client, admin_user, page, "", title="Un títol", **blank)
    assert saved.status_code == 302, said(saved)
    # Once it has saved by itself, the form says of all rows that they were there.
    data = {**sent(page, admin_user, title="Un títol nou", **blank), **{f"{name}-INITIAL_FORMS": 1 for name in blank}}
    again = admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert again.status_code == 302, said(again)
    draft = PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == "Un títol nou"
    assert not [*draft.successes.all(), *draft.difficulties.all(), *draft.audiences.all()]
    refused = edit(admin_client, admin_user, page, "action-publish", **blank)
    assert refused.status_code == 200
    assert "No té cap encert." in said(refused)


def test_everything_missing_is_one_list(admin_client: Client, admin_user: Any, page: Any) -> None:
    answer = edit(
        admin_client, admin_user, page, "action-publish",
        summary="", audiences=[], successes=[], difficulties=[], no_results_reason="",
    )  # fmt: skip
    assert said(answer).count("<li>") == 6


def test_a_row_taken_away_in_the_form_no_longer_counts(admin_client: Client, admin_user: Any, page: Any) -> None:
    data = {**sent(page, admin_user), "difficulties-0-DELETE": "1", "action-publish": "1"}
    refused = admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert "No té cap dificultat" in said(refused)


def test_what_has_everything_is_published(admin_client: Client, admin_user: Any, page: Any) -> None:
    answer = edit(admin_client, admin_user, page, "action-publish")
    assert answer.status_code == 302, said(answer)
    assert PracticePage.objects.get(pk=page.pk).live


def test_a_title_of_300_characters_is_refused_in_words(admin_client: Client, admin_user: Any, page: Any) -> None:
    answer = edit(admin_client, admin_user, page, "", title="x" * 300)
    assert answer.status_code == 200
    assert "255" in answer.content.decode()


def test_a_new_practice_is_gated_too(admin_client: Client, admin_user: Any, index: Any) -> None:
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", index.pk])
    data = sent(PracticePage(owner=admin_user), admin_user, title="Nova", slug="nova")
    refused = admin_client.post(url, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert "No té cap encert." in said(refused)
    assert admin_client.post(url, data).status_code == 302


def refused_on_its_form(answer: Any, page: Any) -> None:
    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "A mig fer" in said(answer)
    assert "No té cap dificultat" in said(answer)
    page.refresh_from_db()
    assert not page.live


def test_a_workflow_does_not_approve_what_is_not_ready(admin_client: Client, admin_user: Any, unready: Any) -> None:
    Workflow.objects.get(active=True).start(unready, admin_user)
    state = unready.current_workflow_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[unready.pk, "approve", state.current_task_state.pk])
    refused_on_its_form(admin_client.post(url, {"comment": ""}), unready)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


def test_several_at_once_are_published_all_or_none(
    admin_client: Client, admin_user: Any, page: Any, unready: Any
) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{url}?id={page.pk}&id={unready.pk}&next=/admin/", {"include_descendants": ""})
    refused_on_its_form(answer, unready)
    assert not PracticePage.objects.get(pk=page.pk).live


@pytest.mark.django_db(transaction=True)
def test_a_translation_is_gated_like_its_source(admin_client: Client, admin_user: Any, index: Any) -> None:
    draft = PracticePageFactory(parent=index, live=False, title="A mig fer", no_results_reason="")
    draft.difficulties.all().delete()
    spanish = in_language("es")
    index.copy_for_translation(spanish, copy_parents=True)
    source, _made = TranslationSource.update_or_create_from_instance(draft)
    for segment in source.stringsegment_set.all():  # else the gate of translations speaks first
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, locale=spanish, context=segment.context, defaults={"data": "A mig fer"}
        )
    translation = Translation.objects.create(source=source, target_locale=spanish)
    filled.translate_terms(translation)
    translation.save_target(publish=False)
    translated = draft.get_translation(spanish)
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[translated.pk]), {"action": "publish"})
    refused_on_its_form(answer, translated)


def test_a_translation_that_is_refused_leaves_what_is_live_as_it_was(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    index = PracticeIndexPageFactory(parent=publish_home("es"))
    translated(index, "es", slug="practicas")
    page, spanish = PracticePageFactory(parent=index, title="La furgoneta"), in_language("es")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, locale=spanish, context=segment.context, defaults={"data": "La camioneta"}
        )
    translation = Translation.objects.create(source=source, target_locale=spanish)
    filled.translate_terms(translation)
    with django_capture_on_commit_callbacks(execute=True):  # wagtail-localize publishes after the commit
        translation.save_target(publish=True)
    live = page.get_translation(spanish)
    assert "La camioneta</h1>" in admin_client.get(live.url).content.decode()
    too_long = "Una camioneta que va de plaza en plaza " * 4
    StringTranslation.objects.filter(context__path="title").update(data=too_long)
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[live.pk]), {"action": "publish"})
    assert answer.status_code == 302
    assert "més de 100 caràcters" in said(answer)
    assert "plaza en plaza" not in admin_client.get(live.url).content.decode()
    assert PracticePage.objects.get(pk=live.pk).title == "La camioneta"


def test_the_clock_calls_off_what_is_not_ready_and_goes_on(page: Any, unready: Any) -> None:
    """Else it would fail on it every minute, and nothing after it would ever be published."""
    author = get_user_model().objects.create_user("autora", "autora@example.cat", "x")
    past = timezone.now() - timedelta(minutes=5)
    for number, one in enumerate((unready, page)):
        revision = one.save_revision(clean=False, user=author)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past + timedelta(minutes=number))
    call_command("publish_scheduled", stdout=io.StringIO())
    assert PracticePage.objects.get(pk=page.pk).live
    assert not PracticePage.objects.get(pk=unready.pk).live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    (message,) = mail.outbox
    assert message.to == ["autora@example.cat"]
    assert "No té cap dificultat" in message.body


def test_editors_see_how_complete_it_is_and_readers_do_not(admin_client: Client, client: Client, page: Any) -> None:
    page.save_revision().publish()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "No s’hi cita ningú." in admin_client.get(url).content.decode()
    assert "completeness" not in client.get(page.url).content.decode()
    assert completeness(page).needed == []
    assert 0 < completeness(page).percent < 100


def test_every_gate_is_tried() -> None:
    fields = {point.field for point in NEEDED} - {"lead_image_alt"}
    tried = {"story" if "without" in given else next(iter(given)) for given, _words in GATES.values()}
    assert tried == fields
