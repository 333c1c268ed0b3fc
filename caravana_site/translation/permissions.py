"""Who may translate, read and publish what. An administrator may everything; everybody else what their pairs allow."""

from typing import Any

from wagtail_localize.models import Translation

from . import segments
from .models import LanguagePair, TranslationTask


def pairs(user: Any) -> set[tuple[int, int]]:
    """The languages, source and target, that the person's groups translate."""
    if not user.is_active:
        return set()
    return set(
        LanguagePair.objects.filter(group__user=user).values_list("source_locale_id", "target_locale_id").distinct()
    )


def sees_queue(user: Any) -> bool:
    """Whether there is anything of the queue for that person."""
    return bool(user.is_active and (user.is_superuser or pairs(user)))


def may_translate(user: Any, translation: Translation) -> bool:
    """Whether the person may write its texts."""
    if user.is_active and user.is_superuser:
        return True
    return (translation.source.locale_id, translation.target_locale_id) in pairs(user)


def needs_other_eyes(user: Any, task: TranslationTask) -> bool:
    """Whether the person had a hand in what would go public, and every group of theirs asks for a second reader."""
    if user.is_superuser:
        return False
    demands = LanguagePair.objects.filter(
        group__user=user,
        source_locale=task.translation.source.locale_id,
        target_locale=task.translation.target_locale_id,
    ).values_list("four_eyes", flat=True)
    return bool(demands) and all(demands) and (task.sent_by_id == user.pk or _wrote(user, task))


def _wrote(user: Any, task: TranslationTask) -> bool:
    return any(
        line.text is not None
        and line.text.last_translated_by_id == user.pk
        and task.published_texts.get(line.key) != line.text.data
        for line in segments.lines_of(task.translation)
    )
