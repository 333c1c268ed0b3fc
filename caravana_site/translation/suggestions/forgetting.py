"""Taking out of the translators' tables what may not be kept: words of an interview whose consent was taken back."""

from uuid import UUID

from django.db.models import Model, Q
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslationContext,
)

from caravana_site.translation.models import SegmentQuestion, Suggestion, TextVersion, TranslationTask

TABLES: tuple[type[Model], ...] = (
    TextVersion,
    SegmentQuestion,
    StringSegment,
    TemplateSegment,
    RelatedObjectSegment,
    OverridableSegment,
)


def forget(path: str) -> None:
    """Everything that translators have of the texts whose path begins so, and the sentences that nothing else uses."""
    contexts = TranslationContext.objects.filter(path__startswith=path)
    keys = set(contexts.values_list("pk", flat=True))
    words = set(StringSegment.objects.filter(context__in=keys).values_list("string", flat=True))
    words |= set(StringTranslation.objects.filter(context__in=keys).values_list("translation_of", flat=True))
    words |= set(TextVersion.objects.filter(context__in=keys).values_list("string", flat=True))
    _forget_what_was_public(set(contexts.values_list("object", flat=True)), keys)
    _forget_proposals(words)
    for model in TABLES:
        model._default_manager.filter(context__in=keys).delete()
    StringTranslation.objects.filter(context__in=keys).delete()
    SegmentOverride.objects.filter(context__in=keys).delete()
    contexts.delete()
    String.objects.filter(pk__in=words, segments=None, translations=None).delete()


def _forget_what_was_public(objects: set[UUID], contexts: set[int]) -> None:
    """The copy of the last publication, by which a task tells what has changed."""
    gone = {str(key) for key in contexts}
    for task in TranslationTask.objects.filter(translation__source__object__in=objects):
        kept = {key: text for key, text in task.published_texts.items() if key.split(":")[0] not in gone}
        if kept != task.published_texts:
            task.published_texts = kept
            task.save(update_fields=["published_texts"])


def _forget_proposals(words: set[int]) -> None:
    """What was proposed elsewhere because of these words: the next run proposes what is left."""
    texts = list(String.objects.filter(pk__in=words).values_list("data", flat=True))
    texts += StringTranslation.objects.filter(translation_of__in=words).values_list("data", flat=True)
    Suggestion.objects.filter(Q(matched__in=texts) | Q(text__in=texts)).delete()
