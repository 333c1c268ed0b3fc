"""Values of a page that cannot wait for a translator.

wagtail-localize copies a synchronised field only when somebody translates again, from the source as it then was; until
then a practice would be archived in one language and offered in the other, and a stop cancelled in one and open in the
other. A room says which fields of its page go to every language as soon as one is published.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource

Copied = Callable[[Page, Page, dict[str, Any]], None]
"""Called with the source, the version in another language and what has changed in it, once its row is written."""


def connect(model: type[Page], names: Sequence[str], *, copied: Copied | None = None) -> None:
    """Align those fields of that page type; `copied` does what a room needs besides."""

    def align(instance: Page, **kwargs: Any) -> None:
        _align(model, names, instance, copied)

    page_published.connect(align, sender=model, weak=False, dispatch_uid=f"shared values of {model._meta.label}")


def source_of(versions: Sequence[Page]) -> Page | None:
    """The version that the others are translated from: the default language's when nobody submitted it."""
    key = versions[0].translation_key if versions else None
    locale = TranslationSource.objects.filter(object_id=key).values_list("locale", flat=True).first()
    wanted = locale or Locale.get_default().pk
    return next((page for page in versions if page.locale_id == wanted), None)


def _align(model: type[Page], names: Sequence[str], instance: Page, copied: Copied | None) -> None:
    """After any language is published: the live source's values in every language, live rows and drafts."""
    versions = list(model.objects.filter(translation_key=instance.translation_key).defer_streamfields())
    source = source_of(versions)
    if source is None or not source.live:
        return
    columns = {name: model._meta.get_field(name).attname for name in names}
    for page in versions:
        changed = {
            name: getattr(source, column)
            for name, column in columns.items()
            if getattr(page, column) != getattr(source, column)
        }
        if page.pk == source.pk:
            continue
        if changed:
            # The day of publishing tells the catalogue's index and caches that the page is another.
            values = {columns[name]: value for name, value in changed.items()}
            model.objects.filter(pk=page.pk).update(**values, last_published_at=timezone.now())
            write_in_draft(page, changed)
        if copied:
            copied(source, page, changed)


def write_in_draft(page: Page, values: dict[str, Any]) -> None:
    """Put them into the last saved version too, or publishing it would bring the old ones back."""
    if draft := page.latest_revision:
        draft.content |= values
        draft.save(update_fields=["content"])
