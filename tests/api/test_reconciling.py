"""Documents that do not say what is public are found, mended and told, whatever went wrong."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command

from caravana_site.api import kinds
from caravana_site.api.models import Change, Document, PendingChange, Reconciliation
from caravana_site.api.projection import projector, reconciling
from practices.models import Theme
from tests.factories import ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def told() -> str:
    out = io.StringIO()
    call_command("reconcile_documents", stdout=out)
    return out.getvalue()


def test_what_is_right_is_left_alone() -> None:
    ThemeFactory()
    assert "1 things looked at, 0 documents mended, 0 dependencies not noted." in told()
    assert Change.objects.count() == 1


def test_rows_that_were_written_past_django_are_found_and_mended() -> None:
    changed, gone, hidden = (ThemeFactory(key=key, slug=key, name=key) for key in ("one", "two", "three"))
    Theme.objects.filter(pk=changed.pk).update(name="Un altre nom")
    Theme.objects.filter(pk=gone.pk)._raw_delete("default")
    Document.objects.filter(uuid=hidden.translation_key).delete()
    said = told()
    assert "3 documents mended" in said
    assert "Un altre nom" in Document.objects.get(uuid=changed.translation_key).body
    assert Document.objects.get(uuid=gone.translation_key).reason == "deleted"
    assert Document.objects.public().filter(uuid=hidden.translation_key).exists()
    assert "0 documents mended" in told()


def test_what_a_release_before_has_not_packed_is_packed() -> None:
    theme = ThemeFactory()
    Document.objects.update(packed=None)
    assert "0 documents mended" in told()
    assert Document.objects.get(uuid=theme.translation_key).packed


def test_a_walk_that_was_stopped_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        ThemeFactory(key=f"theme-{number}", slug=f"theme-{number}")
    monkeypatch.setattr(reconciling, "AT_ONCE", 1)
    looked_at: list[UUID] = []
    whole = reconciling.bring_up_to_date

    def stopped(kind: kinds.Kind, uuids: Any) -> Any:
        if len(looked_at) == 2:
            raise KeyboardInterrupt
        looked_at.extend(uuids)
        return whole(kind, uuids)

    monkeypatch.setattr(reconciling, "bring_up_to_date", stopped)
    with pytest.raises(KeyboardInterrupt):
        told()
    monkeypatch.setattr(reconciling, "bring_up_to_date", whole)
    assert reconciling.reconcile().looked_at == 2
    assert Reconciliation.objects.get(kind="theme").looked_at == 4


def test_one_that_cannot_be_built_keeps_no_other_from_being_built(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = projector.build

    def broken(kind: kinds.Kind, subjects: Any) -> Any:
        some = list(subjects)
        if any(subject.thing.key == "broken" for subject in some):
            raise ValueError("broken")
        return whole(kind, some)

    monkeypatch.setattr(projector, "project_soon", lambda: None)
    broken_one, good = ThemeFactory(key="broken", slug="broken"), ThemeFactory(key="good", slug="good")
    monkeypatch.setattr(projector, "build", broken)
    done = projector.project()
    assert (len(done.changes), done.failed) == (1, 1)
    assert Document.objects.filter(uuid=good.translation_key).exists()
    left = PendingChange.objects.get()
    assert (left.uuid, left.tries) == (broken_one.translation_key, 1)
    assert "could not be built" in caplog.text
    assert projector.project().looked_at == 0, "it is not tried again at once"
    monkeypatch.setattr(projector, "build", whole)
    PendingChange.objects.update(due=left.since)
    assert projector.project_all() == 1
