"""Building the documents of what has changed, and giving each change its number.

All of it happens in one short transaction that holds a lock: whoever reads the changes up to a number has therefore
seen every lower one. What is read inside it is what stands at that moment, so a change that was noted by a transaction
that stands is never missed, and one that is looked at twice is found to be the same and gets no second number.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone, translation
from wagtail.models import Page

from caravana_site.api import kinds
from caravana_site.api.documents.builder import Builder
from caravana_site.api.documents.subjects import Subject
from caravana_site.api.models import Change, Dependency, Document, PendingChange
from caravana_site.api.webhooks import noting as webhooks
from caravana_site.common import queue
from caravana_site.delivery import purging
from caravana_site.delivery.models import Purge

from . import forgetting, keys, locking, pending, pictures
from .writing import Built, write

AT_ONCE = 20
"""Things that are looked at in one transaction: about a second's work."""
TOLD_AT_ONCE = 200
LONGEST_WAIT = timedelta(hours=1)
JOB = "caravana_site.api.projection.projector.project_asked"
logger = logging.getLogger(__name__)

changed = Signal()
"""Sent after the transaction, with `changes` (a list of Change) and `keys` (what was built from what is another)."""


@dataclass
class Projected:
    """What one round did."""

    changes: list[Change] = field(default_factory=list)
    looked_at: int = 0
    failed: int = 0


def project_soon() -> None:
    """After whoever published: what fits in a second at once, the rest in the queue.

    Pages read the rows themselves, so caches are told of those before any document is built; of a long list the
    latest, and the rest as its turn comes. Nobody who publishes waits for somebody else's documents: while others are
    being built, or are to be built by a job that waits already, these are left to it, which builds many at once.
    """
    noted = list(_due().filter(told=False).order_by("-pk")[:TOLD_AT_ONCE])
    if noted:
        purging.purge(forgetting.keys_of_pending(noted))
        PendingChange.objects.filter(pk__in=[row.pk for row in noted]).update(told=True)
    if not queue.is_asked(JOB):
        project(wait=False)
        if _due().exists():
            queue.enqueue_once(JOB)


def project_asked() -> int:
    """The job of the queue."""
    queue.begins(JOB)
    return project_all()


def project_all() -> int:
    """A job of the clock: all that is due. Returns how many changes there were."""
    total = 0
    while (done := project()).looked_at:
        total += len(done.changes)
    return total


def _due() -> QuerySet[PendingChange]:
    return PendingChange.objects.filter(due__lte=timezone.now())


def project(*, wait: bool = True) -> Projected:
    """One round: a few of the things that are due, in the order in which they were noted.

    Without waiting, nothing while another process is at it.
    """
    if not _due().exists():
        return Projected()
    done, told = pictures.cut_outside(lambda: _round(wait))
    if told is not None:
        purging.tell([told])
    if done.changes:
        changed.send(sender=Change, changes=done.changes)
    return done


def _round(wait: bool) -> tuple[Projected, Purge | None]:
    """What was done, and what caches have to be told of it."""
    done = Projected()
    with transaction.atomic():
        if wait:
            locking.take()
        elif not locking.took():
            return done, None
        pending.forget_noted()
        consumed = _expand()
        due = _due().filter(key="")
        things = set(due.order_by("pk").values_list("uuid", flat=True)[:AT_ONCE])
        rows = list(due.filter(uuid__in=things).order_by("pk"))  # however often each was noted
        for name, some in groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind):
            _look_at(name, list(some), done)
        later = [row for row in consumed if not row.told]
        told = purging.noted(
            forgetting.keys_of_changes(done.changes) | (forgetting.keys_of_pending(later) if later else set())
        )
    return done, told


def _expand() -> list[PendingChange]:
    """Whatever was built from something becomes the things themselves, to be looked at one by one."""
    rows = list(_due().exclude(key=""))
    if not rows:
        return []
    things = things_of({row.key for row in rows})
    PendingChange.objects.bulk_create([PendingChange(kind=kind, uuid=uuid) for kind, uuid in sorted(things)])
    PendingChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return rows


def things_of(wanted: Collection[str]) -> set[tuple[str, UUID]]:
    """Kind and identity of what was built from any of these keys, or stands below a page of the tree."""
    paths = [one.removeprefix(keys.BELOW) for one in wanted if one.startswith(keys.BELOW)]
    if keys.EVERYTHING in wanted:
        return set(Document.objects.public().values_list("kind", "uuid"))
    found = set(Dependency.objects.filter(key__in=wanted).values_list("document__kind", "document__uuid"))
    for path in paths:
        for kind in kinds.all_kinds():
            for model in kind.models:
                if issubclass(model, Page):
                    below = model._default_manager.filter(path__startswith=path)
                    found |= {(kind.name, uuid) for uuid in below.values_list("translation_key", flat=True)}
            for model, things in kind.reaches.items():
                if issubclass(model, Page):
                    pages: Any = model._default_manager
                    found |= {
                        (kind.name, uuid) for uuid in things(pages.defer_streamfields().filter(path__startswith=path))
                    }
        pages = Page.objects.filter(path__startswith=path).values_list("pk", flat=True)
        some = [keys.key_of(Page, pk) for pk in pages]
        found |= set(Dependency.objects.filter(key__in=some).values_list("document__kind", "document__uuid"))
    return found


def _look_at(name: str, rows: Sequence[PendingChange], done: Projected) -> None:
    kind = kinds.named(name)
    wanted = {row.uuid for row in rows if row.uuid is not None}
    if kind is not None:
        try:
            with transaction.atomic():
                done.changes += bring_up_to_date(kind, wanted)
        except pictures.MissingPicturesError:
            raise
        except Exception:
            if len(wanted) > 1:  # one alone is at fault: the others must not wait for it
                for _uuid, some in groupby(sorted(rows, key=lambda row: str(row.uuid)), key=lambda row: row.uuid):
                    _look_at(name, list(some), done)
                return
            logger.exception("A document could not be built: %s %s", name, *wanted)
            done.failed += 1
            done.looked_at += len(rows)
            _try_later(rows)
            return
    done.looked_at += len(rows)
    PendingChange.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _try_later(rows: Iterable[PendingChange]) -> None:
    """After a minute, then after twice as long each time, an hour at most."""
    for row in rows:
        row.tries += 1
        row.due = timezone.now() + min(timedelta(minutes=2 ** (row.tries - 1)), LONGEST_WAIT)
        row.problem = "It could not be built; the server’s log says why."
        row.save(update_fields=["tries", "due", "problem"])


def bring_up_to_date(kind: kinds.Kind, uuids: Collection[UUID]) -> list[Change]:
    """Build those things as they are public now and write what is another. The caller holds the lock."""
    subjects = list(kind.public(uuids))
    noting = webhooks.begin(kind.name, uuids)
    changes = write(kind, uuids, build(kind, subjects))
    noting.note(changes)
    return changes


def build(kind: kinds.Kind, subjects: Iterable[Subject]) -> list[Built]:
    """The documents of those things, all of one language at once."""
    by_language: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        by_language[subject.language].append(subject)
    found = []
    for language, some in by_language.items():
        builder = Builder(language)
        with translation.override(language), timezone.override(None):  # an editor's own time zone is not the site's
            documents = kind.build(some, builder)
        for subject, document in zip(some, documents, strict=True):
            found.append(Built(subject, document, builder.dependencies_of(document)))
    pictures.check()
    return found
