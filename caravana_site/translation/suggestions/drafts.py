"""One thing that is proposed for one text."""

from dataclasses import dataclass

from caravana_site.translation.models import Suggestion

Kind = Suggestion.Kind


@dataclass(frozen=True)
class Draft:
    """A proposal that is not kept yet: as `Suggestion` has it, without its segment."""

    kind: str
    text: str
    percent: int = 100
    matched: str = ""
    tool_name: str = ""
