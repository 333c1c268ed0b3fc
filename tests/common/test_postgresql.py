"""A kept connection to PostgreSQL is known to work, or to have ended, without a query."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    """As it is between two requests of a process that serves."""
    connection.ensure_connection()
    connection.health_check_enabled = True
    connection.close_at = None
    connection.close_if_unusable_or_obsolete()
    yield
    connections.close_all()


def end_it() -> int:
    """By an administrator's hand. Returns the process that had served it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    connection.close_if_unusable_or_obsolete()  # the request is over
    told = connection.get_connection_params()
    names = {"host", "port", "user", "password", "dbname"}
    with psycopg.connect(**{name: value for name, value in told.items() if name in names}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    return int(pid)


def test_one_that_works_is_not_asked() -> None:
    with CaptureQueriesContext(connection) as queries, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert len(queries) == 1
    assert connection.is_usable()


def test_one_that_has_ended_is_made_anew_before_it_is_used() -> None:
    pid = end_it()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != pid


def test_one_that_is_broken_is_told() -> None:
    end_it()
    assert not connection.is_usable()
