"""What becomes of a suggestion that is taken."""

from collections.abc import Iterable

from ..models import Suggestion
from ..segments import Line
from ..writing import Wanted
from . import states


def best(suggestions: Iterable[Suggestion]) -> Suggestion:
    """The one to fill in: they come from the most to the least trusted, but a sure one goes before a mere draft."""
    ordered = list(suggestions)
    return min(ordered, key=lambda one: (states.needs_confirming(one.kind, one.percent), ordered.index(one)))


def wanted_from(line: Line, suggestion: Suggestion, *, seen: str | None = None) -> Wanted:
    """The suggestion as a text; a draft that a person has to confirm when it is not certain."""
    draft = states.needs_confirming(suggestion.kind, suggestion.percent)
    tool_name = origin(suggestion) if draft else ""
    return Wanted(line.translation, line.segment, suggestion.text, seen, tool_name, machine=draft)


def origin(suggestion: Suggestion) -> str:
    """Who made the draft, as it is kept with the text: the machine’s name, or the kind of memory."""
    if suggestion.kind == Suggestion.Kind.MACHINE:
        return suggestion.tool_name or Suggestion.Kind.MACHINE.value
    return str(suggestion.kind)
