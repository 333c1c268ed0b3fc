"""What goes out comes back: in both formats, through ours and through an independent tool's hands."""

import io
import zipfile
from copy import deepcopy
from typing import Any

import polib
import pytest
from lxml import etree
from translate.storage import factory, pypo
from translate.storage import xliff as xliff_toolkit
from wagtail_localize.models import StringSegment, StringTranslation

from .conftest import Desk, Office, verdicts

pytestmark = pytest.mark.django_db
ENDING = {"po": "a.po", "xliff": "a.xlf"}
NS = "{urn:oasis:names:tc:xliff:document:1.2}"
BODY_ES = 'Texto con <b>negrita</b>, un <a id="a1">enlace</a> y R&amp;D.<br/>Otra línea.'


def filled(kind: str, content: bytes) -> bytes:
    """Every text translated as itself with a mark in front, as a person does in a tool; addresses apart."""
    if kind == "po":
        catalogue = polib.pofile("# \n" + content.decode())
        for entry in catalogue:
            entry.msgstr = entry.msgid if entry.msgctxt == "slug" else f"ES {entry.msgid}"
        return str(catalogue).encode()
    root = etree.fromstring(content)
    for unit in root.iter(f"{NS}trans-unit"):
        source, target = unit.find(f"{NS}source"), unit.find(f"{NS}target")
        target.text = source.text if unit.get("resname") == "slug" else f"ES {source.text or ''}"
        target.extend([deepcopy(child) for child in source])
    return etree.tostring(root)


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_what_is_translated_in_the_file_stands_here_afterwards(desk: Desk, office: Office, kind: str) -> None:
    desk.take(ENDING[kind], filled(kind, desk.content(kind)))
    for segment in StringSegment.objects.filter(source=office.task.translation.source).exclude(context__path="slug"):
        text = StringTranslation.objects.get(translation_of=segment.string, context=segment.context)
        assert text.data == f"ES {segment.string.data}"
        assert text.translation_type == "manual"
        assert text.tool_name == {"po": "PO", "xliff": "XLIFF"}[kind]


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_an_untouched_file_changes_nothing(desk: Desk, office: Office, kind: str) -> None:
    office.put("title", "Una página")
    office.put("body", BODY_ES)
    answer = desk.check(ENDING[kind], desk.content(kind))
    assert set(verdicts(answer).values()) == {"unchanged", "empty"}
    assert not answer.context["report"].has_work


def test_inline_tags_are_elements_that_a_tool_protects(desk: Desk, office: Office) -> None:
    office.put("body", BODY_ES)
    root = etree.fromstring(desk.content("xliff"))
    unit = next(unit for unit in root.iter(f"{NS}trans-unit") if unit.get("resname").startswith("body"))
    for side in ("source", "target"):
        assert [(child.tag.removeprefix(NS), child.get("id")) for child in unit.find(f"{NS}{side}")] == [
            ("g", "b-1"), ("g", "a1"), ("x", "br-1"),
        ]  # fmt: skip
    assert "R&D" in "".join(unit.find(f"{NS}source").itertext())


def test_the_file_says_state_length_place_and_where_links_lead(desk: Desk, office: Office) -> None:
    office.put("title", "Una página")
    office.put("introduction", "Hola a todos", translation_type="machine")
    root = etree.fromstring(desk.content("xliff"))
    units = {unit.get("resname").partition(".")[0]: unit for unit in root.iter(f"{NS}trans-unit")}
    states = {name: unit.find(f"{NS}target").get("state") for name, unit in units.items()}
    assert states["title"] == "translated"
    assert states["introduction"] == "needs-review-translation"
    assert states["body"] == "needs-translation"
    assert units["title"].get("maxwidth") == "255"
    notes = " ".join(note.text for note in units["body"].iter(f"{NS}note"))
    assert "https://example.cat/a" in notes
    catalogue = polib.pofile("# \n" + desk.content("po").decode())
    entries = {entry.msgctxt.partition(".")[0]: entry for entry in catalogue}
    assert entries["introduction"].flags == ["fuzzy"]
    assert entries["title"].flags == []
    assert "255" in entries["title"].comment
    assert "https://example.cat/a" in entries["body"].comment


def by_toolkit(kind: str, content: bytes) -> Any:
    return (pypo.pofile if kind == "po" else xliff_toolkit.xlifffile).parsestring(content)


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_translate_toolkit_reads_every_text_of_ours(desk: Desk, office: Office, kind: str) -> None:
    office.put("title", "Una página")
    office.put("introduction", "Hola a todos", translation_type="machine")
    store = by_toolkit(kind, desk.content(kind))
    units = [unit for unit in store.units if unit.source and not unit.isheader()]
    assert len(units) == StringSegment.objects.filter(source=office.task.translation.source).count()
    told = {str(unit.source): unit for unit in units}
    assert told["Una pàgina"].target == "Una página"
    assert told["Una pàgina"].istranslated()
    assert told["Hola a tothom."].isfuzzy()
    assert store.gettargetlanguage() == "es"


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_what_translate_toolkit_writes_is_taken(desk: Desk, office: Office, kind: str) -> None:
    store = by_toolkit(kind, desk.content(kind))
    for unit in store.units:
        if unit.source in ("Una pàgina", "Hola a tothom."):
            unit.target = f"ES {unit.source}"
    answer = desk.take(ENDING[kind], bytes(store))
    assert office.text("title") == "ES Una pàgina"
    assert office.text("introduction") == "ES Hola a tothom."
    assert answer.context["report"].taken == 2


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_many_tasks_are_one_archive_and_come_back_as_one(desk: Desk, office: Office, kind: str) -> None:
    tasks = [office.task, *office.many(2)]
    content = desk.content(kind, *tasks)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    assert len(names) == 3
    assert names[0].startswith("una-pagina.ca-es.")
    for name, file in files.items():
        assert factory.getobject(io.BytesIO(file), localfiletype=name.rpartition(".")[2]).units
    returned = io.BytesIO()
    with zipfile.ZipFile(returned, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files.items():
            archive.writestr(f"carpeta/{name}", filled(kind, file))
        archive.writestr("__MACOSX/._una", b"\0")
    desk.take("tot.zip", returned.getvalue())
    assert [office.text("title", task) for task in tasks] == ["ES Una pàgina", "ES Pàgina 0", "ES Pàgina 1"]


def test_a_machines_draft_is_confirmed_once_the_mark_is_gone(desk: Desk, office: Office) -> None:
    office.put("title", "Una página", translation_type="machine")
    content = desk.content("po")
    assert verdicts(desk.check("a.po", content))["title"] == "unchanged"
    desk.take("a.po", content.replace(b"#, fuzzy\n", b""))
    assert StringTranslation.objects.get(data="Una página").translation_type == "manual"


def test_a_draft_of_the_file_stays_a_draft_unless_it_is_said_to_be_read(desk: Desk, office: Office) -> None:
    catalogue = polib.pofile("# \n" + desk.content("po").decode())
    catalogue.find("Una pàgina").msgstr = "Una página"
    catalogue.find("Una pàgina").flags = ["fuzzy"]
    content = str(catalogue).encode()
    answer = desk.take("a.po", content)
    assert verdicts(answer)["title"] == "draft"
    assert StringTranslation.objects.get(data="Una página").translation_type == "machine"
    desk.take("a.po", content, confirms_drafts="on")
    assert StringTranslation.objects.get(data="Una página").translation_type == "manual"
    catalogue.find("Una pàgina").msgstr = "Otra cosa"
    assert verdicts(desk.check("a.po", str(catalogue).encode()))["title"] == "unconfirmed"
