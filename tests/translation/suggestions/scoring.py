"""How near suggestions come to what people wrote: each page is left out of the memory while its own texts are asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale
from wagtail_localize.models import String, StringSegment, Translation

from caravana_site.translation import segments
from caravana_site.translation.segments import Line
from caravana_site.translation.suggestions import drafting, machines
from caravana_site.translation.suggestions.drafts import Draft
from caravana_site.translation.suggestions.interface_words import is_label
from caravana_site.translation.suggestions.likeness import percent
from caravana_site.translation.suggestions.machine_drafts import translated
from caravana_site.translation.suggestions.termbase import Termbase


@dataclass(frozen=True)
class Sample:
    """A text to propose for, the page it is of, and what a person wrote."""

    line: Line
    page: UUID
    written: str


@dataclass(frozen=True)
class Score:
    """Of the texts of one language pair: what was proposed, and how much of it could stay."""

    texts: int
    proposed: int
    likeness: float
    """Percent of the letters that stay, over what is proposed; a long text counts for more."""
    whole: int
    """Proposals that are, letter for letter, what was written."""


def samples(source: str, target: str) -> list[Sample]:
    """All confirmed texts, whichever way they were translated, as if they were to be translated in this one."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    everything = list(Translation.objects.select_related("source", "target_locale", "source__locale"))
    found = []
    for translation, lines in zip(everything, segments.by_translation(everything).values(), strict=True):
        forwards = (
            translation.source.locale.language_code == source and translation.target_locale.language_code == target
        )
        for line in lines:
            if line.is_read and line.is_confirmed and line.text is not None:
                ours = line if forwards else _backwards(line, locales[source], locales[target])
                found.append(Sample(ours, translation.source.object_id, line.text.data if forwards else line.source))
    return found


def _backwards(line: Line, source: Locale, target: Locale) -> Line:
    """The line as the other language's translators would have it; nothing of it is kept."""
    assert line.text is not None
    segment = StringSegment(string=String(locale=source, data=line.text.data), context=line.segment.context)
    return Line(Translation(source=line.translation.source, target_locale=target), segment, None)


def proposals(
    all_samples: list[Sample], *, remembers: bool, terms: bool, labels: bool = False
) -> Iterator[tuple[Sample, Draft | None]]:
    """The best proposal for each: with or without memory and termbase, `labels` from the machine too."""
    lines = [sample.line for sample in all_samples]
    pair = (lines[0].segment.string.locale_id, lines[0].translation.target_locale_id)
    base = Termbase.between(*pair) if terms else Termbase([], [])
    machine = machines.chosen()
    drafts = drafting.machined(lines, base, machine).drafts
    if labels and machine is not None:
        drafts = _labels_too(lines, base, machine, drafts)
    pages: dict[UUID, list[int]] = {}
    for number, sample in enumerate(all_samples):
        pages.setdefault(sample.page, []).append(number)
    for page, numbers in pages.items():
        known = drafting.known([lines[number] for number in numbers], base, page, remembers=remembers)
        for number, one in zip(numbers, known, strict=True):
            yield all_samples[number], drafting.best([*one, *drafts[number]])


def _labels_too(
    lines: list[Line], base: Termbase, machine: machines.Machine, drafts: list[list[Draft]]
) -> list[list[Draft]]:
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    source, target = codes[lines[0].segment.string.locale_id], codes[lines[0].translation.target_locale_id]
    short = [number for number, line in enumerate(lines) if is_label(line.source)]
    texts, _problem = translated(machine, source, target, base, [lines[number].source for number in short])
    for number, text in zip(short, texts, strict=True):
        if text:
            drafts[number] = [Draft("machine", text, 0)]
    return drafts


def score(proposed: Iterable[tuple[Sample, Draft | None]]) -> Score:
    everything = list(proposed)
    given = [(sample.written, draft.text) for sample, draft in everything if draft is not None]
    letters = sum(max(len(written), len(text)) for written, text in given)
    kept = sum(percent(written, text) * max(len(written), len(text)) for written, text in given)
    whole = sum(written == text for written, text in given)
    return Score(len(everything), len(given), kept / letters if letters else 0.0, whole)


VARIANTS = {
    "machine alone, labels too": {"remembers": False, "terms": False, "labels": True},
    "machine and termbase, labels too": {"remembers": False, "terms": True, "labels": True},
    "memory and machine": {"remembers": True, "terms": False},
    "machine and termbase": {"remembers": False, "terms": True},
    "memory, termbase and machine": {"remembers": True, "terms": True},
}


def table() -> str:
    lines = [f"{'':34} {'texts':>6} {'proposed':>9} {'as written':>11} {'letters kept':>13}"]
    for source, target in (("ca", "es"), ("es", "ca")):
        lines.append(f"{source} → {target}")
        found = samples(source, target)
        for name, how in VARIANTS.items():
            result = score(proposals(found, **how))
            lines.append(
                f"  {name:32} {result.texts:>6} {result.proposed:>9} {result.whole:>11} {result.likeness:>11.1f} %"
            )
    return "\n".join(lines)
