"""Terms that a page names and that are not translated yet: they are submitted, offered, sent and published with it."""

from collections import defaultdict
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import RelatedObjectSegment, Translation, TranslationSource

from .models import TranslationTask


def tasks_beside(task: TranslationTask) -> list[TranslationTask]:
    """What else waits for whoever translates the task, the terms in the order of the page."""
    objects = list(
        RelatedObjectSegment.objects.filter(source=task.translation.source_id)
        .order_by("order")
        .values_list("object", flat=True)
    )
    if not objects:
        return []
    waiting = (
        TranslationTask.objects.waiting()
        .filter(
            translation__source__object__in=objects,
            translation__source__locale=task.translation.source.locale_id,
            translation__target_locale=task.translation.target_locale_id,
        )
        .select_related(
            "translation__source__locale", "translation__source__specific_content_type", "translation__target_locale"
        )
    )
    return sorted(waiting, key=lambda one: objects.index(one.translation.source.object_id))


def lacking(translation: Translation) -> list[Any]:
    """The source's terms that have no row in the language of the translation; a query or two for each kind of term."""
    segments = RelatedObjectSegment.objects.filter(source=translation.source_id).select_related("object__content_type")
    by_model = defaultdict(set)
    for segment in segments:
        by_model[segment.object.content_type.model_class()].add(segment.object_id)
    found: list[Any] = []
    for model, keys in by_model.items():
        if issubclass(model, Page):
            continue  # a link to a page follows its reader's language
        there = model._default_manager.filter(translation_key__in=keys)
        translated = there.filter(locale=translation.target_locale_id).values_list("translation_key", flat=True)
        if absent := keys - set(translated):
            found += there.filter(translation_key__in=absent, locale=translation.source.locale_id)
    return found


def submit(translation: Translation) -> None:
    """Give the terms that the page lacks a translation of their own, and so a task. Nothing of them is written."""
    for term in lacking(translation):
        source, _made = TranslationSource.get_or_create_from_instance(term)
        Translation.objects.get_or_create(source=source, target_locale=translation.target_locale)
