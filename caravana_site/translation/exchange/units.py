"""What a file for a CAT tool holds, whichever its format."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from bs4 import BeautifulSoup

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor PostgreSQL can hold."""


class UnreadableError(Exception):
    """A file that cannot be read at all; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Unit:
    """One text of a file: its place on the page, the source and the translation, both as HTML with inline tags."""

    path: str
    source: str
    target: str
    is_draft: bool = False
    """Nobody stands behind it: PO's fuzzy, XLIFF's needs-review."""
    is_mangled: bool = False
    """The tool left inline elements that stand for no tag of ours."""


@dataclass
class Exchanged:
    """One translation of one page, as a file tells it. What a tool has taken away is empty."""

    name: str
    format: str
    identity: str = ""
    language: str = ""
    exported: datetime | None = None
    units: list[Unit] = field(default_factory=list)


def clean(text: str) -> str:
    """The text without characters that cannot be kept, and with one kind of line end."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def normal(html: str) -> str:
    """The text as two writings of the same are compared: entities and blanks alike."""
    if "<" in html or "&" in html:
        html = str(BeautifulSoup(html, "html.parser"))
    return " ".join(html.split())


def moment(text: str) -> datetime | None:
    """The moment that a file names, or None where a tool has written another thing."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None
