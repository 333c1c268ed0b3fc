"""Telling caches to forget: at once, and again until they have heard it.

A purge is a row, written in the transaction that changed something, so a process that dies between the commit and the
telling loses none. Telling twice does no harm. Nobody waits long: what is not heard within half a second is left to the
queue. Once heard, the caches in front are told a second time a little later, for a page that they were fetching at the
moment of the change, and would otherwise keep as it was before.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caravana_site.common.queue import enqueue

from . import generations, varnish
from .models import Purge
from .policies import EVERYTHING

AT_ONCE = 0.5
"""Seconds that whoever publishes waits for each cache."""
IN_QUEUE = 5.0
CLAIM = timedelta(seconds=30)
AGAIN = timedelta(seconds=15)
"""After the first telling; longer than a page takes to be made."""
LONGEST_WAIT = timedelta(minutes=10)
GIVEN_UP = timedelta(days=1)
"""Nothing is kept for longer in a shared cache."""
TELL_DUE = "caravana_site.delivery.purging.tell_due"
logger = logging.getLogger("caravana.delivery")
Addresses = Callable[[Iterable[str]], list[str]]
_addresses: list[Addresses] = []


def register_addresses(source: Addresses) -> None:
    """Whoever can say which addresses were made from some keys, for caches that know no keys."""
    if source not in _addresses:
        _addresses.append(source)


def note(keys: Iterable[str]) -> None:
    """In the transaction that changes something: caches are told once it stands."""
    row = noted(keys)
    if row is not None:
        transaction.on_commit(lambda: tell([row]), robust=True)


def noted(keys: Iterable[str], *, soft: bool = False) -> Purge | None:
    """The row alone, for a caller that tells by itself."""
    wanted = sorted(set(keys))
    if not wanted:
        return None
    return Purge.objects.create(keys=wanted, soft=soft, next_try=timezone.now() + CLAIM)


def purge(keys: Iterable[str], *, soft: bool = False) -> None:
    """Now; the caller's transaction stands already."""
    row = noted(keys, soft=soft)
    if row is not None:
        tell([row])


def after_restore(**kwargs: Any) -> None:
    """Signal handler: what caches keep was made from another database."""
    purge([EVERYTHING])


def tell(rows: Iterable[Purge], seconds: float = AT_ONCE) -> None:
    """The site's own cache first: what is asked anew a moment later must not come out of it."""
    for row in rows:
        generations.raise_them(row.keys)
        if not row.told_once and settings.WAGTAILFRONTENDCACHE:
            enqueue("caravana_site.delivery.purging.tell_by_address", row.keys)
        problem = _tell_varnish(row, seconds)
        if problem:
            _put_off(row, problem)
        elif settings.VARNISH_URLS and not row.told_once:
            row.told_once, row.problem, row.next_try = True, "", timezone.now() + AGAIN
            row.save(update_fields=["told_once", "problem", "next_try"])
        else:
            row.delete()


def _tell_varnish(row: Purge, seconds: float) -> str:
    """What went wrong; each one is told, whatever became of another."""
    problems = []
    for address in settings.VARNISH_URLS:
        try:
            varnish.forget(address, row.keys, soft=row.soft, seconds=seconds)
        except varnish.TellingError as error:
            problems.append(str(error))
    return " ".join(problems)


def _put_off(row: Purge, problem: str) -> None:
    now = timezone.now()
    if row.since < now - GIVEN_UP:
        logger.error("A cache has not heard for a day: %s", problem)
        row.delete()
        return
    first = row.tries == 0
    row.tries, row.problem = row.tries + 1, problem
    row.next_try = now if first else now + min(timedelta(seconds=2 ** min(row.tries, 10)), LONGEST_WAIT)
    row.save(update_fields=["tries", "problem", "next_try"])
    if first:  # the queue tries within a second, the clock from then on
        logger.warning("A cache was not told at once: %s", problem)
        enqueue(TELL_DUE)


def tell_due() -> int:
    """A job of the queue and of the clock: whatever is due. Returns how many rows were looked at."""
    looked_at = 0
    for key in list(Purge.objects.filter(next_try__lte=timezone.now()).order_by("pk").values_list("pk", flat=True)):
        now = timezone.now()
        if not Purge.objects.filter(pk=key, next_try__lte=now).update(next_try=now + CLAIM):
            continue  # another worker has it
        row = Purge.objects.filter(pk=key).first()
        if row is not None:
            tell([row], IN_QUEUE)
            looked_at += 1
    return looked_at


def tell_by_address(keys: list[str]) -> int:
    """A job of the queue: networks that distribute content are told addresses. Returns how many."""
    from wagtail.contrib.frontend_cache.utils import get_backends  # noqa: PLC0415  # only where one is configured

    addresses = sorted({address for source in _addresses for address in source(keys)})
    for backend in get_backends().values() if addresses else ():
        backend.purge_batch(addresses)
    return len(addresses)
