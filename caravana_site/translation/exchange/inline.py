"""Inline tags of a text as XLIFF's inline elements and back, so that a CAT tool protects them.

`<b>…</b>` is `<g id="b-1">…</g>`, a link `<g id="a1">…</g>` with the id that its address is put back by, and a line
break `<x id="br-1"/>`. The ids say what they stand for, so that a file is read without the page beside it.
"""

import re
from collections import Counter
from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from wagtail_localize.strings import INLINE_TAGS

from .units import clean

KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
LINK = re.compile(r"a\d+")
TRANSPARENT = ("mrk",)  # a tool's own marks around text


def write(element: Any, html: str) -> None:
    """Put that HTML inside the element."""
    _write(element, BeautifulSoup(clean(html), "html.parser"), Counter())


def _write(element: Any, soup: Tag, counted: Counter[str]) -> None:
    last = None
    for child in soup.children:
        if isinstance(child, Tag):
            last = _inline(element, child, counted)
        elif isinstance(child, NavigableString):
            if last is None:
                element.text = (element.text or "") + str(child)
            else:
                last.tail = (last.tail or "") + str(child)


def _inline(element: Any, tag: Tag, counted: Counter[str]) -> Any:
    counted[tag.name] += 1
    identity = str(tag.get("id") or f"{tag.name}-{counted[tag.name]}")
    space = etree.QName(element).namespace
    name, kind = "x" if tag.name == "br" else "g", KINDS.get(tag.name, f"x-{tag.name}")
    made = etree.SubElement(element, f"{{{space}}}{name}", id=identity, ctype=kind)
    _write(made, tag, counted)
    return made


def read(element: Any) -> tuple[str, bool]:
    """The HTML inside an element, and whether every inline element there stands for a tag of ours."""
    parts, good = [escape(element.text or "", quote=False)], True
    for child in element:
        inner, is_known = _element(child)
        parts += [inner, escape(child.tail or "", quote=False)]
        good = good and is_known
    return clean("".join(parts)), good


def _element(child: Any) -> tuple[str, bool]:
    inner, good = read(child)
    name, identity = etree.QName(child).localname, child.get("id", "")
    if name in TRANSPARENT:
        return inner, good
    tag = identity.partition("-")[0]
    if name == "x" and tag == "br":
        return "<br/>", good
    if name == "g" and LINK.fullmatch(identity):
        return f'<a id="{identity}">{inner}</a>', good
    if name == "g" and tag in INLINE_TAGS:
        return f"<{tag}>{inner}</{tag}>", good
    return inner, False
