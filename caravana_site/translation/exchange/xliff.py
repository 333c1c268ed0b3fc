"""XLIFF 1.2 files: one translation of a page, its inline tags as inline elements."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from wagtail_localize.models import Translation

from caravana_site.translation.segments import Line

from . import inline
from .places import Places
from .units import Exchanged, Unit, UnreadableError, clean, moment

FORMAT = "xliff"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY")
DRAFTS = ("needs-review", "needs-adaptation", "needs-l10n")
"""States of a text that nobody stands behind; `needs-translation` is what we give to a place that is empty, and many
tools leave it there when a person fills it."""


def write(translation: Translation, lines: Sequence[Line], places: Places) -> bytes:
    """The file; each text once, though it may stand twice at the same place."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", version="1.2", nsmap={None: NAMESPACE})
    file = etree.SubElement(
        root,
        f"{{{NAMESPACE}}}file",
        {
            "original": str(translation.uuid),
            "source-language": translation.source.locale.language_code,
            "target-language": translation.target_locale.language_code,
            "datatype": "html",
            "date": timezone.now().isoformat(),
        },
    )
    header = etree.SubElement(file, f"{{{NAMESPACE}}}header")
    etree.SubElement(header, f"{{{NAMESPACE}}}note").text = clean(translation.source.object_repr)
    body = etree.SubElement(file, f"{{{NAMESPACE}}}body")
    for line in lines:
        _write_unit(body, line, places)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _write_unit(body: Any, line: Line, places: Places) -> None:
    unit = etree.SubElement(
        body,
        f"{{{NAMESPACE}}}trans-unit",
        {
            "id": f"{line.path}#{line.segment.string_id}",
            "resname": line.path,
            "approved": "yes" if line.is_confirmed else "no",
            SPACE: "preserve",
        },
    )
    if longest := places.longest(line):
        unit.set("maxwidth", str(longest))
        unit.set("size-unit", "char")
    inline.write(etree.SubElement(unit, f"{{{NAMESPACE}}}source"), line.source)
    target = etree.SubElement(unit, f"{{{NAMESPACE}}}target", state=_state(line))
    if line.text:
        inline.write(target, line.text.data)
    for note in places.notes(line):
        etree.SubElement(unit, f"{{{NAMESPACE}}}note").text = clean(note)


def _state(line: Line) -> str:
    if line.text is None or not line.text.data:
        return "needs-translation"
    return "translated" if line.is_confirmed else "needs-review-translation"


def read(name: str, content: bytes) -> list[Exchanged]:
    """What the file holds: a translation for each `<file>` in it. Raises UnreadableError."""
    root = _parsed(content)
    if etree.QName(root).localname != "xliff":
        raise UnreadableError(_("This is not an XLIFF file."))
    if root.get("version", "1.2").startswith("2"):
        raise UnreadableError(_("This file is XLIFF 2. Save it as XLIFF 1.2 and upload that one."))
    found = [_file(name, file) for file in root if etree.QName(file).localname == "file"]
    if not any(one.units for one in found):
        raise UnreadableError(_("There are no texts in this file."))
    return found


def _parsed(content: bytes) -> Any:
    if any(mark in content.replace(b"\0", b"").upper() for mark in DANGEROUS):
        raise UnreadableError(_("This file declares a document type or entities, which are not read. Export it again."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(_("This XML is broken or incomplete. Export it again.")) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(_("This file declares a document type or entities, which are not read. Export it again."))
    return root


def _file(name: str, file: Any) -> Exchanged:
    return Exchanged(
        name,
        FORMAT,
        identity=file.get("original", "").strip(),
        language=file.get("target-language", "").strip(),
        exported=moment(file.get("date", "")),
        units=[unit for element in file.iter("{*}trans-unit") if (unit := _unit(element))],
    )


def _unit(element: Any) -> Unit | None:
    source, target = element.find("{*}source"), element.find("{*}target")
    if source is None:
        return None
    text, _good = inline.read(source)
    translated, is_whole = ("", True) if target is None else inline.read(target)
    path = element.get("resname") or element.get("id", "").rpartition("#")[0]
    state = "" if target is None else target.get("state", "")
    return Unit(path, text, translated, is_draft=state.startswith(DRAFTS), is_mangled=not is_whole)
