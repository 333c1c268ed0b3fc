"""Who may answer which question: whoever may edit what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import SegmentQuestion

RELATED = (
    "task__translation__source__locale",
    "task__translation__source__specific_content_type",
    "task__translation__target_locale",
    "string",
    "asked_by",
    "answered_by",
)


def open_questions() -> Any:
    """Those without an answer, of translations that go on, the oldest first."""
    return SegmentQuestion.objects.open().filter(task__translation__enabled=True).select_related(*RELATED)


def answerable(questions: Iterable[SegmentQuestion], user: Any) -> list[SegmentQuestion]:
    """Those that the person may answer; two queries for all that are about pages."""
    asked = list(questions)
    keys = {question.task.translation.source.object_id for question in asked}
    editable: dict[Any, set[int]] = defaultdict(set)
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    for key, locale in pages.filter(translation_key__in=keys).values_list("translation_key", "locale"):
        editable[key].add(locale)
    return [question for question in asked if _is_editable(question.task.translation.source, user, editable)]


def _is_editable(source: Any, user: Any, pages: dict[Any, set[int]]) -> bool:
    model = source.specific_content_type.model_class()
    if model is None:
        return False
    if issubclass(model, Page):
        return source.locale_id in pages.get(source.object_id, ())
    return bool(user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"))
