"""What a stop does besides when its shared values reach the other languages.

Who travels to a stop that was cancelled yesterday has no use for a translation that comes next week.
"""

from typing import Any

from caravana_site.translation import shared_values
from events.models import StopPage


def connect() -> None:
    shared_values.on_change(StopPage, forget_reason)


def forget_reason(source: StopPage, page: StopPage, changed: dict[str, Any]) -> None:
    """A reason told another state, so it goes: until it is translated, the source's is told (`events.reasons`)."""
    if "state" in changed and page.state_reason:
        StopPage.objects.filter(pk=page.pk).update(state_reason="")
        shared_values.write_in_draft(page, {"state_reason": ""})
