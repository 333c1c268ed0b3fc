"""Who sees which tasks of the queue, and who may hand them out."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase

from .. import permissions
from ..models import TranslationTask

HAND_OUT = "caravana_translation.assign_translationtask"


class ForTranslators:
    """A view for whoever translates something."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.sees_queue(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin
        return answer


def visible(user: Any) -> QuerySet[TranslationTask]:
    """The tasks along the person's language pairs; a translation that was stopped is nobody's."""
    tasks = TranslationTask.objects.filter(translation__enabled=True)
    if user.is_superuser:
        return tasks
    allowed = Q(pk__in=[])
    for source, target in permissions.pairs(user):
        allowed |= Q(translation__source__locale=source, translation__target_locale=target)
    return tasks.filter(allowed)


def may_hand_out(user: Any) -> bool:
    """Whether the person may give tasks to others and say until when."""
    return bool(user.has_perm(HAND_OUT))


def people() -> QuerySet[Any]:
    """Whoever may be given something to translate."""
    everybody: Any = get_user_model()._default_manager
    found: QuerySet[Any] = everybody.filter(is_active=True, groups__language_pairs__isnull=False).distinct()
    return found.order_by("first_name", "last_name", "username")


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())
