"""What programs are promised: committed schemas are current, documents keep them, and a breaking difference is seen."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from caravana_site.api import kinds
from caravana_site.api.contract import breaking, schemas, types
from caravana_site.api.documents import themes
from caravana_site.api.management.commands import api_contract
from caravana_site.api.projection import projector
from tests.contract.golden import all_golden, assert_golden
from tests.factories import SiteSettingsFactory, ThemeFactory

Change = Callable[[dict[str, Any]], Any]


def test_the_committed_schemas_are_current() -> None:
    """If not: manage.py api_contract, and look at what it writes."""
    assert {path.name: path.read_text("utf-8") for path in schemas.FOLDER.glob("*.schema.json")} == {
        name: schemas.text_of(schema) for name, schema in schemas.current().items()
    }


@pytest.mark.parametrize("name", schemas.committed())
def test_each_committed_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas.committed()[name])


def keep(document: dict[str, Any]) -> None:
    schema = schemas.committed()[f"{document['type']}.schema.json"]
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)


@pytest.mark.parametrize("name", all_golden())
def test_each_golden_document_keeps_its_schema(name: str) -> None:
    document = all_golden()[name]
    keep(document)
    kind = kinds.named(document["type"])
    assert kind is not None
    kind.schema.model_validate_json(json.dumps(document))  # which lets no further field pass


@pytest.mark.django_db
def test_a_theme_is_as_its_golden_document() -> None:
    SiteSettingsFactory()
    ThemeFactory(
        key="data", name="Dades obertes", description="Dades que tothom pot fer servir.", translation_key=UUID(int=30)
    )
    assert_golden(
        "theme", projector.build(themes.KIND, themes.KIND.public([UUID(int=30)]))[0].document.model_dump_json()
    )


def test_each_kind_has_a_golden_document() -> None:
    assert {document["type"] for document in all_golden().values()} == {kind.name for kind in kinds.all_kinds()}


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.pop("title"),
        lambda document: document.update(uuid=7),
        lambda document: document.update(type="site"),
        lambda document: document["content"].update(page_type="unheard of"),
        lambda document: document["content"]["body"][0]["value"].update(text=None),
        lambda document: document["content"]["body"].append({"type": "unheard of", "id": "1", "value": {}}),
    ],
)
def test_a_document_that_is_otherwise_is_refused(damage: Change) -> None:
    document = all_golden()["page.ca.json"]
    damage(document)
    with pytest.raises(ValidationError):
        keep(document)


OLD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"const": "page", "type": "string"},
        "title": {"type": "string", "maxLength": 80},
        "size": {"type": "integer", "minimum": 0},
        "colour": {"type": "string", "enum": ["red", "blue"]},
        "day": {"type": "string", "format": "date"},
        "place": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]},
        "body": {
            "type": "array",
            "items": {"oneOf": [{"$ref": "#/$defs/Heading"}, {"$ref": "#/$defs/Quote"}]},
        },
    },
    "required": ["type", "title", "size", "colour", "day", "place", "body"],
    "$defs": {
        "Place": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        "Heading": {
            "type": "object",
            "properties": {"type": {"const": "heading", "type": "string"}, "value": {"type": "string"}},
            "required": ["type", "value"],
        },
        "Quote": {
            "type": "object",
            "properties": {"type": {"const": "quote", "type": "string"}, "value": {"type": "string"}},
            "required": ["type", "value"],
        },
    },
}


def changed(change: Change) -> list[str]:
    new = copy.deepcopy(OLD)
    change(new)
    return breaking.differences(OLD, new)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda new: new["properties"].pop("title"), "title: is gone"),
        (lambda new: new["required"].remove("title"), "title: may now be missing"),
        (lambda new: new["properties"].update(title={"type": "integer"}), "title: may now be integer"),
        (lambda new: new["properties"].update(size={"type": "number"}), "size: may now be number"),
        (
            lambda new: new["properties"].update(title={"anyOf": [OLD["properties"]["title"], {"type": "null"}]}),
            "title: may now be null",
        ),
        (lambda new: new["properties"]["title"].update(maxLength=90), "title: maxLength was 80 and is 90"),
        (lambda new: new["properties"]["size"].pop("minimum"), "size: minimum was 0 and is not said"),
        (lambda new: new["properties"]["day"].update(format="date-time"), "day: format was date and is date-time"),
        (
            lambda new: new["properties"]["colour"].pop("enum"),
            "colour: was one of red, blue and may now be anything",
        ),
        (lambda new: new["properties"]["colour"].update(enum=["green"]), "colour: every value is another"),
        (lambda new: new["properties"]["type"].update(const="leaf"), "the document: may now be object leaf"),
        (lambda new: new["$defs"]["Place"]["properties"].pop("name"), "place.name: is gone"),
        (lambda new: new["$defs"]["Quote"]["required"].remove("value"), "body[].value: may now be missing"),
        (
            lambda new: new["$defs"]["Quote"]["properties"].update(value={"type": "array", "items": {}}),
            "body[].value: may now be array",
        ),
        (lambda new: new["properties"].update(body={"type": "string"}), "body: may now be string"),
    ],
)
def test_what_breaks_readers_is_told_with_its_place(change: Change, told: str) -> None:
    assert told in changed(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda new: None,
        lambda new: new["properties"].update(subtitle={"type": "string"}),
        lambda new: new["properties"]["title"].update(description="What it is called.", maxLength=40),
        lambda new: new["properties"]["title"].update(minLength=1),
        lambda new: new["properties"]["colour"]["enum"].append("green"),
        lambda new: new["properties"].update(place={"$ref": "#/$defs/Place"}),
        lambda new: new["properties"]["size"].update(minimum=1),
        lambda new: new["$defs"].pop("Quote") and new["properties"]["body"]["items"]["oneOf"].pop(),
        lambda new: (
            new["$defs"].update(Table={"type": "object", "properties": {"type": {"const": "table", "type": "string"}}}),
            new["properties"]["body"]["items"]["oneOf"].append({"$ref": "#/$defs/Table"}),
        ),
    ],
)
def test_what_only_adds_or_promises_more_breaks_nobody(change: Change) -> None:
    assert changed(change) == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The contract as committed, to be played with; types are written by somebody else's program."""
    copied = tmp_path / "contract"
    shutil.copytree(schemas.FOLDER, copied)
    monkeypatch.setattr(schemas, "FOLDER", copied)
    monkeypatch.setattr(schemas.committed, "__defaults__", (copied,))
    monkeypatch.setattr(api_contract, "FOLDER", copied)
    monkeypatch.setattr(types, "written", lambda schema: (copied / types.FILE).read_text("utf-8"))
    return copied


