"""The report of an import, as its page shows it."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from .verdicts import KEPT, FileReport, Row, Verdict

SHOWN = 300  # texts of one file that are listed; the counts tell of all
TONES = {
    Verdict.ACCEPTED: "good",
    Verdict.DRAFT: "good",
    Verdict.NEWER: "kept",
    Verdict.SOURCE_CHANGED: "kept",
}


@dataclass
class ShownRow:
    """One text: what the file has, what stands here and why it is judged so."""

    row: Row

    @property
    def tone(self) -> str:
        return TONES.get(self.row.verdict, "bad")

    @property
    def verdict(self) -> str:
        return str(self.row.verdict.label)

    @property
    def is_kept(self) -> bool:
        return self.row.verdict in KEPT

    @property
    def changed(self) -> list[tuple[str, str]]:
        """How the original has changed: words that stayed (“equal”), went (“del”) and came (“ins”)."""
        if self.row.verdict != Verdict.SOURCE_CHANGED or self.row.line is None:
            return []
        return differences(self.row.unit.source, self.row.line.source)


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Two texts as one, word by word."""
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("equal", " ".join(old[start:end])))
            continue
        if end > start:
            found.append(("del", " ".join(old[start:end])))
        if new_end > new_start:
            found.append(("ins", " ".join(new[new_start:new_end])))
    return found


@dataclass
class ShownFile:
    report: FileReport

    @property
    def rows(self) -> list[ShownRow]:
        return [ShownRow(row) for row in self.report.told[:SHOWN]]

    @property
    def more(self) -> int:
        return max(0, len(self.report.told) - SHOWN)


@dataclass
class Report:
    """All files of an upload. `is_done` tells what was taken from what would be."""

    files: list[FileReport]
    refused: list[tuple[str, str]]
    is_done: bool = False

    @property
    def shown(self) -> list[ShownFile]:
        return [ShownFile(one) for one in self.files]

    @property
    def taken(self) -> int:
        return sum(one.taken for one in self.files)

    @property
    def kept(self) -> int:
        return sum(one.kept for one in self.files)

    @property
    def has_work(self) -> bool:
        return bool(self.taken or self.kept)
