"""A translation beside its source and what is public: what would change, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from .. import page_terms, segments
from ..models import TranslationTask
from ..published import Published
from ..segments import Line

TOKEN = re.compile(r"<[^>]+>|\w+(?:[’'·.-]\w+)*|\s+|.", re.DOTALL)
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Run:
    """A stretch of text that stays, goes or comes."""

    kind: str
    text: str


@dataclass(frozen=True)
class Pair:
    """One text: the source's, what readers see of its translation, and what is proposed."""

    line: Line
    public: str | None
    """None where nothing of it was public."""

    @property
    def proposed(self) -> str:
        return self.line.text.data if self.line.text else ""

    @property
    def is_changed(self) -> bool:
        return self.public is not None and self.public != self.proposed

    @property
    def is_new(self) -> bool:
        return self.public is None

    @property
    def is_draft(self) -> bool:
        """A text is there that no person stands behind."""
        return bool(self.proposed) and not self.line.is_confirmed

    @property
    def runs(self) -> list[Run]:
        return differences(self.public or "", self.proposed)


def differences(before: str, after: str) -> list[Run]:
    """What goes and what comes between two texts, by whole words and tags."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    found: list[tuple[str, str, str]] = []  # same, gone, new: one of a pair may be empty
    for kind, *ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[ends[0] : ends[1]]), "".join(new[ends[2] : ends[3]])
        stays = kind == "equal" and not (found and gone.isspace())
        found.append((gone, "", "") if stays else ("", gone, came))
    return list(_runs(found))


def _runs(steps: list[tuple[str, str, str]]) -> Iterator[Run]:
    """Neighbours as one, so that three changed words in a row are read as three words and not as a puzzle."""
    gone = came = ""
    for same, old, new in [*steps, ("", "", "")]:
        gone, came = gone + old, came + new
        if same or (not old and not new):
            yield from _changed(gone, came)
            gone = came = ""
            if same:
                yield Run(SAME, same)


def _changed(gone: str, came: str) -> Iterator[Run]:
    if gone == came:  # a space that stays between two stretches that do
        if gone:
            yield Run(SAME, gone)
        return
    yield from (Run(kind, text) for kind, text in ((GONE, gone), (NEW, came)) if text)


class Comparison:
    """All texts of a task, and those that were public and are in the page no longer."""

    def __init__(self, task: TranslationTask, there: list[Line]) -> None:
        self.name = task.translation.source.object_repr
        published = Published(task, there)
        self.pairs = [Pair(line, published.texts.get(line.key)) for line in there if line.is_read]
        self.removed = published.removed

    @property
    def changed(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.is_changed or pair.is_new]


def compared(task: TranslationTask) -> list[Comparison]:
    """The task and, after it, the terms that wait with it and are published with it."""
    tasks = [task, *page_terms.tasks_beside(task)]
    lines = segments.by_translation(one.translation for one in tasks)
    return [Comparison(one, lines[one.translation_id]) for one in tasks]


def version(comparisons: list[Comparison]) -> str:
    """Another one as soon as any text is another: nobody publishes what they have not read."""
    told = "\0".join(f"{pair.line.key}={pair.proposed}" for one in comparisons for pair in one.pairs)
    return sha256(told.encode()).hexdigest()
