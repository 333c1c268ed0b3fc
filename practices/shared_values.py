"""Values of a practice that cannot wait for a translator: archiving, review, whom to write to, licence, sample.

wagtail-localize copies a synchronised field only when somebody translates again, from the source as it then was; until
then a practice would be archived in one language and offered in the other, and its letters go to an old mailbox.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Locale
from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource

from practices.models import PracticePage

AT_ONCE = (
    *("archived", "reviewed_on", "next_review", "licence", "is_sample"),
    *("relay_email", "contact_name", "contact_email", "contact_phone"),
    *("approved_by", "approved_on", "unapproved_reason"),
)


def connect() -> None:
    page_published.connect(align, sender=PracticePage, dispatch_uid="practices.shared_values")


def align(instance: PracticePage, **kwargs: Any) -> None:
    """After any language is published: the live source's values in every language, live rows and drafts."""
    versions = list(PracticePage.objects.filter(translation_key=instance.translation_key).defer_streamfields())
    source = _source(versions)
    if source is None or not source.live:
        return
    for page in versions:
        changed = {name: getattr(source, name) for name in AT_ONCE if getattr(page, name) != getattr(source, name)}
        if page.pk == source.pk or not changed:
            continue
        # The day of publishing tells the catalogue's index and caches that the page is another.
        PracticePage.objects.filter(pk=page.pk).update(**changed, last_published_at=timezone.now())
        if draft := page.latest_revision:
            draft.content |= {name: _kept(value) for name, value in changed.items()}
            draft.save(update_fields=["content"])


def _source(versions: list[PracticePage]) -> PracticePage | None:
    """The version that the others are translated from: the default language's when nobody submitted it."""
    key = versions[0].translation_key if versions else None
    locale = TranslationSource.objects.filter(object_id=key).values_list("locale", flat=True).first()
    wanted = locale or Locale.get_default().pk
    return next((page for page in versions if page.locale_id == wanted), None)


def _kept(value: Any) -> Any:
    """As a revision keeps it."""
    return value.isoformat() if isinstance(value, date) else value
