"""Finding and mending documents that do not say what is public, whatever the reason.

Nothing should ever be found: a finding is a dependency that was not noted, or rows written past Django. So each is
told, and so is whatever Wagtail's own index of references knows of a page that its documents were not built from.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from caravana_site.api import kinds
from caravana_site.api.models import Change, Dependency, Document, Reconciliation

from . import keys, locking, pictures
from .projector import AT_ONCE, bring_up_to_date, changed, project_all
from .writing import pack_again

TOLD_EVERY = 500
Tell = Callable[[str, int, int], None]
"""Gets a kind's name, how many things of it were looked at, and how many there are."""


@dataclass
class Found:
    """What was looked at, what had to be mended, and what was not noted as a dependency."""

    looked_at: int = 0
    mended: list[Change] = field(default_factory=list)
    not_noted: list[str] = field(default_factory=list)


def reconcile(tell: Tell = lambda kind, done, total: None) -> Found:
    """Everything, a few things a transaction. What was stopped goes on with the next identity."""
    found = Found()
    for kind in kinds.all_kinds():
        _reconcile(kind, found, tell)
    return found


def complete(tell: Tell = lambda kind, done, total: None) -> int:
    """What has no document at all gets its own, after whatever was noted; returns how many documents were written.

    For content that was there before the documents were, or came past Django. Where nothing lacks, a query a kind.
    """
    written = project_all()
    for kind in kinds.all_kinds():
        there = set(Document.objects.public().of(kind.name).values_list("uuid", flat=True))
        lacking = sorted(set(kind.identities()) - there, key=str)
        for start in range(0, len(lacking), AT_ONCE):
            made = pictures.cut_outside(partial(_make, kind, lacking[start : start + AT_ONCE]))
            if made:
                changed.send(sender=Change, changes=made)
            written += len(made)
            tell(kind.name, min(start + AT_ONCE, len(lacking)), len(lacking))
    return written


def after_seeding(say: Callable[[str], None], past_signals: bool) -> None:
    """What programs read is complete when the content is; all is compared only where no signal told of it."""

    def tell(kind: str, done: int, total: int) -> None:
        if done % TOLD_EVERY == 0 and done < total:
            say(f"  documents of {kind}: {done} of {total}")

    written = complete(tell)
    if past_signals:
        written += len(reconcile(tell).mended)
    say(f"  documents: {written} written" if written else "  documents: nothing to do")


def _make(kind: kinds.Kind, some: list[UUID]) -> list[Change]:
    with transaction.atomic():
        locking.take()
        return bring_up_to_date(kind, some)


def nightly() -> None:
    """A job of the clock."""
    reconcile()


def after_restore(**kwargs: Any) -> None:
    """Signal handler: all of it from the beginning, wherever a walk stood when the backup was made."""
    Reconciliation.objects.update(after=None)
    reconcile()


def _reconcile(kind: kinds.Kind, found: Found, tell: Tell) -> None:
    walk, _made = Reconciliation.objects.get_or_create(kind=kind.name)
    if walk.after is None:
        walk.started, walk.finished, walk.looked_at, walk.mended = timezone.now(), None, 0, 0
    stored = Document.objects.public().of(kind.name).values_list("uuid", flat=True)
    wanted = sorted({*kind.identities(), *stored}, key=str)
    left = iter([uuid for uuid in wanted if walk.after is None or str(uuid) > str(walk.after)])
    while some := list(islice(left, AT_ONCE)):
        mended = pictures.cut_outside(partial(_mend, kind, some, walk))
        if mended:
            changed.send(sender=Change, changes=mended)
        found.looked_at += len(some)
        found.mended += mended
        found.not_noted += _not_noted(kind, some)
        tell(kind.name, walk.looked_at, len(wanted))
    walk.after, walk.finished = None, timezone.now()
    walk.save()


def _mend(kind: kinds.Kind, some: list[UUID], walk: Reconciliation) -> list[Change]:
    """A few things, and how far the walk has come, in one transaction."""
    with transaction.atomic():
        locking.take()
        mended = bring_up_to_date(kind, some)
        pack_again(kind, some)
        walk.after = some[-1]
        walk.looked_at += len(some)
        walk.mended += len(mended)
        walk.save()
    return mended


def _not_noted(kind: kinds.Kind, uuids: list[UUID]) -> Iterator[str]:
    """What the pages refer to, of models that the kind watches, and their documents were not built from."""
    watched = {ContentType.objects.get_for_model(model).pk: model for model in kind.watches}
    built_from: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    noted = Dependency.objects.filter(document__kind=kind.name, document__uuid__in=uuids)
    for uuid, language, key in noted.values_list("document__uuid", "document__language", "key"):
        built_from[uuid, language].add(key)
    for model in kind.models:
        if not issubclass(model, Page):
            continue
        there = model._default_manager.filter(translation_key__in=uuids, live=True)
        rows = there.values_list("pk", "translation_key", "locale__language_code")
        things = {str(pk): (uuid, language) for pk, uuid, language in rows}
        for reference in ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(model),
            object_id__in=list(things),
            to_content_type__in=list(watched),
        ):
            uuid, language = thing = things[reference.object_id]
            key = keys.key_of(watched[reference.to_content_type_id], reference.to_object_id)
            if thing in built_from and key not in built_from[thing]:
                yield f"{kind.name} {uuid} ({language}): {key} in {reference.model_path}"
