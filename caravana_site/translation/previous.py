"""The translation that stood there before its source changed, proposed for what stands there now."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from wagtail_localize.models import Translation

from .models import Suggestion
from .segments import Line

LIKE = 0.25  # of several texts in one place, those that share less are not the same one changed
MOST = 99  # percent: the text has changed


@dataclass(frozen=True)
class Old:
    """A text of the source and what it was translated as."""

    source: str
    text: str


@dataclass(frozen=True)
class Earlier:
    """What a translation had before its source is read anew."""

    there: dict[tuple[int, int], Old] = field(default_factory=dict)
    """Context and string → the confirmed translation."""
    proposed: dict[tuple[int, int], Old] = field(default_factory=dict)
    """The same for texts that nobody has translated yet, but whose predecessor was."""


def gather(translation: Translation, lines: list[Line]) -> Earlier:
    """Before the segments are made anew: with them go the suggestions."""
    earlier = Earlier()
    by_segment = {line.segment.pk: line for line in lines if line.is_read}
    for line in by_segment.values():
        if line.text is not None and line.is_confirmed:
            earlier.there[_key(line)] = Old(line.source, line.text.data)
    kept = Suggestion.objects.filter(
        segment__in=by_segment, locale=translation.target_locale_id, kind=Suggestion.Kind.PREVIOUS
    )
    for one in kept:
        earlier.proposed[_key(by_segment[one.segment_id])] = Old(one.matched, one.text)
    return earlier


def propose(translation: Translation, lines: list[Line], earlier: Earlier) -> None:
    """Give each text without a translation the one of the text that it seems to come from, in the same place."""
    here = {_key(line) for line in lines}
    gone = defaultdict(list)
    for (context, string), old in [*earlier.there.items(), *earlier.proposed.items()]:
        if (context, string) not in here:
            gone[context].append(old)
    lacking = defaultdict(list)
    for line in lines:
        if line.is_read and not line.is_confirmed:
            lacking[line.segment.context_id].append(line)
    made = []
    for context, new in lacking.items():
        kept = [(line, earlier.proposed[_key(line)]) for line in new if _key(line) in earlier.proposed]
        others = [line for line in new if _key(line) not in earlier.proposed]
        made += [_suggestion(translation, line, old) for line, old in [*kept, *_paired(others, gone[context])]]
    Suggestion.objects.bulk_create(made, ignore_conflicts=True)


def _key(line: Line) -> tuple[int, int]:
    return line.segment.context_id, line.segment.string_id


def _paired(lines: list[Line], olds: list[Old]) -> list[tuple[Line, Old]]:
    """The likest first, each once."""
    least = LIKE if len(lines) > 1 or len(olds) > 1 else 0
    ranked = sorted(
        ((likeness(line.source, old.source), -number, line, old) for number, line in enumerate(lines) for old in olds),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    pairs: list[tuple[Line, Old]] = []
    for ratio, _number, line, old in ranked:
        if ratio >= least and all(line is not one and old is not other for one, other in pairs):
            pairs.append((line, old))
    return pairs


def likeness(one: str, other: str) -> float:
    """How much of the words two texts share, from 0 to 1; tags do not count."""
    words = [BeautifulSoup(text, "html.parser").get_text().split() for text in (one, other)]
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()


def _suggestion(translation: Translation, line: Line, old: Old) -> Suggestion:
    return Suggestion(
        segment=line.segment,
        locale=translation.target_locale,
        kind=Suggestion.Kind.PREVIOUS,
        text=old.text,
        percent=min(MOST, round(likeness(line.source, old.source) * 100)),
        matched=old.source,
    )
