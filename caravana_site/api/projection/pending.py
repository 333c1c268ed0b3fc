"""Noting what has to be looked at again, in the transaction that changed it; it is looked at once that stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from caravana_site.api.models import PendingChange
from caravana_site.common import seeds


def mark(kind: str, uuid: UUID) -> None:
    """That thing may be another, in every language."""
    PendingChange.objects.create(kind=kind, uuid=uuid)
    _soon()


def touch(keys: Iterable[str]) -> None:
    """Whatever was built from these may be another."""
    wanted = sorted(set(keys))
    if wanted:
        PendingChange.objects.bulk_create([PendingChange(key=one) for one in wanted])
        _soon()


def _soon() -> None:
    """Once a transaction, however much it notes. A failure leaves the rows, which the clock takes up.

    A seed looks at all of them when it is done: it writes each page several times.
    """
    if not seeds.are_running() and not any(entry[1] is _project for entry in connection.run_on_commit):
        transaction.on_commit(_project, robust=True)


def _project() -> None:
    from .projector import project_soon  # noqa: PLC0415  # it builds documents, whose kinds note what is pending

    project_soon()
