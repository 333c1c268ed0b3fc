"""Every line of a request's history is written here, and whoever has to do something about it listens."""

from typing import Any
from uuid import UUID, uuid4

from django.dispatch import Signal

from events.models import EntryKind, RequestEntry, StopRequest

entry_written = Signal()
"""Sent once an entry, in its transaction, with `request` and `entry`."""


def write(
    request: StopRequest,
    kind: EntryKind,
    *,
    by: Any = None,
    by_applicant: bool = False,
    text: str = "",
    before: str = "",
    after: str = "",
    sending: UUID | None = None,
) -> RequestEntry:
    """Add a line. Two calls with the same `sending`, as a form that is sent twice makes them, add one."""
    entry, made = RequestEntry.objects.get_or_create(
        sending=sending or uuid4(),
        defaults={
            "request": request,
            "kind": kind,
            "actor": by,
            "by_applicant": by_applicant,
            "text": text,
            "before": before,
            "after": after,
        },
    )
    if made:
        entry_written.send(sender=RequestEntry, request=request, entry=entry)
    return entry
