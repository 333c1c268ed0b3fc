"""The list of the queue: tasks narrowed by a query string that may hold anything, and what is said of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from caravana_site.common.languages import name_of as language_name
from caravana_site.common.listings import ChoicesForm, QueryField

from ..models import SegmentQuestion, TranslationTask
from ..models.tasks import TaskState
from . import access
from .taking import by_urgency

ON_A_PAGE = 30
MINE, NOBODY = "mine", "nobody"
RELATED = ("translation__source__locale", "translation__target_locale", "assignee", "sent_by")

_questions = SegmentQuestion.objects.filter(task=OuterRef("pk"))
_pages = Page.objects.filter(
    translation_key=OuterRef("translation__source__object_id"), locale=OuterRef("translation__target_locale")
)
_machine = StringTranslation.objects.filter(
    context__object=OuterRef("translation__source__object_id"),
    locale=OuterRef("translation__target_locale"),
    translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
)
MARKS = {
    "asked": Exists(_questions.filter(answered_at=None)),
    "answered": Exists(_questions.filter(answered_at__isnull=False, seen_at=None)),
    "machine": Exists(_machine),
    "locked": Exists(_pages.filter(locked=True)),
}
ORDERS: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "": (_("The most urgent first"), by_urgency),
    "waiting": (
        _("The longest waiting first"),
        lambda rows: rows.order_by(F("waiting_since").asc(nulls_last=True), "pk"),
    ),
    "due": (_("By the day due"), lambda rows: rows.order_by(F("due_on").asc(nulls_last=True), "pk")),
    "short": (_("The fewest words left first"), lambda rows: rows.order_by("words_left", "pk")),
    "long": (_("The most words left first"), lambda rows: rows.order_by("-words_left", "pk")),
    "title": (_("By title"), lambda rows: rows.order_by("translation__source__object_repr", "pk")),
}


class QueueForm(ChoicesForm):
    """The filters."""

    q = QueryField()
    state = forms.ChoiceField(label=_("State"), required=False)
    pair = forms.ChoiceField(label=_("Languages"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    who = forms.ChoiceField(label=_("Assigned to"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False)
    stale = forms.BooleanField(label=_("Out of date"), required=False)
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    asked = forms.BooleanField(label=_("Waits for an answer"), required=False)
    answered = forms.BooleanField(label=_("Has a new answer"), required=False)

    def __init__(self, data: QueryDict, tasks: QuerySet[TranslationTask], user: Any) -> None:
        self.user, self.tasks = user, tasks
        offered: dict[str, list[tuple[str, Any]]] = {
            "state": [("", _("All that waits")), *TaskState.choices],
            "pair": [("", _("Any")), *_pairs(tasks)],
            "kind": [("", _("Any")), *_kinds(tasks)],
            "who": [
                ("", _("Anybody")),
                (MINE, _("Me")),
                (NOBODY, _("Nobody")),
                *((str(one.pk), access.name_of(one)) for one in access.people() if one.pk != user.pk),
            ],
            "order": [(key, label) for key, (label, _sorted) in ORDERS.items()],
        }
        super().__init__(data, offered)

    def narrow(self) -> QuerySet[TranslationTask]:
        """The tasks that answer to all of it, with their marks, in the order asked for."""
        asked = self.cleaned_data
        state = asked.get("state")
        rows = self.tasks.annotate(**MARKS)
        rows = rows.filter(state=state) if state else rows.exclude(state=TaskState.DONE)
        if words := asked.get("q"):
            rows = rows.filter(translation__source__object_repr__icontains=words)
        if pair := asked.get("pair"):
            source, target = pair.split("-")
            rows = rows.filter(
                translation__source__locale__language_code=source, translation__target_locale__language_code=target
            )
        if kind := asked.get("kind"):
            rows = rows.filter(translation__source__specific_content_type=int(kind))
        rows = self._whose(rows, asked.get("who"))
        return self._marked(rows, asked)

    def _whose(self, rows: QuerySet[TranslationTask], who: str | None) -> QuerySet[TranslationTask]:
        if not who:
            return rows
        if who == NOBODY:
            return rows.filter(assignee=None)
        return rows.filter(assignee=self.user.pk if who == MINE else int(who))

    def _marked(self, rows: QuerySet[TranslationTask], asked: dict[str, Any]) -> QuerySet[TranslationTask]:
        if asked.get("stale"):
            rows = rows.filter(stale_since__isnull=False)
        if asked.get("overdue"):
            rows = rows.filter(due_on__lt=timezone.localdate()).exclude(state=TaskState.DONE)
        wanted = [name for name in ("asked", "answered") if asked.get(name)]
        rows = rows.filter(Q(*((name, True) for name in wanted)))
        sort = ORDERS[asked.get("order") or ""][1]
        found: QuerySet[TranslationTask] = sort(rows)
        return found


def _pairs(tasks: QuerySet[TranslationTask]) -> Iterator[tuple[str, str]]:
    codes = tasks.order_by().values_list(
        "translation__source__locale__language_code", "translation__target_locale__language_code"
    )
    for source, target in sorted(set(codes.distinct())):
        yield f"{source}-{target}", pair_name(source, target)


def pair_name(source: str, target: str) -> str:
    """“català → castellà”, in the language of the administration."""
    return f"{language_name(source).lower()} → {language_name(target).lower()}"


def _kinds(tasks: QuerySet[TranslationTask]) -> list[tuple[str, str]]:
    keys = tasks.order_by().values_list("translation__source__specific_content_type", flat=True).distinct()
    return sorted(((str(key), kind_name(key)) for key in keys), key=lambda one: slugify(one[1]))


def kind_name(content_type: int) -> str:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return str(capfirst(model._meta.verbose_name)) if model else "—"


@dataclass(frozen=True)
class Row:
    """A task as the list says it."""

    task: Any
    today: date

    @property
    def title(self) -> str:
        return str(self.task.translation.source.object_repr)

    @property
    def kind(self) -> str:
        return kind_name(self.task.translation.source.specific_content_type_id)

    @property
    def source_language(self) -> str:
        return str(self.task.translation.source.locale.language_code)

    @property
    def pair(self) -> str:
        return pair_name(self.source_language, self.task.translation.target_locale.language_code)

    @property
    def who(self) -> str:
        return access.name_of(self.task.assignee) if self.task.assignee else ""

    @property
    def days(self) -> int | None:
        since = self.task.waiting_since
        return None if since is None else (self.today - timezone.localdate(since)).days

    @property
    def percent(self) -> int:
        """Of the words; 100 only when none is left."""
        total, left = self.task.words_total, self.task.words_left
        return 100 if not left else (total - left) * 100 // total

    @property
    def days_late(self) -> int:
        """How many days it is overdue; negative while there is time, and whatever is done is never late."""
        return (self.today - self.task.due_on).days if self.task.due_on else 0

    @property
    def is_late(self) -> bool:
        return self.days_late > 0 and self.task.state != TaskState.DONE

    @property
    def is_for_review(self) -> bool:
        return bool(self.task.state == TaskState.REVIEW)


class Queue:
    """What is drawn."""

    def __init__(self, data: QueryDict, user: Any) -> None:
        self.form = QueueForm(data, access.visible(user), user)

    @cached_property
    def page(self) -> Any:
        rows = self.form.narrow().select_related(*RELATED).defer("published_texts")
        return self.form.page_of(rows, ON_A_PAGE)

    @property
    def rows(self) -> list[Row]:
        today = timezone.localdate()
        return [Row(task, today) for task in self.page.object_list]
