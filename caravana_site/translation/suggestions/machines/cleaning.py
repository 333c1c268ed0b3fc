"""Making a machine's text one that may stand: whole links, no strange markup, spaces and apostrophes as here."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from wagtail_localize.strings import INLINE_TAGS

from caravana_site.translation import problems

from ..likeness import markup

APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W_<])|(?<=[^\W\d_])'(?=<[^/])")
TWICE = re.compile(r"[ \t\r\n]{2,}")
PERCENT = re.compile(r"(?<=\d)(\s?)%")
_BEFORE_MARK = re.compile(r" +([,.;:!?)»”])(?!\w)")


def cleaned(source: str, answer: str) -> str | None:
    """The draft for a source, or None when its links or tags would break."""
    soup = BeautifulSoup(answer, "html.parser")
    _merge_twins(soup)
    html = _like_source(source, TWICE.sub(" ", soup.decode_contents()).strip())
    tags = BeautifulSoup(html, "html.parser").find_all(True)
    if any(tag.name not in INLINE_TAGS or set(tag.attrs) - {"id"} for tag in tags):
        return None
    if problems.links(html) != problems.links(source) or sorted(markup(html)) != sorted(markup(source)):
        return None
    return html or None


def _merge_twins(soup: BeautifulSoup) -> None:
    """One link that a machine has cut in two, side by side, is one again; so are bold and italics."""
    for tag in soup.find_all(True):
        if tag.parent is None or tag.name == "br":
            continue
        while isinstance(twin := _next(tag), Tag) and (twin.name, twin.attrs) == (tag.name, tag.attrs):
            while (between := tag.next_sibling) is not None and between is not twin:
                tag.append(between.extract())
            for child in list(twin.contents):
                tag.append(child.extract())
            twin.extract()


def _next(tag: Tag) -> PageElement | None:
    other = tag.next_sibling
    while isinstance(other, NavigableString) and not other.strip():
        other = other.next_sibling
    return other


def _like_source(source: str, html: str) -> str:
    html = _BEFORE_MARK.sub(r"\1", html) if not _BEFORE_MARK.search(source) else html
    if found := PERCENT.search(source):
        html = PERCENT.sub(f"{found.group(1)}%", html)
    return APOSTROPHE.sub("’", html) if "'" not in source else html
