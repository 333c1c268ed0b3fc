"""Documents follow what is public: built, built anew and withdrawn, each change with its number."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from caravana_site.api.models import Change, Document, PendingChange
from caravana_site.api.projection.projector import project_all
from caravana_site.common import seeds
from tests.factories import ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def body(**wanted: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Document.objects.get(**wanted).body)
    return found


def test_what_is_saved_is_a_document_at_once() -> None:
    theme = ThemeFactory(name="Dades obertes")
    told = body(kind="theme", uuid=theme.translation_key, language="ca")
    assert told["title"] == "Dades obertes"
    assert told["uri"] == f"http://testserver/id/theme/{theme.translation_key}"
    assert [one["locale"] for one in told["alternates"]] == ["ca"]
    assert not PendingChange.objects.exists()


def test_each_change_has_the_next_number_and_what_is_the_same_has_none() -> None:
    theme = ThemeFactory(name="Dades obertes")
    theme.save()
    theme.name = "Un altre nom"
    theme.save()
    theme.delete()
    assert list(Change.objects.values_list("number", "action", "reason")) == [
        (1, "created", ""),
        (2, "updated", ""),
        (3, "withdrawn", "deleted"),
    ]
    row = Document.objects.get(kind="theme")
    assert (row.body, row.title, row.number) == ("", "", 3)
    assert not row.values.exists()
    assert project_all() == 0


def test_a_seed_has_its_documents_made_once_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(run: seeds.Run) -> None:
        theme = ThemeFactory(name="Un esborrany")
        theme.name = "Dades obertes"
        theme.save()
        assert not Document.objects.exists()

    monkeypatch.setattr(seeds, "_seeds", {"themes": (1, write)})
    call_command("seed", stdout=io.StringIO())
    assert body(kind="theme")["title"] == "Dades obertes"
    assert list(Change.objects.values_list("number", "action")) == [(1, "created")]
    assert not PendingChange.objects.exists()


def test_what_a_broken_seed_wrote_is_taken_up_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(run: seeds.Run) -> None:
        ThemeFactory(name="Dades obertes")
        raise KeyboardInterrupt

    monkeypatch.setattr(seeds, "_seeds", {"themes": (1, write)})
    with pytest.raises(KeyboardInterrupt):
        call_command("seed", stdout=io.StringIO())
    assert not Document.objects.exists()
    assert project_all() == 1
    assert body(kind="theme")["title"] == "Dades obertes"
    ThemeFactory(key="open")
    assert Document.objects.count() == 2, "from then on at once again"
