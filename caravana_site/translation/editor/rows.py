"""All that the editor shows beside a text, in a flat number of queries however many texts there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail_localize.models import StringTranslation

from .. import places, problems, remarks
from ..links import Link, Links
from ..models import SegmentQuestion, Suggestion, TextVersion, TranslationTask
from ..published import Published
from ..segments import Line
from . import sources, states
from .differences import difference

ORDER = {kind: number for number, kind in enumerate(Suggestion.Kind.values)}


@dataclass(frozen=True)
class Attempt:
    """What somebody sent and what did not become of it: it stands in the field again."""

    text: str
    problem: str = ""
    conflict: bool = False
    theirs: StringTranslation | None = None


@dataclass(frozen=True)
class Proposed:
    """A suggestion with what to know about it."""

    suggestion: Suggestion
    source: str

    @property
    def difference(self) -> SafeString | None:
        """How the original that it translated differs from this one."""
        matched = self.suggestion.matched
        return difference(matched, self.source) if matched and matched != self.source else None

    @property
    def is_draft(self) -> bool:
        return states.needs_confirming(self.suggestion.kind, self.suggestion.percent)


@dataclass
class Row:
    """A text of the source, its translation and all that helps with it."""

    line: Line
    place: places.Place
    published: str | None = None
    """What readers see of it now; None when nothing is public."""
    was_public: bool = False
    remarks: list[str] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    versions: list[TextVersion] = field(default_factory=list)
    questions: list[SegmentQuestion] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attempt: Attempt | None = None
    number: int = 0
    """Which of the texts of its field it is, from one; 0 when it is the only one."""

    @property
    def segment_id(self) -> int:
        return int(self.line.segment.pk)

    @property
    def key(self) -> str:
        """The place and the text, which outlive the segment."""
        return f"{self.line.segment.context_id}:{self.line.segment.string_id}"

    @property
    def current(self) -> str:
        return self.line.text.data if self.line.text else ""

    @property
    def written(self) -> str:
        """What stands in the field."""
        return self.attempt.text if self.attempt else self.current

    @cached_property
    def source(self) -> SafeString:
        return sources.shown(self.line.source)

    @property
    def copied(self) -> str:
        """What “copy the original” writes."""
        return self.line.source.replace("&amp;", "&")

    @cached_property
    def tags(self) -> list[tuple[str, str]]:
        return sources.tags(self.line.source)

    @property
    def problem(self) -> str:
        """Why it was not saved, or why what stands there cannot be published."""
        if self.attempt:
            return self.attempt.problem
        text = self.line.text
        if text is None or not text.has_error:
            return ""
        found = problems.problem(self.line.translation, self.line.segment, text.data)
        return str(text.field_error or found or "")

    @property
    def state(self) -> states.TextState:
        return states.state_of(self.line)

    @property
    def is_changed(self) -> bool:
        """Readers see something else."""
        return self.was_public and bool(self.current) and self.published != self.current

    @property
    def change(self) -> SafeString | None:
        """What the current text changes in what is public."""
        return difference(self.published or "", self.current) if self.is_changed else None

    @property
    def height(self) -> int:
        """Lines that the field shows."""
        return min(12, 1 + max(len(self.line.source), len(self.written)) // 48)

    @property
    def needs_work(self) -> bool:
        return not self.line.is_confirmed


def rows_of(lines: Sequence[Line], tasks: dict[int, TranslationTask], attempts: dict[int, Attempt]) -> list[Row]:
    """The rows of those lines. `tasks` by their translation, `attempts` by segment."""
    links = Links(line.segment for line in lines)
    public = _published(lines, tasks)
    rows = [_row(line, public.get(line.translation.pk), links, attempts) for line in lines]
    _number(rows)
    for row, said in zip(rows, remarks.on(list(lines), [row.written for row in rows]), strict=True):
        row.remarks = said
    _add_suggestions(rows)
    _add_versions(rows)
    _add_questions(rows)
    return rows


def _published(lines: Sequence[Line], tasks: dict[int, TranslationTask]) -> dict[int, dict[str, str | None]]:
    """What readers see, of each translation that is public: a text by its key."""
    of_translation = defaultdict(list)
    for line in lines:
        of_translation[line.translation.pk].append(line)
    public = {key: task for key, task in tasks.items() if task.published_texts}
    return {key: Published(task, of_translation[key]).texts for key, task in public.items()}


def _row(line: Line, published: dict[str, str | None] | None, links: Links, attempts: dict[int, Attempt]) -> Row:
    model = line.translation.source.specific_content_type.model_class()
    row = Row(
        line,
        places.place(model, line.path, line.segment.context.field_path),
        was_public=published is not None,
        links=links.of(line.segment),
        attempt=attempts.get(line.segment.pk),
    )
    row.published = published.get(row.key) if published else None
    return row


def _number(rows: list[Row]) -> None:
    of_path = defaultdict(list)
    for row in rows:
        of_path[row.line.segment.context_id].append(row)
    for same in of_path.values():
        if len(same) > 1:
            for number, row in enumerate(same, 1):
                row.number = number


def _add_suggestions(rows: list[Row]) -> None:
    found = defaultdict(list)
    locales = {row.line.translation.target_locale_id for row in rows}
    for one in Suggestion.objects.filter(segment__in=[row.segment_id for row in rows], locale__in=locales):
        found[one.segment_id].append(one)
    for row in rows:
        ordered = sorted(found[row.segment_id], key=lambda one: (ORDER.get(one.kind, 9), -one.percent, one.pk))
        row.proposed = [Proposed(one, row.line.source) for one in ordered if one.text != row.current]


def _add_versions(rows: list[Row]) -> None:
    """What was there before; of an original that is no more, with the first text of the place."""
    at = {row.key: row for row in reversed(rows)}
    first = {row.line.segment.context_id: row for row in reversed(rows)}
    versions = TextVersion.objects.filter(
        context__in=list(first), locale__in={row.line.translation.target_locale_id for row in rows}
    ).select_related("author", "string")
    for version in versions:
        row = at.get(f"{version.context_id}:{version.string_id}") or first[version.context_id]
        if version.text != row.current:
            row.versions.append(version)


def _add_questions(rows: list[Row]) -> None:
    at = {row.key: row for row in reversed(rows)}
    contexts = {row.line.segment.context_id for row in rows}
    translations = {row.line.translation.pk for row in rows}
    for one in SegmentQuestion.objects.filter(context__in=contexts, task__translation__in=translations).select_related(
        "asked_by", "answered_by"
    ):
        if row := at.get(f"{one.context_id}:{one.string_id}"):
            row.questions.append(one)


def left(lines: Iterable[Line]) -> dict[str, Any]:
    """How much is still to be done."""
    read = [line for line in lines if line.is_read]
    lacking = [line for line in read if not line.is_confirmed]
    return {"total": len(read), "left": len(lacking), "words": sum(line.words for line in lacking)}
