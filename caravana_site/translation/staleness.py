"""When a source changes: its texts are read anew, and its translations told at once what they lack.

Only what is public counts: a draft changes nothing. A mere shared value bothers nobody (`shared_values` carries it).
Where texts are new, the task is one that waits again; where they only went away, or a picture or a link is another,
there is nothing to translate and only to publish; and a source that is again as it was when the translation was
published makes it done.
"""

import json
from functools import partial
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation, TranslationSource

from . import page_terms, previous, segments, shapes, shared_terms
from .models import TranslationTask


def connect() -> None:
    """Listen to publications of pages and to whatever is saved that has no drafts."""
    page_published.connect(_page_published, dispatch_uid="translation.staleness")
    post_save.connect(_term_saved, dispatch_uid="translation.stale_terms")


def _page_published(sender: type[Page], instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """Signal handler. One that is to go live later is no change yet."""
    if instance.live and not alias:
        _refresh(instance.translation_key, instance.locale_id)


def _term_saved(sender: type[Model], instance: Any, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    """Signal handler. The rows of a term are written after it, each by itself: it is read once they all are."""
    if raw or not shared_terms.is_term(sender) or (created and shared_terms.whole(instance) is instance):
        return
    term = shared_terms.whole(instance)
    transaction.on_commit(partial(_refresh, term.translation_key, term.locale_id))


def _refresh(key: Any, locale: int) -> None:
    source = TranslationSource.objects.filter(object_id=key, locale=locale).select_related("locale").first()
    if source is not None:
        refresh(source)


@transaction.atomic
def refresh(source: TranslationSource) -> None:
    """Read the public source anew, propose the old translations of what changed, and tell the tasks."""
    instance = source.specific_content_type.model_class()._default_manager.filter(
        translation_key=source.object_id, locale=source.locale_id
    )
    there = instance.first()
    if there is None:
        return
    translations = list(source.translations.select_related("source", "target_locale"))
    before = segments.by_translation(translations)
    shape = shapes.of(source, before.values())
    if shapes.reads_the_same(source, there):
        _keep_values(source, there)
        return
    earlier = {one.pk: previous.gather(one, before[one.pk]) for one in translations}
    source.update_from_db()
    for one in translations:
        one.source = source
    after = segments.by_translation(translations)
    for one in translations:
        previous.propose(one, after[one.pk], earlier[one.pk])
        if one.enabled:
            page_terms.submit(one)
        _tell(one, after[one.pk], shape)


def _keep_values(source: TranslationSource, instance: Any) -> None:
    """What is no text still belongs to the source from which the next translation is made."""
    if isinstance(instance, ClusterableModel):
        content = instance.to_json()
    else:
        content = json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)
    TranslationSource.objects.filter(pk=source.pk).update(content_json=content, last_updated_at=timezone.now())


def _tell(translation: Translation, lines: list[segments.Line], shape_before: str) -> None:
    task, _made = TranslationTask.objects.select_for_update().get_or_create(translation=translation)
    now = timezone.now()
    public = is_public(translation)
    shape = shapes.of(translation.source, [lines])
    same = shape == (task.published_shape or shape_before)
    states = TranslationTask.State
    if any(line.is_read and not line.is_confirmed for line in lines):
        if public:
            task.stale_since = task.stale_since or now
        if task.state != states.TRANSLATE:
            task.state, task.waiting_since = states.TRANSLATE, now
            task.sent_by = task.sent_at = None
        task.waiting_since = task.waiting_since or now
    elif public and same and as_published(task, lines):
        task.state, task.waiting_since, task.stale_since = states.DONE, None, None
    elif public and not same and task.state == states.DONE:
        task.state, task.waiting_since, task.stale_since = states.REVIEW, now, now
    task.count_again = True
    task.save()


def is_public(translation: Translation) -> bool:
    """Whether readers see what the translation writes; a term is public as soon as it is there."""
    model = translation.source.specific_content_type.model_class()
    there = model._default_manager.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id
    )
    return bool((there.filter(live=True, alias_of=None) if issubclass(model, Page) else there).exists())


def as_published(task: TranslationTask, lines: list[segments.Line]) -> bool:
    """Whether every text is the one that readers see."""
    return all(
        line.text is not None and task.published_texts.get(line.key) == line.text.data for line in lines if line.is_read
    )
