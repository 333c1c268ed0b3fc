"""What a practice does besides when its shared values reach the other languages."""

from typing import Any

from caravana_site.translation import shared_values
from practices.models import PracticePage


def connect() -> None:
    shared_values.on_change(PracticePage, forget_reason)


def forget_reason(source: PracticePage, page: PracticePage, changed: dict[str, Any]) -> None:
    """The reason of another time tells nothing of this one: until it is translated, the source's is told."""
    if "archived" in changed and page.archived_reason:
        PracticePage.objects.filter(pk=page.pk).update(archived_reason="")
        shared_values.write_in_draft(page, {"archived_reason": ""})
