"""Drafts for many texts: the memory first, then the termbase, then the machine for what is left."""

from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale

from caravana_site.translation.segments import Line

from . import memory
from .drafts import Draft, Kind
from .interface_words import is_label
from .machine_drafts import translated
from .machines import Machine
from .termbase import Termbase

ORDER: list[str] = [Kind.EXACT, Kind.TERM, Kind.FUZZY, Kind.MACHINE]
NEARER_THAN_A_MACHINE = 85
"""Percent of likeness from which a translation of something else is a better beginning."""


@dataclass(frozen=True)
class Outcome:
    """What is proposed for each text, and why the machine has made nothing, if so."""

    drafts: list[list[Draft]]
    problem: str = ""


def known(
    lines: list[Line], base: Termbase, exclude: UUID | None = None, *, remembers: bool = True
) -> list[list[Draft]]:
    """What memory and termbase say for each line of one language pair; it costs no process and no other server."""
    found = memory.find(lines, exclude) if remembers else [[] for _line in lines]
    for line, drafts in zip(lines, found, strict=True):
        wording = base.whole(line.source)
        if wording and all(draft.text != wording for draft in drafts):
            drafts.append(Draft(Kind.TERM, wording))
    return found


def best(drafts: list[Draft]) -> Draft | None:
    """The one to begin from: what people have said, unless it is so far off that a machine comes nearer."""
    near = [draft for draft in drafts if draft.kind != Kind.FUZZY or draft.percent >= NEARER_THAN_A_MACHINE]
    return min(near or drafts, key=lambda draft: (ORDER.index(draft.kind), -draft.percent), default=None)


def settles(drafts: list[Draft]) -> bool:
    """Whether nothing of a machine's would be better."""
    return any(draft.kind in (Kind.EXACT, Kind.TERM) for draft in drafts)


def machined(lines: list[Line], base: Termbase, machine: Machine | None) -> Outcome:
    """The machine's drafts for lines of one language pair; labels get none, since nobody sees what they mean."""
    drafts: list[list[Draft]] = [[] for _line in lines]
    numbers = [number for number, line in enumerate(lines) if not is_label(line.source)]
    if machine is None or not numbers:
        return Outcome(drafts)
    first = lines[numbers[0]]
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    source, target = codes[first.segment.string.locale_id], codes[first.translation.target_locale_id]
    texts, problem = translated(machine, source, target, base, [lines[number].source for number in numbers])
    for number, text in zip(numbers, texts, strict=True):
        if text:
            drafts[number].append(Draft(Kind.MACHINE, text, 0, tool_name=machine.name))
    return Outcome(drafts, problem)
