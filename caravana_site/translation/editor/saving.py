"""Saving what a form of the editor sends: only what changed, and nothing that was written is lost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail_localize.models import String, TranslationContext

from ..models import TextVersion, TranslationTask
from ..segments import Line
from ..writing import Wanted, write_all
from .rows import Attempt

LINE_END = re.compile(r"\s*[\r\n]\s*")


@dataclass
class Saved:
    """What became of a form."""

    written: int = 0
    attempts: dict[int, Attempt] = field(default_factory=dict)
    """By segment: what was refused or met another text."""
    lost: list[str] = field(default_factory=list)
    """Texts whose original is no more; kept as versions."""

    @property
    def conflicts(self) -> int:
        return sum(one.conflict for one in self.attempts.values())

    @property
    def problems(self) -> int:
        return sum(bool(one.problem) for one in self.attempts.values())

    @property
    def is_whole(self) -> bool:
        return not self.attempts and not self.lost


def clean(text: str) -> str:
    """The text as it is kept: in one line, since a break is a mark of its own, and without spaces around it."""
    return LINE_END.sub(" ", text.strip())


def as_kept(text: str) -> str:
    """What a page had in a field as it was kept: a form sends line ends as carriage returns."""
    return text.replace("\r\n", "\n")


def save(task: TranslationTask, lines: Sequence[Line], posted: Mapping[str, str], user: Any) -> Saved:
    """Write each `text-<segment>` that differs from its `seen-<segment>`."""
    there = {line.segment.pk: line for line in lines}
    saved, wanted = Saved(), []
    for segment_id, text, seen in _changed(posted):
        line = there.get(segment_id)
        if line is not None:
            wanted.append(Wanted(line.translation, line.segment, text, seen))
        elif text:
            saved.lost.append(text)
            keep_lost(task, posted.get(f"at-{segment_id}", ""), text, user)
    for outcome in write_all(wanted, user):
        if outcome.is_written:
            saved.written += 1
            continue
        saved.attempts[outcome.wanted.segment.pk] = Attempt(
            outcome.wanted.text, outcome.problem, outcome.conflict, outcome.theirs
        )
    return saved


def _changed(posted: Mapping[str, str]) -> list[tuple[int, str, str]]:
    found = []
    for name, value in posted.items():
        prefix, _dash, number = name.partition("-")
        if prefix != "text" or not number.isdigit():
            continue
        text, seen = clean(value), as_kept(posted.get(f"seen-{number}", ""))
        if text != clean(seen):
            found.append((int(number), text, seen))
    return found


def keep_lost(task: TranslationTask, key: str, text: str, user: Any) -> bool:
    """Keep a text whose segment is no more as a version of its place. `key`: “context:string”."""
    context_id, _colon, string_id = key.partition(":")
    if not (text and context_id.isdigit() and string_id.isdigit()):
        return False
    source = task.translation.source
    context = TranslationContext.objects.filter(pk=context_id, object=source.object_id).first()
    string = String.objects.filter(pk=string_id, locale=source.locale_id).first()
    if context is None or string is None:
        return False
    TextVersion.objects.create(
        context=context,
        string=string,
        locale=task.translation.target_locale,
        text=text,
        author=user,
        reason=TextVersion.Reason.REPLACED,
    )
    return True
