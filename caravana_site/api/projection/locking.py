"""One writer of numbers at a time."""

from django.db import connection

KEY = 7_203_416_881  # of this lock alone, among those of the database


def took() -> bool:
    """Take it in the caller's transaction, unless somebody else has it: False then, at once."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [KEY])
        return bool(cursor.fetchone()[0])


def take() -> None:
    """Wait for the lock, which the end of the transaction gives back.

    On SQLite every transaction that writes is alone already (`transaction_mode` IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
