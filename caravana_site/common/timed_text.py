"""Words with their seconds: WebVTT files and transcripts written by hand become the same paragraphs and chapters.

In a WebVTT file a comment `NOTE CHAPTER title` before a cue begins a chapter. Written by hand, a paragraph begins with
its time and who speaks (`12:09 Mayor: …`), and a list of chapters has one a line (`03:40 The agreement`).
"""

import codecs
import html
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import webvtt
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 1024 * 1024
"""A two-hour interview takes a tenth of this."""
LONGEST_PARAGRAPH = 45
"""Seconds after which a paragraph of one voice is broken at the next full stop, so that time codes stay useful."""
SENTENCE_ENDS = (".", "!", "?", "…", "»", "”")
CHAPTER = re.compile(r"^\s*CHAPTER[:\s]\s*(?P<title>\S.*)$", re.DOTALL)
TIME = re.compile(
    r"^\s*\[?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\]?\s*[-–—.]?\s*(?P<rest>.*)$", re.DOTALL
)
VOICE = re.compile(r"^(?P<voice>[^:.!?]{1,60}):\s+(?P<text>\S.*)$", re.DOTALL)
PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>")


@dataclass(frozen=True)
class Paragraph:
    """What one voice says from a second on; `start` is None where nobody wrote it."""

    start: int | None
    voice: str
    text: str


@dataclass(frozen=True)
class Chapter:
    start: int
    title: str


@dataclass(frozen=True)
class TimedText:
    """A transcript: what is said, in order, and the chapters it falls into."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)

    @property
    def text(self) -> str:
        return "\n".join(
            f"{paragraph.voice}: {paragraph.text}" if paragraph.voice else paragraph.text
            for paragraph in self.paragraphs
        )

    def as_data(self) -> dict[str, Any]:
        """Plain lists and dictionaries, for a JSON column."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any] | None) -> Self:
        told = data or {}
        return cls(
            [Paragraph(**entry) for entry in told.get("paragraphs", [])],
            [Chapter(**entry) for entry in told.get("chapters", [])],
        )


def clock(seconds: int) -> str:
    """“02:05”, or “1:02:05” from the first hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def decoded(raw: bytes) -> str:
    """The words of a captions file in whatever encoding it was saved: UTF-8, UTF-16 or Western European.

    Raises ValidationError for what is none of them, or is too long to be captions.
    """
    if len(raw) > MOST_BYTES:
        raise ValidationError(_("This captions file is larger than 1 MB: it is probably something else."))
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return _decoded_as(raw, encoding)
    if raw.startswith(b"W\x00E\x00"):
        return _decoded_as(raw, "utf-16-le")
    if raw.startswith(b"\x00W\x00E"):
        return _decoded_as(raw, "utf-16-be")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as(raw, "cp1252")


def _decoded_as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise ValidationError(
            _("The letters of this captions file cannot be read. Save it again as UTF-8 and upload the copy.")
        ) from None


def read_captions(text: str) -> TimedText:
    """Read a WebVTT file. Raises ValidationError, saying what is wrong with it."""
    if "\x00" in text:
        raise ValidationError(_("This is not a captions file: it holds something that is not text."))
    try:
        file = webvtt.WebVTT.from_string(text.lstrip("\ufeff"), strict=True)
    except webvtt.errors.MalformedFileError:
        raise ValidationError(
            _("This is not a WebVTT file: its first line must be WEBVTT. Export the captions again in that format.")
        ) from None
    except webvtt.errors.MalformedCaptionError as problem:
        raise ValidationError(
            _("This captions file is broken here: %(line)s. Times are written as 00:01:05.000 --> 00:01:08.000."),
            params={"line": _excerpt(problem)},
        ) from None
    if not len(file):
        raise ValidationError(_("This captions file has no captions."))
    paragraphs: list[Paragraph] = []
    chapters: list[Chapter] = []
    notes = [*file.header_comments]
    for cue in file.captions:
        start = int(cue.start_in_seconds)
        if cue.end_in_seconds < cue.start_in_seconds:
            raise ValidationError(
                _("This captions file is broken: the caption of %(time)s ends before it begins."),
                params={"time": clock(start)},
            )
        began = [found["title"].strip() for note in (*notes, *cue.comments) if (found := CHAPTER.match(note))]
        notes = []
        chapters += [Chapter(start, title) for title in began]
        said = html.unescape(" ".join(cue.text.split()))
        if said:
            _add(paragraphs, Paragraph(start, cue.voice or "", said), begins=bool(began))
    return TimedText(paragraphs, chapters)


def _add(paragraphs: list[Paragraph], said: Paragraph, *, begins: bool) -> None:
    """Join a cue to the paragraph before it when the same voice goes on."""
    last = paragraphs[-1] if paragraphs and not begins else None
    if last is not None and said.voice == last.voice and not _is_long(last, said):
        paragraphs[-1] = Paragraph(last.start, last.voice, f"{last.text} {said.text}")
    else:
        paragraphs.append(said)


def _is_long(last: Paragraph, said: Paragraph) -> bool:
    return (said.start or 0) - (last.start or 0) > LONGEST_PARAGRAPH and last.text.endswith(SENTENCE_ENDS)


def _excerpt(problem: Exception) -> str:
    """The line of the file that the library complains about, short enough for a message."""
    found = re.search(r"['\"]([^'\"]*-->[^'\"]*)['\"]", str(problem))
    return f"«{(found[1] if found else str(problem))[:80]}»"


def read_written(transcript: str, chapters: str) -> TimedText:
    """Read a transcript in rich text and a list of chapters, both written by hand."""
    return TimedText(
        [_paragraph(line) for line in _lines(transcript)],
        [
            Chapter(start, rest)
            for start, rest in map(_time_and_rest, chapters.splitlines())
            if start is not None and rest
        ],
    )


def lines_without_time(chapters: str) -> list[str]:
    """The lines of a list of chapters that do not begin with a time."""
    return [line.strip() for line in chapters.splitlines() if line.strip() and _time_and_rest(line)[0] is None]


def _lines(rich_text: str) -> Iterable[str]:
    for part in PARAGRAPH_ENDS.split(rich_text):
        if line := " ".join(html.unescape(strip_tags(part)).split()):
            yield line


def _paragraph(line: str) -> Paragraph:
    start, rest = _time_and_rest(line)
    found = VOICE.match(rest) if start is not None else None
    return Paragraph(start, found["voice"], found["text"]) if found else Paragraph(start, "", rest)


def _time_and_rest(line: str) -> tuple[int | None, str]:
    found = TIME.match(line)
    if found is None:
        return None, line.strip()
    hours, minutes, seconds = (int(found[name] or 0) for name in ("hours", "minutes", "seconds"))
    return hours * 3600 + minutes * 60 + seconds, found["rest"].strip()
