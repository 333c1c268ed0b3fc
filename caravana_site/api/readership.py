"""What pages were read, from nginx's own log (deploy/nginx/logs.conf): no cookie, no address, nobody followed.

A view is a page that was sent to somebody who does not say to be a program. A visit is a view that came from another
site or from none: the first page of whoever then reads on, counted again when they come back.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from caravana_site.common.middleware import language_of

from .models import Document

SHOWN = frozenset({200, 304})
"""304: a reader's browser had it still, and the reader read it."""
FILE = re.compile(r"\.[a-z0-9]{2,5}$")
NEEDED = ("time", "method", "path", "status", "from", "client")


@dataclass(frozen=True)
class Page:
    """A page in one language: the permanent id of what it tells of, or its address where it has none."""

    name: str
    language: str


@dataclass
class Readership:
    """Views and visits a day, page and language, and what could not be counted."""

    views: Counter[tuple[date, Page]] = field(default_factory=Counter)
    visits: Counter[tuple[date, Page]] = field(default_factory=Counter)
    lines: int = 0
    malformed: int = 0
    by_programs: int = 0
    masked: int = 0
    """Pages behind secret links: never counted."""

    def rows(self) -> Iterator[tuple[date, Page, int, int]]:
        """By day, the most read first."""
        for (day, page), number in sorted(self.views.items(), key=lambda one: (one[0][0], -one[1], one[0][1].name)):
            yield day, page, number, self.visits[day, page]


def opened(path: Path) -> TextIO:
    """A log as text, packed or not; what is no UTF-8 makes its line malformed instead of ending it all."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def permanent_names() -> dict[str, str]:
    """The permanent id of each address that a document has, or had before it was withdrawn."""
    rows = Document.objects.exclude(path="").order_by("-withdrawn").values_list("path", "kind", "uuid")
    return {path: f"/id/{kind}/{uuid}" for path, kind, uuid in rows.iterator()}


def read(lines: Iterable[str], since: date, names: dict[str, str], into: Readership) -> None:
    """Add lines, one after the other: a log of any length costs the memory of its pages alone."""
    for line in lines:
        into.lines += 1
        try:
            entry: dict[str, Any] = json.loads(line)
            day = date.fromisoformat(entry["time"][:10])
            method, path, status, came_from, client = (entry[name] for name in NEEDED[1:])
            status, path = int(status), str(path)
        except (ValueError, TypeError, KeyError):
            into.malformed += 1
            continue
        language = language_of(path)
        if day < since or method != "GET" or status not in SHOWN or language is None or FILE.search(path):
            continue
        if client == "bot":
            into.by_programs += 1
        elif path.endswith("/..."):
            into.masked += 1
        else:
            page = Page(names.get(path, path), language)
            into.views[day, page] += 1
            into.visits[day, page] += came_from == "entry"
