"""Whichever way a translation is published, it is not while it lacks texts, and who asked is told which."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import LocaleSynchronization, StringTranslation

from caravana_site.common.models import OutgoingEmail
from caravana_site.translation.models import TranslationSettings
from caravana_site.translation.refusals import CALLED_OFF, IncompleteError
from tests.factories import ContentPageFactory
from tests.people import said

from .bilingual import Bilingual

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
LACKS = "Hola a tothom d’aquí."


@pytest.fixture
def draft(front: Page) -> Bilingual:
    """Submitted, and nobody has translated anything."""
    source = ContentPageFactory(parent=front, title="Una pàgina", slug="una", introduction=LACKS)
    return Bilingual(source, live=False)


def is_hidden(page: Bilingual) -> bool:
    return not page.target.live


def by_code(page: Bilingual, client: Any) -> str:
    with pytest.raises(IncompleteError) as told:
        page.target.latest_revision.publish()
    return str(told.value)


def by_the_translators_editor(page: Bilingual, client: Any) -> str:
    return said(client.post(reverse("wagtailadmin_pages:edit", args=[page.target.pk]), {"action": "publish"}))


def many_at_once(page: Bilingual, client: Any) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return said(client.post(f"{address}?id={page.target.pk}"))


def by_a_workflow(page: Bilingual, client: Any) -> str:
    state = page.target.get_workflow().start(page.target, client.person)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.target.pk, "approve", state.current_task_state.pk]
    )
    return said(client.post(address, {"action": "approve"}))


def by_scheduling(page: Bilingual, client: Any) -> str:
    target = page.target
    target.go_live_at = timezone.now() + timedelta(days=1)
    revision = target.save_revision()
    with pytest.raises(IncompleteError) as told:
        revision.publish()
    return str(told.value)


def by_stopping_the_translation(page: Bilingual, client: Any) -> str:
    """The page is then edited by hand, and its sentences are still the source's."""
    client.post(reverse("wagtail_localize:stop_translation", args=[page.translation.pk]))
    with pytest.raises(IncompleteError) as told:
        page.target.save_revision().publish()
    return str(told.value)


@pytest.mark.parametrize(
    "way",
    [by_code, by_the_translators_editor, many_at_once, by_a_workflow, by_scheduling, by_stopping_the_translation],
)
def test_no_way_publishes_what_lacks_texts(reviewer: Any, draft: Bilingual, way: Any) -> None:
    assert LACKS in way(draft, reviewer)
    assert is_hidden(draft)
    assert LACKS not in reviewer.get("/es/una/").content.decode()


def test_the_clock_calls_it_off_and_tells_who_scheduled_it(reviewer: Any, draft: Bilingual) -> None:
    draft.confirm_all()
    target = draft.target
    target.go_live_at = timezone.now() + timedelta(seconds=1)
    target.save_revision(user=reviewer.person).publish()
    draft.change(introduction="Hola només als de lluny.")
    draft.target.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert is_hidden(draft)
    assert not draft.target.revisions.exclude(approved_go_live_at=None).exists()
    assert PageLogEntry.objects.filter(page=draft.target.pk, action=CALLED_OFF).exists()
    letters = [str(row.__dict__) for row in OutgoingEmail.objects.all()] + [one.body for one in mail.outbox]
    assert any("Hola només als de lluny." in letter for letter in letters)


