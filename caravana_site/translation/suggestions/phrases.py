"""Finding many phrases in a text at once: whole words, whatever stands between them, the longest first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

WORD = re.compile(r"[^\W_]+(?:·[^\W_]+)*")
APART = re.compile(r"[\s\u00a0’'-]+\Z")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Place(Generic[Value]):
    """Where a phrase stands in a text."""

    start: int
    end: int
    value: Value


class Phrases(Generic[Value]):
    """Phrases by their first word, so that a thousand cost no more than one."""

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, exact: bool = False) -> None:
        """With `exact` capitals have to be the same."""
        self._exact = exact
        self._by_first: dict[str, list[tuple[list[str], str, Value]]] = defaultdict(list)
        for phrase, value in phrases:
            if words := self._words(phrase):
                self._by_first[words[0]].append((words, phrase, value))
        for same in self._by_first.values():
            same.sort(key=lambda entry: -len(entry[0]))

    def _words(self, text: str) -> list[str]:
        return [word if self._exact else word.casefold() for word in WORD.findall(text)]

    def find(self, text: str) -> Iterator[Place[Value]]:
        """The places of a text without tags, none within another."""
        words = list(WORD.finditer(text))
        number = 0
        while number < len(words):
            place = self._at(text, words, number)
            yield from [place] if place else []
            number += 1
            while place and number < len(words) and words[number].start() < place.end:
                number += 1

    def _at(self, text: str, words: list[re.Match[str]], number: int) -> Place[Value] | None:
        first = words[number].group()
        for wanted, phrase, value in self._by_first.get(first if self._exact else first.casefold(), ()):
            there = words[number : number + len(wanted)]
            if self._words(" ".join(match.group() for match in there)) != wanted:
                continue
            mark = "@" if phrase.startswith("@") else ""
            start, end = there[0].start() - len(mark), there[-1].end()
            if start >= 0 and self._holds_together(text, there, phrase) and text.startswith(mark, start):
                return Place(start, end, value)
        return None

    @staticmethod
    def _holds_together(text: str, there: list[re.Match[str]], phrase: str) -> bool:
        gaps = [text[one.end() : other.start()] for one, other in pairwise(there)]
        return all(APART.match(gap) or gap in phrase for gap in gaps)
