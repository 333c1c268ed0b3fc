"""E-mails of the queue, in batches: one a person and working day, early, with what is new since the last one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from caravana_site.common import letters
from caravana_site.common.editors import language_of

from .. import permissions, tasks
from ..models import DigestSent, SegmentQuestion, TranslationTask
from ..models.tasks import TaskState
from . import access, answering
from .digest_words import letter
from .listing import RELATED

FROM_HOUR, TO_HOUR = 7, 9  # of Madrid
SETTLED = timedelta(minutes=2)
"""What is younger may still be in somebody's open transaction: it waits for the next message, and none is missed."""
BEGINNING = datetime(2000, 1, 1, tzinfo=timezone.get_fixed_timezone(0))

_holidays: list[Callable[[date], bool]] = []


def register_holidays(is_holiday: Callable[[date], bool]) -> None:
    """Have no mail sent on such days; the same one may come twice, since tests start apps again."""
    if is_holiday not in _holidays:
        _holidays.append(is_holiday)


@dataclass
class News:
    """What there is to tell one person."""

    to_translate: list[Any] = field(default_factory=list)
    to_review: list[Any] = field(default_factory=list)
    overdue: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


def send_digests(at: datetime | None = None) -> int:
    """The clock's job: write to each person who has not been written to today; returns to how many it did."""
    at = at or timezone.now()
    here = timezone.localtime(at)
    is_time = FROM_HOUR <= here.hour < TO_HOUR and here.isoweekday() <= 5
    if not is_time or any(is_holiday(here.date()) for is_holiday in _holidays):
        return 0
    return sum(_write_to(person, at) for person in _people())


def _people() -> list[Any]:
    """Members of the groups who enter the administration and have an address."""
    everybody: Any = get_user_model()._default_manager
    found = everybody.filter(is_active=True, groups__isnull=False).exclude(email="").distinct()
    return [one for one in found.select_related("wagtail_userprofile") if one.has_perm("wagtailadmin.access_admin")]


@transaction.atomic
def _write_to(person: Any, at: datetime) -> bool:
    """Whether there was something to tell. What was told is kept in the transaction that keeps the message."""
    DigestSent.objects.get_or_create(user=person, defaults={"told_until": BEGINNING})
    sent = DigestSent.objects.select_for_update().get(user=person)
    if timezone.localdate(sent.told_until) >= timezone.localdate(at):
        return False
    until = at - SETTLED
    news = news_for(person, sent.told_until, until)
    if not news:
        return False
    letters.send(lambda: letter(news), person.email, language=language_of(person) or settings.LANGUAGE_CODE)
    sent.told_until = until
    sent.save()
    return True


def news_for(person: Any, since: datetime, until: datetime) -> News:
    """What has come about for that person after `since` and until `until`."""
    window = (since, until)
    asked = answering.open_questions().filter(asked_at__gt=since, asked_at__lte=until).exclude(asked_by=person)
    news = News(
        answers=list(
            SegmentQuestion.objects.unread()
            .filter(asked_by=person, answered_at__gt=since, answered_at__lte=until)
            .select_related(*answering.RELATED)
        ),
        questions=answering.answerable(asked, person),
    )
    if permissions.pairs(person):
        _add_tasks(news, person, window)
    return news


def _add_tasks(news: News, person: Any, window: tuple[datetime, datetime]) -> None:
    since, until = window
    rows = access.visible(person).select_related(*RELATED).defer("published_texts").order_by("waiting_since", "pk")
    own = rows.filter(Q(assignee=None) | Q(assignee=person))
    told = SegmentQuestion.objects.filter(task=OuterRef("pk"), pk__in=[question.pk for question in news.answers])
    news.to_translate = list(
        own.filter(~Exists(told), state=TaskState.TRANSLATE, waiting_since__gt=since, waiting_since__lte=until)
    )
    sent = rows.filter(state=TaskState.REVIEW, sent_at__gt=since, sent_at__lte=until).exclude(sent_by=person)
    news.to_review = [task for task in sent if _publishes(person, task)]
    news.overdue = list(
        own.exclude(state=TaskState.DONE).filter(
            due_on__gte=timezone.localdate(since), due_on__lt=timezone.localdate(until)
        )
    )


def _publishes(person: Any, task: TranslationTask) -> bool:
    return tasks.may_publish(person, task.translation)