def promise(folder: Path, name: str, change: Change) -> None:
    """Let the committed schema have promised something else."""
    path = folder / name
    schema = json.loads(path.read_text("utf-8"))
    change(schema)
    path.write_text(schemas.text_of(schema), "utf-8")


def test_a_breaking_difference_fails_until_the_version_changes(folder: Path, capsys: Any) -> None:
    promise(folder, "page.schema.json", lambda schema: schema["properties"].update(subtitle={"type": "string"}))
    for options in ({"check": True}, {}):
        with pytest.raises(CommandError, match=r"page\.schema\.json: subtitle: is gone"):
            call_command("api_contract", **options)
    (folder / "VERSION").write_text("2\n", "utf-8")
    call_command("api_contract")
    call_command("api_contract", check=True)
    assert "subtitle" not in json.loads((folder / "page.schema.json").read_text("utf-8"))["properties"]


def test_a_kind_that_is_gone_fails_until_the_version_changes(folder: Path) -> None:
    shutil.copy(folder / "page.schema.json", folder / "leaflet.schema.json")
    with pytest.raises(CommandError, match=r"leaflet\.schema\.json: this kind is gone"):
        call_command("api_contract", check=True)
    (folder / "VERSION").write_text("2\n", "utf-8")
    call_command("api_contract")
    assert not (folder / "leaflet.schema.json").exists()


def test_what_is_not_current_is_named_and_written(folder: Path) -> None:
    promise(folder, "page.schema.json", lambda schema: schema["properties"].pop("description"))
    with pytest.raises(CommandError, match=r"Not current: page\.schema\.json\."):
        call_command("api_contract", check=True)
    call_command("api_contract")
    call_command("api_contract", check=True)


def test_two_parts_of_one_name_are_refused() -> None:
    one = {"title": "A", "$defs": {"Part": {"type": "string"}}}
    other = {"title": "B", "$defs": {"Part": {"type": "integer"}}}
    with pytest.raises(ValueError, match="called Part"):
        schemas.together({"a": one, "b": other})


def test_without_node_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="apt install nodejs"):
        call_command("api_contract", check=True)
