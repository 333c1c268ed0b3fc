"""What translators ask the authors of a text."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment

from . import permissions
from .models import SegmentQuestion, TranslationTask


def ask(task: TranslationTask, segment: StringSegment, user: Any, text: str) -> SegmentQuestion:
    """Ask the author about one text. Raises PermissionDenied, or ValidationError when there is no question."""
    if not permissions.may_translate(user, task.translation):
        raise PermissionDenied
    question = SegmentQuestion(
        task=task, context=segment.context, string=segment.string, text=text.strip(), asked_by=user
    )
    _refuse_long("text", text.strip())
    question.full_clean(exclude=["answer", "answered_by", "answered_at"])
    question.save()
    return question


@transaction.atomic
def answer(question: SegmentQuestion, user: Any, text: str) -> None:
    """Answer it, whereupon its task is one that waits again.

    Raises ValidationError when there is no answer, or somebody has given one already.
    """
    if not text.strip():
        raise ValidationError(_("Write an answer."))
    _refuse_long("answer", text.strip())
    if not SegmentQuestion.objects.select_for_update().open().filter(pk=question.pk).exists():
        raise ValidationError(_("Somebody has answered it meanwhile."))
    question.answer, question.answered_by, question.answered_at = text.strip(), user, timezone.now()
    question.full_clean(exclude=["asked_by"])
    question.save()
    TranslationTask.objects.filter(pk=question.task_id).update(waiting_since=timezone.now())


def _refuse_long(name: str, text: str) -> None:
    """A text field's own length is only asked by its form, and there is none."""
    field: Any = SegmentQuestion._meta.get_field(name)
    longest = field.max_length
    if len(text) > longest:
        raise ValidationError(
            _("“%(start)s” has %(length)d characters; at most %(longest)d fit.")
            % {"start": Truncator(text).chars(40), "length": len(text), "longest": longest}
        )


def answered(tasks: Iterable[TranslationTask]) -> Iterable[SegmentQuestion]:
    """The answers about those tasks that whoever asked has not read yet."""
    return SegmentQuestion.objects.filter(task__in=list(tasks), seen_at=None).exclude(answered_at=None)


def seen(questions: Iterable[SegmentQuestion], user: Any) -> None:
    """The person has read the answers to those of the questions that are theirs."""
    mine = [question.pk for question in questions if question.asked_by_id == user.pk]
    SegmentQuestion.objects.unread().filter(pk__in=mine).update(seen_at=timezone.now())
