"""The guide for one theme and the time there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Locale

from events.models import GuideBlock, GuideLength, GuideQuestion


@dataclass(frozen=True)
class PlannedBlock:
    title: str
    key: str
    begins: int
    """Minutes from the beginning."""
    minutes: int
    optional: bool
    questions: list[GuideQuestion]

    @property
    def ends(self) -> int:
        return self.begins + self.minutes


@dataclass(frozen=True)
class Plan:
    blocks: list[PlannedBlock]
    dropped_blocks: list[str]
    dropped_questions: list[str]

    @property
    def minutes(self) -> int:
        return sum(block.minutes for block in self.blocks)

    @property
    def questions(self) -> Iterator[GuideQuestion]:
        for block in self.blocks:
            yield from block.questions


def plan(locale: Locale, theme: str, length: GuideLength) -> Plan:
    """The blocks and questions in that language; `theme` is a key, or nothing for those of every theme.

    What the time leaves out is named, so that whoever asks knows what she does not ask.
    """
    blocks: list[PlannedBlock] = []
    dropped_blocks: list[str] = []
    dropped_questions: list[str] = []
    short = length == GuideLength.SHORT
    for block in GuideBlock.objects.told_in(locale):
        fitting = [one for one in block.questions.all() if one.theme is None or one.theme.key == theme]
        minutes = block.short_minutes if short else block.minutes
        if not fitting:
            continue
        if not minutes or (block.optional and length != GuideLength.LONG):
            dropped_blocks.append(block.title)
            continue
        kept = [one for one in fitting if one.in_short or not short]
        dropped_questions += [one.text for one in fitting if one not in kept]
        begins = blocks[-1].ends if blocks else 0
        blocks.append(PlannedBlock(block.title, block.key, begins, minutes, block.optional, kept))
    return Plan(blocks, dropped_blocks, dropped_questions)
