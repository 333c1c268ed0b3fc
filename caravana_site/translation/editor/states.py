"""How far a text is, in words: never by colour alone."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..models.texts import SuggestionKind
from ..segments import Line


class TextState(models.TextChoices):
    MISSING = "missing", _("Not translated")
    MACHINE = "machine", _("Machine, to be confirmed")
    DRAFT = "draft", _("Suggestion, to be confirmed")
    WRONG = "wrong", _("Wrong")
    CONFIRMED = "confirmed", _("Confirmed")


FROM_MEMORY = {kind.value for kind in SuggestionKind} - {SuggestionKind.MACHINE.value}
"""Where a draft came from that no machine made."""


def state_of(line: Line) -> TextState:
    """The state of a line's text."""
    text = line.text
    if text is None or not text.data:
        return TextState.MISSING
    if text.has_error:
        return TextState.WRONG
    if line.is_confirmed:
        return TextState.CONFIRMED
    return TextState.DRAFT if text.tool_name in FROM_MEMORY else TextState.MACHINE


def as_json(state: TextState) -> dict[str, Any]:
    return {"key": state.value, "label": str(state.label)}


def needs_confirming(kind: str, percent: int) -> bool:
    """Whether a suggestion is only a draft when it is taken: all but what was translated the same elsewhere."""
    return not (kind in (SuggestionKind.EXACT, SuggestionKind.TERM) and percent == 100)
