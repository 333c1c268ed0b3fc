"""The counts of the tasks. Whatever changes a text or a source marks the task; whoever reads the counts recounts."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from . import segments
from .models import TranslationSettings, TranslationTask

AT_ONCE = 50
COUNTED = ("texts_total", "texts_left", "words_total", "words_left", "count_again", "state", "waiting_since", "due_on")


def mark_text(sender: Any, instance: StringTranslation, **kwargs: Any) -> None:
    """Signal handler: a text was written, by whatever screen, or deleted."""
    if instance.context_id is not None:
        TranslationTask.objects.filter(
            translation__source__object=instance.context.object_id, translation__target_locale=instance.locale_id
        ).update(count_again=True)


def mark_source(sender: Any, instance: TranslationSource, **kwargs: Any) -> None:
    """Signal handler: the source was read anew, so its texts may be others."""
    TranslationTask.objects.filter(translation__source=instance).update(count_again=True)


def ensure_task(sender: Any, instance: Translation, created: bool, **kwargs: Any) -> None:
    """Signal handler: each translation has its task, however it was submitted."""
    if created:
        TranslationTask.objects.get_or_create(
            translation=instance, defaults={"waiting_since": timezone.now(), "due_on": new_due_day()}
        )


def new_due_day() -> date:
    """By when what begins to wait today has to be translated."""
    return timezone.localdate() + timedelta(days=TranslationSettings.load().days_to_translate)


def recount(most: int | None = None) -> int:
    """Bring every marked task up to date, or not many more than `most`; returns how many there were.

    The same queries for each fifty of them.
    """
    done = 0
    while (most is None or done < most) and (
        marked := list(
            TranslationTask.objects.filter(count_again=True)
            .select_related("translation__source", "translation__target_locale")
            .order_by("pk")[:AT_ONCE]
        )
    ):
        lines = segments.by_translation([task.translation for task in marked])
        for task in marked:
            _count(task, lines[task.translation_id])
        TranslationTask.objects.bulk_update(
            marked,
            COUNTED,
        )
        done += len(marked)
    return done


def _count(task: TranslationTask, lines: list[segments.Line]) -> None:
    read = [line for line in lines if line.is_read]
    left = [line for line in read if not line.is_confirmed]
    task.texts_total, task.texts_left = len(read), len(left)
    task.words_total, task.words_left = (sum(line.words for line in some) for some in (read, left))
    task.count_again = False
    if left and task.state == TranslationTask.State.DONE:
        task.state, task.waiting_since = TranslationTask.State.TRANSLATE, timezone.now()
        task.due_on = new_due_day()
