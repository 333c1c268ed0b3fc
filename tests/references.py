"""Wagtail's index of references, brought up to date when somebody reads it: else it is a seventh of a test's time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from wagtail import signal_handlers, tasks
from wagtail.models import ReferenceIndex

TABLE = ReferenceIndex._meta.db_table


@contextmanager
def indexed_when_read() -> Iterator[None]:
    """In the test's own transaction; what counts queries, and who truly commits, finds it done at once as on a site."""
    later = _Later()
    signal_handlers.update_reference_index_task = later
    later.connection.execute_wrappers.append(later.before)
    try:
        yield
    finally:
        later.connection.execute_wrappers.remove(later.before)
        signal_handlers.update_reference_index_task = tasks.update_reference_index_task


class _Later:
    """Stands for the task where the signal handler enqueues it."""

    def __init__(self) -> None:
        self.connection = connections["default"]
        self.waiting: dict[tuple[str, ...], None] = {}
        self.in_doubt: dict[tuple[str, ...], None] = {}
        """Written within a block of the code's own, and gone if that is rolled back."""
        self.at_work = False

    def enqueue(self, *what: str) -> None:
        blocks = self.connection.atomic_blocks
        in_test = connections["default"] is self.connection and blocks and blocks[0]._from_testcase
        if in_test and not self.connection.force_debug_cursor:
            self.waiting[what] = None
        else:
            tasks.update_reference_index_task.enqueue(*what)

    def before(self, execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        statement = str(sql)
        if self.waiting and not self.at_work and not self.connection.needs_rollback and TABLE in statement:
            self._catch_up()
        elif self.in_doubt and statement.startswith("ROLLBACK TO SAVEPOINT"):
            self.waiting |= self.in_doubt
        return execute(sql, parameters, many, context)

    def _catch_up(self) -> None:
        log = self.connection.queries_log
        counted = len(log)
        self.at_work = True
        try:
            for what in [*self.waiting]:
                tasks.update_reference_index_task.enqueue(*what)
        finally:
            self.at_work = False
        while len(log) > counted:  # what was written before is no query of whoever counts them now
            log.pop()
        if all(block._from_testcase for block in self.connection.atomic_blocks):
            self.in_doubt.clear()
        else:
            self.in_doubt |= self.waiting
        self.waiting.clear()
