"""The starter kit's committed files: current, tagged, titled, in the right language, and alike in both."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from tools import make_kit_files
from tools.make_kit_files import FILES, Text, texts

TEXTS = texts()
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
MOST_BYTES = 2_500_000
VISIT, SHORT = 70, 45  # minutes


def test_every_file_is_what_its_text_says() -> None:
    assert len(TEXTS) == 26
    assert make_kit_files.faults() == []
    assert sum(path.stat().st_size for path in FILES.iterdir()) < MOST_BYTES


def test_a_text_that_changed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = tmp_path / "acord.ca.md"
    changed.write_text(TEXTS[0].path.read_text() + "\nUna línia més.\n")
    theirs = {text.name("md"): text.path for text in TEXTS} | {changed.name: changed}
    monkeypatch.setattr(Text, "path", property(lambda text: theirs[text.name("md")]))
    assert make_kit_files.faults() == [
        "acord.ca.odt was made from another text",
        "acord.ca.pdf was made from another text",
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name("pdf"))
def test_the_pdf_is_accessible(text: Text) -> None:
    with pikepdf.open(FILES / text.name("pdf")) as pdf:
        root: Any = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).split("-")[0] == text.language
        assert root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == text.title
        with pdf.open_metadata() as told:
            assert told["dc:title"] == text.title
            assert told["pdfuaid:part"] == "1"
        kinds = tags(root.StructTreeRoot)
        assert kinds.count("H1") == 1
        assert "H2" in kinds
        assert kinds.count("Table") == text.path.read_text().count("\n| --")
        assert not kinds.count("Table") or "TH" in kinds
        assert all(fonts_are_embedded(page) for page in pdf.pages)
        assert "/AcroForm" not in root


def tags(node: Any) -> list[str]:
    """The structure elements in order, by the standard names that their own stand for."""
    roles = {str(own): str(standard) for own, standard in node.get("/RoleMap", {}).items()}
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            waiting = [*one, *waiting]
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one and "/K" in one:
                kind = str(one.S)
                found.append(roles.get(kind, kind).removeprefix("/"))
            if "/K" in one:
                waiting = [one.K, *waiting]
    return found


def fonts_are_embedded(page: Any) -> bool:
    fonts = page.Resources.get("/Font", {})
    return all("/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor for font in fonts.values())


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name("odt"))
def test_the_document_is_titled_and_written_in_its_language(text: Text) -> None:
    with zipfile.ZipFile(FILES / text.name("odt")) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        parts = {name: etree.fromstring(archive.read(f"{name}.xml")) for name in ("meta", "styles", "content")}

    def found(part: str, path: str) -> list[Any]:
        return list(parts[part].xpath(path, namespaces=NAMESPACES))

    assert found("meta", "//dc:title/text()") == [text.title]
    assert found("meta", "//dc:language/text()") == [f"{text.language}-ES"]
    assert found("meta", "//meta:initial-creator/text()") == [make_kit_files.WORDS[text.language]["author"]]
    assert set(found("styles", "//style:default-style//@fo:language")) == {text.language}
    assert len(found("content", "//text:h[@text:outline-level=1]")) == 1
    assert len(found("content", "//table:table")) == len(found("content", "//table:table-header-rows"))
    whole = " ".join(found("content", "//office:text//text()"))
    assert f" {text.version}, " in whole
    assert text.attribution in whole
    assert "creativecommons.org/licenses/by/4.0" in "".join(found("content", "//text:a/@*"))


@pytest.mark.parametrize("key", sorted({text.key for text in TEXTS}))
def test_both_languages_say_the_same(key: str) -> None:
    shapes = {
        language: shape((make_kit_files.SOURCES / f"{key}.{language}.md").read_text()) for language in ("ca", "es")
    }
    assert shapes["ca"] == shapes["es"]


def shape(text: str) -> list[str]:
    """What each line is, without its words."""
    starts = re.compile(r"^(#+|- \[ \]|-|\d+\.|>|```\w*|<!--.*-->)|(\|\d+$)")
    return [
        f"|{line.count('|')}" if line.startswith("|") else "".join(map("".join, starts.findall(line)))
        for line in text.splitlines()
        if line
    ]


@pytest.mark.parametrize("language", ["ca", "es"])
def test_the_minutes_of_the_interview_add_up(language: str) -> None:
    text = (make_kit_files.SOURCES / f"guio.{language}.md").read_text()
    whole, short = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    musts = [row for row in rows_of(whole) if not row[0].startswith("Opcional")]
    assert sum(int(row[1]) for row in musts) == VISIT
    passed = 0
    for row in musts:
        assert int(row[2]) == passed, "each block begins where the one before ends"
        passed += int(row[1])
    assert sum(int(row[1]) for row in rows_of(whole)) == VISIT + 10
    assert sum(int(row[1]) for row in rows_of(short)) == SHORT
    headings = dict(re.findall(r"^## (?:\d|Opcional \w)\. (.+) \((\d+) minut", text, re.MULTILINE))
    assert headings == {re.sub(r"^(\d|Opcional \w)\. ", "", row[0]): row[1] for row in rows_of(whole)}


def rows_of(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
