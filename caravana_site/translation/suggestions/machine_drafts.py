"""A machine's drafts with our names and terms in them.

Names are kept from the machine always. A term is kept from it only where it would say it otherwise: what it knows by
itself agrees better with the words around it.
"""

from collections.abc import Iterable
from typing import Any

from .adapting import capital
from .likeness import plain
from .machines import Machine, ask
from .machines.cleaning import cleaned
from .phrases import Place
from .termbase import Entry, Termbase, with_capital_of
from .tokens import Choose, Guarded, Replacement, guard, restore

Chosen = Iterable[tuple[Place[Any], Replacement]]


def translated(
    machine: Machine, source: str, target: str, base: Termbase, texts: list[str]
) -> tuple[list[str | None], str]:
    """A draft for each text of HTML, and why there are none; at most two calls of the machine for all of them."""
    made, problem = _asked(machine, source, target, [guard(text, _names(base)) for text in texts])
    again = {
        number: wrong
        for number, (text, draft) in enumerate(zip(texts, made, strict=True))
        if draft and (wrong := list(base.broken(text, draft)))
    }
    guarded = [guard(texts[number], _names_and(base, wrong)) for number, wrong in again.items()]
    better, _problem = _asked(machine, source, target, guarded)
    for (number, wrong), draft in zip(again.items(), better, strict=True):
        if draft and len(list(base.broken(texts[number], draft))) < len(wrong):
            made[number] = draft
    return made, problem


def _asked(machine: Machine, source: str, target: str, guarded: list[Guarded]) -> tuple[list[str | None], str]:
    answers, problem = ask(machine, source, target, [one.html for one in guarded])
    made: list[str | None] = []
    for one, answer in zip(guarded, answers, strict=True):
        draft = cleaned(one.html, answer) if answer else None
        whole = restore(draft, one, target) if draft else None
        made.append(capital(plain(one.original), whole) if whole else None)
    return made, problem


def _names(base: Termbase) -> Choose:
    def choose(text: str) -> Chosen:
        for place in base.names_in(text):
            yield place, (text[place.start : place.end], False, False)

    return choose


def _names_and(base: Termbase, wanted: list[Entry]) -> Choose:
    def choose(text: str) -> Chosen:
        places = [*_names(base)(text)]
        for place in base.terms_in(text):
            if place.value in wanted:
                wording = with_capital_of(place.value.target, text[place.start : place.end])
                places.append((place, (wording, place.value.is_plural, True)))
        done = 0
        for place, replacement in sorted(places, key=lambda one: (one[0].start, -one[0].end)):
            if place.start >= done:
                done = place.end
                yield place, replacement

    return choose
