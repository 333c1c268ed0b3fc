"""What becomes of the translators' work when a page or term is deleted.

With one language nothing is lost (`WAGTAILLOCALIZE_DISABLE_ON_DELETE`): the texts wait for a new submission, and the
other language stays as a page of its own. With the last one everything goes, so that no text outlives its page.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import TranslatableMixin
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
)

from .carried import parent_key
from .models import TranslationTask


def connect() -> None:
    """Listen to whatever is deleted."""
    post_delete.connect(_deleted, dispatch_uid="translation.deletions")


def _deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if not issubclass(sender, TranslatableMixin) or parent_key(sender) is not None:
        return
    key = instance.translation_key
    if not TranslatableObject.objects.filter(translation_key=key).exists():
        return
    if sender._default_manager.filter(translation_key=key).exists():
        _to_begin_again(key, instance.locale_id)
    else:
        forget(key)


def _to_begin_again(key: Any, locale: int) -> None:
    """A translation that was deleted and is submitted again waits for whoever publishes it, with its texts."""
    TranslationTask.objects.filter(translation__source__object_id=key, translation__target_locale=locale).update(
        state=TranslationTask.State.TRANSLATE,
        waiting_since=timezone.now(),
        stale_since=None,
        sent_by=None,
        sent_at=None,
        published_texts={},
        published_shape="",
        count_again=True,
    )


def forget(key: Any) -> None:
    """Remove all that translators have of an object, with the sentences that nothing else uses."""
    texts = StringTranslation.objects.filter(context__object_id=key)
    found = StringSegment.objects.filter(context__object_id=key)
    words = {*texts.values_list("translation_of", flat=True), *found.values_list("string", flat=True)}
    for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment):
        model.objects.filter(context__object_id=key).delete()
    SegmentOverride.objects.filter(context__object_id=key).delete()
    texts.delete()
    TranslatableObject.objects.filter(translation_key=key).delete()
    String.objects.filter(pk__in=words, segments=None, translations=None).delete()
