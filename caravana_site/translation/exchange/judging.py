"""Judging files against what stands here now. Nothing is written."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from caravana_site.translation import permissions, problems, segments
from caravana_site.translation.models import TranslationTask

from . import identity
from .history import History
from .places import Places
from .units import Exchanged, Unit, normal
from .verdicts import TOOLS, FileReport, Row, Verdict

ALIKE = 0.4  # how much of a changed original has to be the same to be taken for it, where several stand at one place


@dataclass(frozen=True)
class Wishes:
    """What the person said with the file."""

    task: TranslationTask | None = None
    """The one whose page the file has to be of."""
    confirms_drafts: bool = False


def judge(files: list[Exchanged], user: Any, wishes: Wishes) -> list[FileReport]:
    """The report of each file. The same queries however many texts and files, but for files without a header."""
    found = identity.find(files, user)
    reports = [_report(number, one, found, wishes) for number, one in enumerate(files)]
    _refuse_forbidden(reports, user)
    open_ones = [report for report in reports if report.translation and not report.problem]
    translations = list({one.translation.pk: one.translation for one in open_ones if one.translation}.values())
    lines = segments.by_translation(translations)
    places = Places(translations, ())
    history = History([line for some in lines.values() for line in some])
    for report in open_ones:
        assert report.translation is not None  # noqa: S101  # told to the type checker: they were chosen by it
        bench = _Bench(report.file, lines[report.translation.pk], places, history, wishes, user)
        report.rows = bench.rows()
    return reports


def _report(number: int, file: Exchanged, found: identity.Found, wishes: Wishes) -> FileReport:
    translation = found.of.get(number)
    wanted = wishes.task.translation if wishes.task else None
    if translation is None and wanted and not identity.has_name(file):
        translation = wanted
    report = FileReport(file, translation)
    if translation is None:
        report.problem = (
            _("This file has lost its header, and more than one page has these texts. Import it from the page.")
            if number in found.unclear
            else _("This file is of no page here.")
        )
    elif wanted and translation.pk != wanted.pk:
        report.problem = _("This file is of another page: “%(title)s”.") % {"title": translation.source.object_repr}
    elif not identity.is_in_language(file, translation):
        report.problem = _("The file says that its language is “%(language)s”.") % {"language": file.language}
    elif not translation.enabled:
        report.problem = _("The translation of this page was stopped; the page is edited by hand.")
    return report


def _refuse_forbidden(reports: list[FileReport], user: Any) -> None:
    """What the person may not translate, and what somebody has locked."""
    pairs = None if user.is_superuser else permissions.pairs(user)
    targets = _targets([report.translation for report in reports if report.translation])
    for report in reports:
        one = report.translation
        if one is None or report.problem:
            continue
        if pairs is not None and (one.source.locale_id, one.target_locale_id) not in pairs:
            report.problem = _("You do not translate between these languages.")
        elif (target := targets.get(one.pk)) and (lock := target.get_lock()) and lock.for_user(user):
            report.problem = _("The page is locked. Ask whoever locked it, and import the file again.")


def _targets(translations: list[Translation]) -> dict[int, Page]:
    """Key of the translation → the page that it writes, where there is one."""
    keys = {(one.source.object_id, one.target_locale_id): one.pk for one in translations}
    pages = Page.objects.filter(
        translation_key__in={key for key, _locale in keys}, locale__in={locale for _key, locale in keys}
    ).prefetch_workflow_states()
    return {keys[place]: page for page in pages if (place := (page.translation_key, page.locale_id)) in keys}


class _Bench:
    """The texts of one file beside those of its page."""

    def __init__(
        self,
        file: Exchanged,
        lines: list[segments.Line],
        places: Places,
        history: History,
        wishes: Wishes,
        user: Any,
    ) -> None:
        self.file, self.places, self.history, self.wishes, self.user = file, places, history, wishes, user
        self.at_place: dict[tuple[str, str], segments.Line] = {}
        self.of_path: dict[str, list[segments.Line]] = defaultdict(list)
        self.of_source: dict[str, list[segments.Line]] = defaultdict(list)
        for line in lines:
            source = normal(line.source)
            if (line.path, source) not in self.at_place:
                self.of_source[source].append(line)
                self.of_path[line.path].append(line)
            self.at_place[line.path, source] = line
        self.there = {(unit.path, normal(unit.source)) for unit in file.units}
        self.seen: Counter[int] = Counter()

    def rows(self) -> list[Row]:
        return [self._row(unit) for unit in self.file.units]

    def _row(self, unit: Unit) -> Row:
        line = self._line(unit)
        label = self.places.label(line) if line else unit.path
        if self.wishes.confirms_drafts:
            unit = replace(unit, is_draft=False)
        row = Row(unit, Verdict.ACCEPTED, line, label)
        if not unit.target.strip():
            row.verdict = Verdict.EMPTY
        elif line is None:
            row.line = self._changed(unit)
            row.verdict = Verdict.SOURCE_CHANGED if row.line else Verdict.UNKNOWN
            row.label = self.places.label(row.line) if row.line else unit.path
        else:
            self._judge(row, line)
        return row

    def _line(self, unit: Unit) -> segments.Line | None:
        """The text here that the file's is of: the same words at the same place, or at the only place that has them."""
        source = normal(unit.source)
        if (found := self.at_place.get((unit.path, source))) is not None:
            return found
        alike = self.of_source.get(source, [])
        return alike[0] if len(alike) == 1 and unit.path not in self.of_path else None

    def _changed(self, unit: Unit) -> segments.Line | None:
        """The text that stands at that place instead of the file's; the most alike of several that the file has not."""
        new = [line for line in self.of_path.get(unit.path, []) if (line.path, normal(line.source)) not in self.there]
        if len(self.of_path.get(unit.path, [])) == 1:
            return new[0] if new else None
        scored = [(SequenceMatcher(None, unit.source, line.source).ratio(), line) for line in new]
        best = max(scored, key=lambda one: one[0], default=(0.0, None))
        return best[1] if best[0] >= ALIKE else None

    def _judge(self, row: Row, line: segments.Line) -> None:
        text, current = row.unit.target.strip(), row.current
        same = normal(text) == normal(current)
        confirms = same and not line.is_confirmed and not row.unit.is_draft
        self.seen[line.segment.pk] += 1
        if self.seen[line.segment.pk] > 1:
            row.verdict = Verdict.TWICE
        elif same and not confirms:
            row.verdict = Verdict.UNCHANGED
        elif refusal := self._refusal(row, line, text):
            row.verdict, row.detail = refusal
        elif not same and not self._is_newest(row, line, text):
            return
        elif row.unit.is_draft:
            row.verdict = Verdict.UNCONFIRMED if line.is_confirmed else Verdict.DRAFT
        row.detail = row.detail or _other_format(line.source, text)

    def _is_newest(self, row: Row, line: segments.Line, text: str) -> bool:
        """Whether nobody has written here since the file was made; else says what becomes of it."""
        stood = self.history.stood(line, self.file.exported)
        if stood is None or normal(stood) == normal(row.current) or self._brought_it(line):
            return True
        # Who translates in the file has left this text as it was: there is nothing of theirs to keep.
        row.verdict = Verdict.UNCHANGED if normal(stood) == normal(text) else Verdict.NEWER
        return False

    def _brought_it(self, line: segments.Line) -> bool:
        """Whether what stands there came from a file of the same person, who now brings a better one."""
        text = line.text
        return bool(text and text.tool_name in TOOLS.values() and text.last_translated_by_id == self.user.pk)

    def _refusal(self, row: Row, line: segments.Line, text: str) -> tuple[Verdict, str] | None:
        longest = self.places.longest(line)
        plain = BeautifulSoup(text, "html.parser").get_text()
        if longest and len(plain) > longest:
            return Verdict.TOO_LONG, _("%(length)d characters; at most %(longest)d fit.") % {
                "length": len(plain),
                "longest": longest,
            }
        if row.unit.is_mangled:
            return Verdict.TAGS, _("There are tags here that the original has not.")
        if found := problems.problem(line.translation, line.segment, text):
            return (Verdict.TOO_LONG if longest and len(text) > longest else Verdict.TAGS), found
        return None


def _other_format(source: str, text: str) -> str:
    """Says when a text has other marks than its original, which may be right: a word in bold need not be in both."""
    if _marks(source) == _marks(text):
        return ""
    return _("Its formatting is not that of the original.")


def _marks(html: str) -> Counter[str]:
    return Counter(tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)) if "<" in html else Counter()
