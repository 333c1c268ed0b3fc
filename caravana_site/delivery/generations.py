"""Numbers by which the site's own cache knows that what it keeps is old: in the database, so all processes see them."""

import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from .models import Generation

LAST = ""
"""The key of the row that holds the last number."""
KEPT = timedelta(days=2)
"""Longer than any answer is."""


def raise_them(keys: Iterable[str]) -> None:
    """A new number for these keys. The last number's row is written first: two purges wait for one another there.

    Numbers are microseconds, or one more than the last: a database that is restored from a backup does not count again
    what caches have seen already.
    """
    wanted = sorted(set(keys) - {LAST})
    with transaction.atomic():
        following = Greatest(F("number") + 1, Value(int(time.time() * 1_000_000), output_field=BigIntegerField()))
        if not Generation.objects.filter(key=LAST).update(number=following):
            Generation.objects.bulk_create([Generation(key=LAST, number=0)], ignore_conflicts=True)
            Generation.objects.filter(key=LAST).update(number=following)
        number, now = Generation.objects.get(key=LAST).number, timezone.now()
        Generation.objects.bulk_create(
            [Generation(key=key, number=number, changed=now) for key in wanted],
            update_conflicts=True, update_fields=["number", "changed"], unique_fields=["key"],
        )  # fmt: skip


def since(number: int) -> tuple[int, dict[str, int]]:
    """The last number, and the keys that were raised after that one with theirs."""
    with connection.cursor() as cursor:  # each answer out of the cache asks it: Django would take longer to write it
        cursor.execute(
            f"SELECT key, number FROM {Generation._meta.db_table} WHERE number > %s",  # noqa: S608  # a table's name
            [number],
        )
        found = dict(cursor.fetchall())
    return int(found.pop(LAST, number)), found


def forget_old() -> int:
    """A job of the clock: nothing that is still kept was begun before these."""
    return Generation.objects.filter(changed__lt=timezone.now() - KEPT).exclude(key=LAST).delete()[0]
