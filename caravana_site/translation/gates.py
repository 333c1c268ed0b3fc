"""What higher rooms want of a translated page before anything of it is written. They register here when they start."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

Gate = Callable[[Any], None]
"""Gets the page as it would be published; raises what its room answers a refusal with."""

_gates: dict[type[Page], Gate] = {}


def register(model: type[Page], gate: Gate) -> None:
    """Have that type of page pass the gate; the same one may come twice, since tests start apps again."""
    if _gates.setdefault(model, gate) != gate:
        raise ValueError(f"Two gates for {model!r}.")


def ask(translation: Translation) -> None:
    """Raise what the gate of that type raises, if the page that the translation has become may not be published."""
    gate = _gates.get(translation.source.specific_content_type.model_class())
    if gate is not None:
        gate(translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True))
