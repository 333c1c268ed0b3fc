"""What becomes of each text of a file, and the words for it."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation

from caravana_site.translation.segments import Line

from .units import Exchanged, Unit


class Verdict(TextChoices):
    """From what is taken to what is not."""

    ACCEPTED = "accepted", _("Accepted")
    DRAFT = "draft", _("Accepted as a draft")
    NEWER = "newer", _("There is a newer text here")
    SOURCE_CHANGED = "source_changed", _("The original has changed")
    TOO_LONG = "too_long", _("Too long")
    TAGS = "tags", _("Tags differ")
    UNKNOWN = "unknown", _("Unknown place")
    UNCONFIRMED = "unconfirmed", _("A draft beside a confirmed text")
    TWICE = "twice", _("Twice in the file")
    EMPTY = "empty", _("Empty")
    UNCHANGED = "unchanged", _("Unchanged")


TAKEN = frozenset({Verdict.ACCEPTED, Verdict.DRAFT})
KEPT = frozenset({Verdict.NEWER, Verdict.SOURCE_CHANGED})
"""Not taken, and kept as a version of the text that stands there."""
TOOLS = {"po": "PO", "xliff": "XLIFF"}
"""Format of a file → what is kept as the tool that a text came with."""
QUIET = frozenset({Verdict.EMPTY, Verdict.UNCHANGED})
"""Nothing to do and nothing to read."""


@dataclass
class Row:
    """One text of a file with its verdict; `line` is where it belongs, if anywhere."""

    unit: Unit
    verdict: Verdict
    line: Line | None = None
    label: str = ""
    detail: str = ""

    @property
    def current(self) -> str:
        return self.line.text.data if self.line and self.line.text else ""


@dataclass
class FileReport:
    """What becomes of a file: refused as a whole in `problem`, else text by text."""

    file: Exchanged
    translation: Translation | None = None
    problem: str = ""
    rows: list[Row] = field(default_factory=list)

    def having(self, verdicts: frozenset[Verdict]) -> list[Row]:
        return [row for row in self.rows if row.verdict in verdicts]

    @cached_property
    def told(self) -> list[Row]:
        """The rows to read, in the order of the file."""
        return [row for row in self.rows if row.verdict not in QUIET]

    @property
    def taken(self) -> int:
        return len(self.having(TAKEN))

    @property
    def kept(self) -> int:
        return len(self.having(KEPT))

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each verdict that there is, in words, and how many."""
        found = [(verdict, sum(row.verdict == verdict for row in self.rows)) for verdict in Verdict]
        return [(str(verdict.label), number) for verdict, number in found if number]
