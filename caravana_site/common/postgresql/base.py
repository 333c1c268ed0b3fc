"""The engine's module, where Django looks for it."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Each request makes sure first that its kept connection still works (CONN_HEALTH_CHECKS).

    Django sends a query for that, which costs as much as reading a document. A server that ends a connection says so,
    or its system does: then there is something to be read where nothing was asked. Only then the query is sent.
    """

    def is_usable(self) -> bool:
        connection: Any = self.connection
        if connection is not None and not connection.closed and not _says_something(connection.fileno()):
            return True
        return bool(super().is_usable())


def _says_something(descriptor: int) -> bool:
    """Whether something can be read there at once; the end of a connection can."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLERR | select.POLLHUP)
    return bool(poll.poll(0))
