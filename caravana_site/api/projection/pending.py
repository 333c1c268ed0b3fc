"""Noting what has to be looked at again, in the transaction that changed it; it is looked at once that stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from caravana_site.api.models import PendingChange
from caravana_site.common import seeds


def mark(kind: str, uuid: UUID) -> None:
    """That thing may be another, in every language."""
    if _is_new((kind, uuid)):
        PendingChange.objects.create(kind=kind, uuid=uuid)
    _soon()


def touch(keys: Iterable[str]) -> None:
    """Whatever was built from these may be another."""
    wanted = sorted(key for key in set(keys) if _is_new(key))
    if wanted:
        PendingChange.objects.bulk_create([PendingChange(key=one) for one in wanted])
        _soon()


class _Noted:
    """What a transaction has noted so far: its row is there already, and is looked at when all of it stands.

    It waits among what Django does after the commit, which forgets it with the savepoint that is rolled back.
    """

    def __init__(self) -> None:
        self.things: set[str | tuple[str, UUID]] = set()

    def __call__(self) -> None:
        """Nothing is left to do once it stands."""


def forget_noted() -> None:
    """The rows are being looked at: whatever this very transaction notes from now on is noted anew."""
    for _savepoints, function, *_robust in connection.run_on_commit:
        if isinstance(function, _Noted):
            function.things.clear()


def _is_new(thing: str | tuple[str, UUID]) -> bool:
    if not connection.in_atomic_block:
        return True
    around, noted = set(connection.savepoint_ids), None
    for savepoints, function, *_robust in connection.run_on_commit:
        if isinstance(function, _Noted):
            if thing in function.things:
                return False
            if savepoints == around:
                noted = function
    if noted is None:
        noted = _Noted()
        transaction.on_commit(noted)
    noted.things.add(thing)
    return True


def _soon() -> None:
    """Once a transaction, however much it notes. A failure leaves the rows, which the clock takes up.

    A seed looks at all of them when it is done: it writes each page several times.
    """
    if not seeds.are_running() and not any(entry[1] is _project for entry in connection.run_on_commit):
        transaction.on_commit(_project, robust=True)


def _project() -> None:
    from .projector import project_soon  # noqa: PLC0415  # it builds documents, whose kinds note what is pending

    project_soon()
