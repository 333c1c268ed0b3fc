"""The machine that the configuration names, if any: asked for many texts at once, and only in the queue."""

import logging
from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

from caravana_site.translation.models import SuggestionRun

from .apertium import Apertium
from .deepl import DeepL
from .failures import MachineError
from .libretranslate import LibreTranslate

logger = logging.getLogger("caravana.suggestions")
Problem = SuggestionRun.Problem
PAIRS = frozenset({("ca", "es"), ("es", "ca")})
"""What is good enough to begin from; Catalan into English is not."""


class Machine(Protocol):
    """Something that translates many short texts of HTML."""

    name: str

    def translate(self, source: str, target: str, texts: Sequence[str]) -> list[str | None]:
        """For each text its translation, or None. Raises MachineError."""


def chosen() -> Machine | None:
    """The machine of the configuration, or None when there is to be none."""
    match settings.MACHINE_TRANSLATOR:
        case "apertium":
            return Apertium(settings.APERTIUM_COMMAND)
        case "deepl":
            return DeepL(settings.DEEPL_KEY)
        case "libretranslate":
            return LibreTranslate(settings.LIBRETRANSLATE_URL, settings.LIBRETRANSLATE_KEY)
    return None


def ask(machine: Machine, source: str, target: str, texts: Sequence[str]) -> tuple[list[str | None], str]:
    """Drafts for those texts, and why there are none where there are none: whatever it does, it never raises."""
    nothing: list[str | None] = [None for _text in texts]
    if not texts or (source, target) not in PAIRS:
        return nothing, ""
    try:
        answers = machine.translate(source, target, texts)
    except MachineError as problem:
        logger.warning("%s made no drafts: %s", machine.name, problem)
        return nothing, problem.kind
    except Exception:  # a machine's own mistake may cost its drafts, and nothing else
        logger.exception("%s made no drafts", machine.name)
        return nothing, Problem.BROKEN
    if len(answers) != len(texts):
        logger.warning("%s answered %s of %s texts", machine.name, len(answers), len(texts))
        return nothing, Problem.BROKEN
    return answers, ""
