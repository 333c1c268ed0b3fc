"""Documents follow what is public: built, built anew and withdrawn, each change with its number."""

import json
from typing import Any

import pytest

from caravana_site.api.models import Change, Document, PendingChange
from caravana_site.api.projection.projector import project_all
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
