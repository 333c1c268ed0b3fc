"""Taking a task, handing tasks out, and by when they are due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from .. import permissions
from ..models import SegmentQuestion, TranslationTask
from ..models.tasks import TaskState
from . import access


def by_urgency(tasks: QuerySet[TranslationTask]) -> QuerySet[TranslationTask]:
    """What is overdue first, then what readers see out of date, then by the day that it is due, then by its age."""
    return tasks.annotate(
        late=Case(When(due_on__lt=timezone.localdate(), then=Value(0)), default=Value(1)),
        fresh=Case(When(stale_since__isnull=False, then=Value(0)), default=Value(1)),
    ).order_by("late", "fresh", F("due_on").asc(nulls_last=True), F("waiting_since").asc(nulls_last=True), "pk")


@transaction.atomic
def take_next(user: Any) -> TranslationTask | None:
    """Give the person the most urgent task that is theirs or nobody's; None when there is none.

    What waits for an author's answer is passed over. Two people who ask at once get two tasks: a row that one of them
    holds is not there for the other.
    """
    asked = SegmentQuestion.objects.open().filter(task=OuterRef("pk"))
    mine = Q(assignee=None) | Q(assignee=user)
    rows = access.visible(user).filter(mine, ~Exists(asked), state=TaskState.TRANSLATE)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    task = by_urgency(rows).first()
    if task is not None and task.assignee_id != user.pk:
        task.assignee = user
        task.save(update_fields=["assignee"])
    return task


@transaction.atomic
def assign(tasks: Iterable[TranslationTask], by: Any, person: Any | None) -> int:
    """Give the tasks to somebody, or with None to nobody; returns how many were left as they are.

    Those are the ones that the person may not translate and, unless `by` hands tasks out, those that somebody else has.
    Raises PermissionDenied to whoever would give them to another without handing out.
    """
    wanted = list(tasks)
    hands_out = access.may_hand_out(by)
    if not hands_out and person is not None and person.pk != by.pk:
        raise PermissionDenied
    allowed = permissions.pairs(person) if person is not None else set()
    free = person is None or (person.is_active and person.is_superuser)
    given = [
        one.pk
        for one in wanted
        if (free or (one.translation.source.locale_id, one.translation.target_locale_id) in allowed)
        and (hands_out or one.assignee_id in (None, by.pk))
    ]
    TranslationTask.objects.filter(pk__in=given).update(assignee=person)
    return len(wanted) - len(given)


def set_due(tasks: Iterable[TranslationTask], by: Any, day: date | None) -> None:
    """Say until when they are to be translated. Raises PermissionDenied."""
    if not access.may_hand_out(by):
        raise PermissionDenied
    TranslationTask.objects.filter(pk__in=[one.pk for one in tasks]).update(due_on=day)