def test_a_machines_draft_does_not_count(draft: Bilingual) -> None:
    draft.confirm_all(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    with pytest.raises(IncompleteError, match="Hola a tothom"):
        draft.target.latest_revision.publish()


def complete(percent: int) -> None:
    settings = TranslationSettings.load()
    settings.completeness = percent
    settings.save()


def test_editors_set_how_complete_it_has_to_be(draft: Bilingual) -> None:
    """Of six words, the title has two."""
    draft.confirm(draft.segment("title"), "Una página")
    draft.confirm(draft.segment("introduction"), "Borrador", translation_type="machine")
    complete(34)
    with pytest.raises(IncompleteError, match="34 %"):
        draft.target.latest_revision.publish()
    complete(33)
    draft.publish_target()
    assert (draft.target.live, draft.target.title) == (True, "Una página")
    assert draft.target.introduction == LACKS, "the machine’s draft is shown to nobody"
    assert draft.task.state == draft.task.State.TRANSLATE


def test_an_old_version_that_is_published_says_what_the_translators_confirmed(reviewer: Any, draft: Bilingual) -> None:
    """The version made at submission holds the source's words."""
    draft.confirm_all()
    assert draft.target.latest_revision.as_object().introduction == LACKS
    many_at_once(draft, reviewer)
    assert draft.target.live
    assert draft.target.introduction == f"es:{LACKS}"


def test_a_draft_on_a_live_page_is_kept_beside_it(page: Bilingual) -> None:
    page.change(introduction="Hola, els de lluny.")
    page.confirm_all()
    before = type(page.source).objects.filter(pk=page.target.pk).values(
        "title", "introduction", "body", "slug", "live", "live_revision", "last_published_at"
    )  # fmt: skip
    row = before.get()
    page.fresh_translation().save_target(publish=False)
    assert before.get() == row
    assert page.target.has_unpublished_changes
    assert page.target.get_latest_revision_as_object().introduction == "es:Hola, els de lluny."
    count = page.target.revisions.count()
    page.publish_target()
    page.fresh_translation().save_target(publish=False)
    assert page.target.revisions.count() == count + 1, "what says the same is no new draft"


def test_submitting_again_with_all_below_changes_nothing_that_is_live(admin_client: Any, page: Bilingual) -> None:
    parent = ContentPageFactory(parent=page.source, title="Sense traduir", slug="sense")
    child = Bilingual(ContentPageFactory(parent=parent, title="Filla", slug="filla", introduction="Sota."))
    new = ContentPageFactory(parent=parent, title="Nova filla", slug="nova")
    child.change(introduction="Ara una altra.")
    address = reverse("wagtail_localize:submit_page_translation", args=[parent.pk])
    admin_client.post(address, {"locales": [page.es.pk], "include_subtree": "on"})
    assert child.target.introduction == "es:Sota."
    made = Page.objects.get(translation_key=new.translation_key, locale=page.es)
    assert not made.live


def test_a_synchronised_language_shows_no_copy(admin_client: Any, page: Bilingual) -> None:
    waiting = ContentPageFactory(parent=page.source, title="Sense traduir", slug="sense", introduction="Català.")
    LocaleSynchronization.objects.create(locale=page.es, sync_from=Locale.objects.get(language_code="ca"))
    alias = Page.objects.get(translation_key=waiting.translation_key, locale=page.es)
    assert (alias.alias_of_id, alias.live) == (waiting.pk, False)
    assert "Català." not in admin_client.get("/es/una-pagina/sense/").content.decode()
    for view in ("wagtailadmin_pages:convert_alias",):
        admin_client.post(reverse(view, args=[alias.pk]))
        assert Page.objects.get(pk=alias.pk).alias_of_id == waiting.pk
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    admin_client.post(f"{many}?id={alias.pk}")
    assert not Page.objects.get(pk=alias.pk).live


def test_no_page_goes_below_one_of_another_language(admin_client: Any, page: Bilingual) -> None:
    spanish_home = page.target.get_parent()
    for address, data in (
        (reverse("wagtailadmin_pages:move_confirm", args=[page.source.pk, spanish_home.pk]), {}),
        (
            reverse("wagtailadmin_pages:copy", args=[page.source.pk]),
            {"new_title": "X", "new_slug": "x", "new_parent_page": spanish_home.pk, "publish_copies": "on"},
        ),
    ):
        assert said(admin_client.post(address, data))
    assert set(spanish_home.get_children().values_list("locale__language_code", flat=True)) == {"es"}
