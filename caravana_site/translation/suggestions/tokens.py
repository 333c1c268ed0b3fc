"""Words that a machine must not touch: something opaque goes in their place, and what should stand there comes back."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .phrases import Place
from .word_forms import joined

TOKEN = re.compile(r"XTERM(\d+)X")
_TAGS = re.compile(r"(<[^>]+>)")
MARK = re.compile(r"XTERM\d*X")


Replacement = tuple[str, bool, bool]
"""A wording, whether it is a plural, and whether the article before it has to agree with it."""
Choose = Callable[[str], Iterable[tuple[Place[Any], Replacement]]]
"""Gets a text without tags; says which of its places get a token."""


@dataclass
class Guarded:
    """A text with its tokens, and what each of them stands for."""

    original: str
    html: str = ""
    replacements: list[Replacement] = field(default_factory=list)


def guard(html: str, choose: Choose) -> Guarded:
    """Put tokens where `choose` says, between the tags and never inside one."""
    guarded = Guarded(html)
    if MARK.search(html):
        return Guarded(html, html)
    for part in _TAGS.split(html):
        if part.startswith("<"):
            guarded.html += part
            continue
        done = 0
        for place, replacement in choose(part):
            guarded.html += part[done : place.start] + f"XTERM{len(guarded.replacements)}X"
            guarded.replacements.append(replacement)
            done = place.end
        guarded.html += part[done:]
    return guarded


def restore(html: str, guarded: Guarded, code: str) -> str | None:
    """The machine's text, in the language `code`, with the words back; None when a token was lost or doubled."""
    found = [int(number) for number in TOKEN.findall(html)]
    if sorted(found) != list(range(len(guarded.replacements))):
        return None
    made, done = "", 0
    for match in TOKEN.finditer(html):
        wording, many, agrees = guarded.replacements[int(match.group(1))]
        made += html[done : match.start()]
        made = joined(made, wording, code, many=many) if agrees else made + wording
        done = match.end()
    return made + html[done:]
