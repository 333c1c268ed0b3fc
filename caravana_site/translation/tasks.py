"""What happens to a task of the translators' queue: every screen goes through here."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationLog

from . import guards, page_terms, permissions, segments, shapes
from .models import TranslationTask


@transaction.atomic
def take(task: TranslationTask, user: Any) -> None:
    """Hand the task to that person, who has to be allowed to translate it. Raises PermissionDenied."""
    if not permissions.may_translate(user, task.translation):
        raise PermissionDenied
    task.assignee = user
    task.save(update_fields=["assignee"])


@transaction.atomic
def send(task: TranslationTask, user: Any) -> None:
    """Send it to whoever publishes, with those of its terms that lack nothing.

    Raises PermissionDenied, or ValidationError with what the translation lacks.
    """
    if not permissions.may_translate(user, task.translation):
        raise PermissionDenied
    if lacking := guards.missing(task.translation):
        not_sent = _("Not sent: %(number)d texts are still to translate or to confirm. %(texts)s%(more)s")
        raise ValidationError(guards.sentence(lacking, not_sent))
    for term in page_terms.tasks_beside(task):
        if term.state == TranslationTask.State.TRANSLATE and not guards.missing(term.translation):
            send(term, user)
    task.state = TranslationTask.State.REVIEW
    task.sent_by, task.sent_at = user, timezone.now()
    task.returned_note = ""
    task.save(update_fields=["state", "sent_by", "sent_at", "returned_note"])


@transaction.atomic
def give_back(task: TranslationTask, user: Any, note: str) -> None:
    """Return it to the translator. Raises PermissionDenied, or ValidationError when it is not said what to mend."""
    if not may_publish(user, task.translation):
        raise PermissionDenied
    if not note.strip():
        raise ValidationError(_("Say what is to be mended."))
    task.state, task.returned_note = TranslationTask.State.TRANSLATE, note.strip()
    task.assignee = task.sent_by or task.assignee
    task.waiting_since = timezone.now()
    task.save(update_fields=["state", "returned_note", "assignee", "waiting_since"])


@transaction.atomic
def publish(task: TranslationTask, user: Any) -> None:
    """Make the translation public as it stands, after those of its terms that lack nothing and that the person may.

    Raises PermissionDenied, or ValidationError with the reason: what it lacks, who has to read it first, or what the
    page itself refuses.
    """
    if not may_publish(user, task.translation):
        raise PermissionDenied
    refuse_own(user, task)
    refuse_locked(user, task.translation)
    for term in page_terms.tasks_beside(task):
        may = may_publish(user, term.translation) and not permissions.needs_other_eyes(user, term)
        if may and not guards.missing(term.translation):
            publish(term, user)
    task.translation.save_target(user=user, publish=True)


def may_publish(user: Any, translation: Translation) -> bool:
    """Whether the person may make the target public, by Wagtail's own permission and by the pair."""
    if not permissions.may_translate(user, translation):
        return False
    model = translation.source.specific_content_type.model_class()
    if not issubclass(model, Page):
        return bool(user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"))
    target = guards.existing_page(translation)
    if target is None:
        return bool(user.is_superuser)
    return bool(target.permissions_for_user(user).can_publish())


def refuse_own(user: Any, task: TranslationTask) -> None:
    """Raise ValidationError when somebody else has to read it before that person publishes it."""
    if permissions.needs_other_eyes(user, task):
        raise ValidationError(guards.own())


def refuse_locked(user: Any, translation: Translation) -> None:
    """Raise ValidationError when the page that the translation writes is locked for that person."""
    target = guards.existing_page(translation)
    lock = target.specific.get_lock() if target is not None else None
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("This page is locked, so nothing of it is published until it is unlocked."))


def published(translation: Translation) -> None:
    """The translation was made public as it stands: nobody waits for it, unless it still lacks something."""
    task, _made = TranslationTask.objects.get_or_create(translation=translation)
    lines = segments.lines_of(translation)
    task.published_texts = {line.key: line.text.data for line in lines if line.text is not None and line.is_confirmed}
    task.published_shape = shapes.of(translation.source, [lines])
    lacks = any(line.is_read and not line.is_confirmed for line in lines)
    task.state = TranslationTask.State.TRANSLATE if lacks else TranslationTask.State.DONE
    task.waiting_since = (task.waiting_since or timezone.now()) if lacks else None
    task.stale_since = task.sent_by = task.sent_at = None
    task.returned_note = ""
    task.count_again = True
    task.save()


def page_published(sender: Any, instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """Signal handler: a page went live, by whatever screen or the clock. One that is scheduled has not yet."""
    if instance.live and not alias and (translation := guards.translation_of(instance)) is not None:
        published(translation)


def term_written(sender: Any, instance: TranslationLog, created: bool, **kwargs: Any) -> None:
    """Signal handler: wagtail-localize wrote a target. A term has no drafts: with that it is public."""
    if created and not issubclass(instance.source.specific_content_type.model_class(), Page):
        published(Translation.objects.get(source=instance.source_id, target_locale=instance.locale_id))
