"""Publishing does each thing once, costs the same however much there is, and asks the queue once for what is left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from caravana_site.api.models import Document, PendingChange
from caravana_site.api.projection import locking, pending, projector
from caravana_site.common.models import AskedJob
from practices.models import PracticeCollaborator, PracticePage
from tests import factories as made
from tests.practices.practice_forms import sent

pytestmark = pytest.mark.django_db
Capture = Any
ENTRY = 'INSERT INTO "wagtailsearch_indexentry"'
REFERENCES = 'FROM "wagtailcore_referenceindex"'
ROUND = 'INSERT INTO "delivery_purge"'


@pytest.fixture
def practice(practices: Any) -> Any:
    """Live, with what it has published and its documents."""
    page = made.PracticePageFactory(parent=practices, theme=made.ThemeFactory(), title="La furgoneta")
    projector.project_all()
    connection.run_on_commit.clear()  # what the content noted has been done
    return page


def publish(practice: Any, capture: Capture, text: str = "Un altre resum.") -> list[str]:
    """The statements of a publication and of all that follows it at once."""
    page = PracticePage.objects.get(pk=practice.pk)
    page.summary = text
    connection.run_on_commit.clear()  # what the content noted has been done
    with CaptureQueriesContext(connection) as queries, capture(execute=True):
        page.save_revision().publish()
    return [query["sql"] for query in queries]


def cost(practice: Any, capture: Capture) -> int:
    publish(practice, capture, "Perquè tot hi sigui.")  # renditions, kept content types
    statements = publish(practice, capture)
    assert "Un altre resum." in Document.objects.get(kind="practice", uuid=practice.translation_key).body
    return len(statements)


def test_it_costs_the_same_with_more_practices_and_more_versions(
    practice: Any, practices: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    others = {"parent": practices, "theme": practice.theme, "organisation": practice.organisation}
    for number in range(2):
        made.PracticePageFactory(title=f"Una altra {number}", **others).save_revision().publish()
    projector.project_all()
    few = cost(practice, django_capture_on_commit_callbacks)
    for number in range(8):
        made.PracticePageFactory(title=f"I una altra {number}", **others).save_revision().publish()
    projector.project_all()
    assert cost(practice, django_capture_on_commit_callbacks) == few


def test_a_row_more_is_a_row_more_to_be_saved_and_nothing_else(
    practice: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    def add(count: int) -> None:
        for number in range(count):
            made.SuccessFactory(page=practice, locale=practice.locale, title=f"Encert {number}")

    add(2)
    few = cost(practice, django_capture_on_commit_callbacks)
    add(6)
    assert cost(practice, django_capture_on_commit_callbacks) == few + 6


def test_the_indexes_are_written_once_and_documents_built_once(
    practice: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    statements = publish(practice, django_capture_on_commit_callbacks)
    assert len([one for one in statements if REFERENCES in one and one.startswith("SELECT")]) == 1
    if connection.vendor == "postgresql":
        assert len([one for one in statements if one.startswith(ENTRY)]) == 1
        assert len([one for one in statements if "advisory" in one]) == 1
    assert len([one for one in statements if one.startswith(ROUND)]) == 2, "of pages at once, of documents once built"
    assert not PendingChange.objects.exists()
    assert not OrmQ.objects.exists()


def test_what_a_publication_refers_to_is_known(practice: Any, django_capture_on_commit_callbacks: Capture) -> None:
    body = made.OrganisationFactory()
    page = PracticePage.objects.get(pk=practice.pk)
    page.collaborators.add(PracticeCollaborator(organisation=body))
    page.save_revision()
    assert not ReferenceIndex.get_references_to(body).exists(), "a draft is not public"
    page.get_latest_revision().publish()
    assert [one.object_id for one in ReferenceIndex.get_references_to(body)] == [str(page.pk)]


def test_a_draft_tells_nobody_and_writes_no_index(practice: Any, django_capture_on_commit_callbacks: Capture) -> None:
    page = PracticePage.objects.get(pk=practice.pk)
    page.title = "Un esborrany"
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    told = (ENTRY, ROUND, REFERENCES, "caravana_api_pendingchange")
    assert not [one["sql"] for one in queries if any(name in one["sql"] for name in told)]


def test_an_editor_publishes_at_the_same_price(practice: Any, django_capture_on_commit_callbacks: Capture) -> None:
    client, editor = Client(), get_user_model().objects.create_superuser("editora", "e@example.cat", "una-clau-llarga")
    client.force_login(editor)
    data = {**sent(practice, editor, title="La furgoneta blava"), "action-publish": "1"}
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pages/{practice.pk}/edit/", data)
    statements = [one["sql"] for one in queries]
    assert len([one for one in statements if one.startswith(ROUND)]) == 2
    assert len([one for one in statements if REFERENCES in one and one.startswith("SELECT")]) == 1
    row = Document.objects.get(kind="practice", uuid=practice.translation_key)
    assert row.title == "La furgoneta blava"


def test_a_version_whose_picture_is_gone_is_published_without_it(practice: Any) -> None:
    image = get_image_model().objects.create(title="El padró", file=get_test_image_file())
    page = PracticePage.objects.get(pk=practice.pk)
    page.lead_image, page.lead_image_alt = image, "El padró"
    revision = page.save_revision()
    image.delete()
    revision.publish()
    page.refresh_from_db()
    assert page.lead_image_id is None
    assert page.successes.count() == PracticePage.objects.get(pk=page.pk).successes.count() > 0


def while_others_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "took", lambda: False)


def test_many_publications_ask_for_one_job_which_builds_all(
    practice: Any, practices: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    other = made.PracticePageFactory(parent=practices, title="Una altra")
    projector.project_all()
    while_others_build(monkeypatch)
    for page in (practice, other, practice):
        publish(page, django_capture_on_commit_callbacks)
    assert OrmQ.objects.count() == 1
    assert not Document.objects.filter(body__contains="Un altre resum.").exists(), "nobody waited for the lock"
    assert PendingChange.objects.filter(told=False).count() == 0, "caches were told at once"
    assert projector.project_asked() == 2
    assert Document.objects.filter(kind="practice", body__contains="Un altre resum.").count() == 2
    publish(practice, django_capture_on_commit_callbacks, "I encara un altre.")
    assert OrmQ.objects.count() == 2, "what comes after the job has begun needs another"


def test_a_job_that_was_lost_is_asked_for_again(
    practice: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    while_others_build(monkeypatch)
    publish(practice, django_capture_on_commit_callbacks)
    asked = AskedJob.objects.get()
    assert asked.since is not None
    AskedJob.objects.update(since=asked.since - projector.queue.LOST)
    publish(practice, django_capture_on_commit_callbacks, "I encara un altre.")
    assert OrmQ.objects.count() == 2


def in_transactions(steps: Callable[[], None]) -> list[str]:
    """Keys that are noted in the end."""
    PendingChange.objects.all().delete()
    connection.run_on_commit.clear()
    steps()
    return sorted(PendingChange.objects.values_list("key", flat=True))


def test_a_transaction_notes_each_thing_once_and_what_was_taken_back_anew() -> None:
    def twice() -> None:
        pending.touch(["one", "two"])
        with transaction.atomic():
            pending.touch(["one", "three"])
        pending.touch(["three"])

    def taken_back() -> None:
        with transaction.atomic():
            pending.touch(["one"])
            transaction.set_rollback(True)
        pending.touch(["one"])

    def looked_at_meanwhile() -> None:
        pending.touch(["one"])
        projector.project_all()
        pending.touch(["one"])

    assert in_transactions(twice) == ["one", "three", "two"]
    assert in_transactions(taken_back) == ["one"]
    assert in_transactions(looked_at_meanwhile) == ["one"]
