"""What programs read of a resource of the kit: what it is for, its versions, and its files in every language."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from caravana_site.api.models import Document
from caravana_site.api.projection.projector import project_all
from events.models import KitKind, KitPhase, KitResourcePage, KitRole, KitWeight, StopFormat
from tests import factories as made
from tests.api.published import document, filtered_by, publish, queries_to_build
from tests.contract.golden import assert_golden

pytestmark = pytest.mark.django_db
KIND = "kit-resource"


@pytest.fixture
def kit() -> Any:
    index = made.KitIndexPageFactory(parent=made.publish_home("es"))
    made.translated(index, "es", slug="kit")
    return index


@pytest.fixture
def tool(kit: Any) -> Any:
    """Live in Catalan, with both of its files."""
    return publish(made.KitToolFactory(parent=kit, title="Acord", slug="acord"))


def languages_of(told: dict[str, Any]) -> list[tuple[str, bool, bool]]:
    return [(one["locale"], bool(one["editable"]), bool(one["accessible"])) for one in told["files"]]


def test_a_resource_reads_as_its_golden_documents(kit: Any) -> None:
    def file(pk: int, name: str, language: str) -> Any:
        content = ContentFile(b"12345", f"{name}-de-mostra.{'odt' if pk % 2 else 'pdf'}")
        return made.KitFileFactory(pk=pk, title=name.capitalize(), language=language, file=content, file_size=5)

    with time_machine.travel(datetime(2026, 9, 1, 8, tzinfo=UTC), tick=False):
        tool = publish(
            made.KitResourcePageFactory(
                parent=kit,
                title="Acord de visita",
                slug="acord",
                translation_key=UUID(int=5),
                roles=[KitRole.HOST, KitRole.RAPPORTEUR],
                formats=[StopFormat.IN_PERSON, StopFormat.HYBRID],
                weight=KitWeight.MUST,
                phase=KitPhase.BEFORE,
                kind=KitKind.TEMPLATE,
                minutes=45,
                changes="La primera.",
                adapts_work=True,
                attribution="Adaptat dels materials d’altri.",
                editable_file=file(9011, "acord", "ca"),
                accessible_file=file(9012, "acord", "ca"),
                body=json.dumps([{"type": "heading", "id": "a", "value": {"text": "Com s’omple"}}]),
            )
        )
        tool = publish(tool, version="1.1", version_date=date(2026, 3, 1), changes="Amb un exemple.")
        made.translated(
            tool, "es",
            title="Acuerdo de visita", slug="acuerdo", description="Te ahorra empezar de cero.",
            changes="Con un ejemplo.", attribution="Adaptado de los materiales de otros.",
            editable_file=file(9013, "acuerdo", "es"), accessible_file=None,
        )  # fmt: skip
    for language in ("ca", "es"):
        assert_golden(KIND, document(KIND, tool, language))


def test_files_are_told_for_each_language_that_has_some_as_they_come_and_go(tool: Any) -> None:
    assert languages_of(document(KIND, tool)) == [("ca", True, True)]
    spanish = made.translated(tool, "es", title="Acuerdo", editable_file=made.KitFileFactory(), accessible_file=None)
    assert languages_of(document(KIND, tool)) == [("ca", True, True), ("es", True, False)]
    assert languages_of(document(KIND, tool, "es")) == [("es", True, False), ("ca", True, True)]
    spanish.editable_file.delete()
    assert languages_of(document(KIND, tool)) == [("ca", True, True)]
    publish(spanish, editable_file=made.KitFileFactory())
    spanish.refresh_from_db()
    spanish.unpublish()
    assert languages_of(document(KIND, tool)) == [("ca", True, True)]


def test_a_file_that_two_languages_share_is_told_of_once(tool: Any) -> None:
    made.translated(tool, "es", title="Acuerdo")
    assert languages_of(document(KIND, tool)) == [("ca", True, True)]
    assert languages_of(document(KIND, tool, "es")) == [("es", True, True)]


def test_another_file_in_its_place_is_told_at_once(tool: Any) -> None:
    document(KIND, tool)
    tool.editable_file.file = ContentFile(b"nou", "una-versio-nova.odt")
    tool.editable_file.save()
    told = document(KIND, tool)
    assert told["files"][0]["editable"]["url"].endswith("una-versio-nova.odt")
    assert "una-versio-nova.odt" in json.dumps(told["json_ld"])


def test_its_versions_are_told_the_latest_first(tool: Any) -> None:
    for version, day, changes in (("1.1", 10, "Més clara."), ("2.0", 20, "Tota nova.")):
        publish(tool, version=version, version_date=date(2026, 2, day), changes=changes)
    told = document(KIND, tool)
    assert told["version"] == {"version": "2.0", "date": "2026-02-20", "changes": "Tota nova."}
    assert [one["version"] for one in told["earlier_versions"]] == ["1.1", "1.0"]


def test_publishing_the_source_brings_its_shared_values_to_both_documents(tool: Any) -> None:
    made.translated(tool, "es", title="Acuerdo")
    publish(tool, minutes=20, roles=[KitRole.COMMUNICATION], licence="CC-BY-SA-4.0")
    for language in ("ca", "es"):
        told = document(KIND, tool, language)
        assert told["duration_seconds"] == 20 * 60
        assert [one["key"] for one in told["roles"]] == ["communication"]
        assert told["licence"]["id"] == "CC-BY-SA-4.0"


def test_whose_work_it_adapts_stands_in_how_to_name_it(tool: Any) -> None:
    told = document(KIND, publish(tool, adapts_work=True, attribution="Adaptat de la guia d’altri."))
    assert (told["adapts_work"], told["builds_on"]) == (True, "Adaptat de la guia d’altri.")
    assert told["attribution"].endswith("Adaptat de la guia d’altri.")


def test_lists_can_be_filtered_by_all_that_tells_resources_apart(tool: Any) -> None:
    document(KIND, tool)
    tool.refresh_from_db()
    assert filtered_by(KIND, tool) == {
        "title": {"Acord"},
        "role": {"host"},
        "format": {"in_person"},
        "phase": {"before"},
        "weight": {"optional"},
        "kind": {"guide"},
        "licence": {"CC-BY-4.0"},
        "published": {tool.first_published_at},
        "updated": {tool.last_published_at},
    }


def test_drafts_and_private_resources_are_in_no_document(tool: Any, kit: Any) -> None:
    draft = KitResourcePage.objects.get(pk=tool.pk)
    draft.description = "Un esborrany que ningú no ha de veure."
    draft.save_revision()
    secret = publish(made.KitToolFactory(parent=kit, title="Només per a l’equip"))
    document(KIND, secret)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    project_all()
    bodies = " ".join(Document.objects.values_list("body", flat=True))
    assert "Acord" in bodies
    assert "esborrany" not in bodies
    assert "Només per a l’equip" not in bodies
    assert Document.objects.get(uuid=secret.translation_key).reason == "restricted"


def test_many_resources_cost_the_queries_of_one(kit: Any) -> None:
    tools = []
    for _number in range(8):
        image = {"image": made.ImageFactory().pk, "alt_text": "", "decorative": False}
        picture = {"type": "picture", "id": "p", "value": {"image": image, "caption": ""}}
        tool = publish(made.KitToolFactory(parent=kit, body=json.dumps([picture])))
        publish(tool, version="1.1")
        made.translated(tool, "es", editable_file=made.KitFileFactory())
        tools.append(tool)
    told = document(KIND, tools[-1])
    parts = ("files", "earlier_versions", "body")
    assert [len(told[part]) for part in parts] == [2, 1, 1], "there is something to count"
    assert queries_to_build(KIND, tools[:2]) == queries_to_build(KIND, tools)
    assert queries_to_build(KIND, tools[:1]) <= 2 * 25, "two languages"
