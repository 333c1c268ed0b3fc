"""Translating seeded objects through wagtail-localize, with the translations of a gettext catalogue (PO).

The same way a translator goes: a source, its segments, a confirmed string translation for each, and the page built from
them. Nothing is published unless every segment has its translation.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

NEVER_TRANSLATED = ("slug",)  # given by the caller


@dataclass(frozen=True)
class Untranslated:
    """A segment without a translation: where it is and what it says."""

    path: str
    text: str


class MissingTranslationError(Exception):
    """A seeded object whose catalogue lacks segments: it stays a draft and says which."""

    def __init__(self, instance: Any, missing: list[Untranslated]) -> None:
        lines = "\n".join(f"  {one.path}: {one.text}" for one in missing)
        super().__init__(f"{instance!r} is not fully translated:\n{lines}")


def catalogue(path: Path) -> dict[str, str]:
    """Source text → translation; entries without one are left out."""
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}


@transaction.atomic
def translate(
    instance: Any, target: Locale, texts: dict[str, str], *, slug: str = "", instead: Mapping[str, Any] | None = None
) -> Any:
    """Translate a page or snippet and publish it; returns the translation, the existing one when it is there already.

    `instead` gives what stands in the translation where the source has a file or an address, by content path.

    The parent of a page must have its translation. Raises MissingTranslationError, and changes nothing.
    """
    existing = type(instance).objects.filter(translation_key=instance.translation_key, locale=target).first()
    if existing is not None:
        return existing
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=target)
    if missing := confirm(source, target, texts, slug=slug):
        raise MissingTranslationError(instance, missing)
    for path, value in (instead or {}).items():
        segment = OverridableSegment.objects.get(source=source, context__path=path)
        SegmentOverride.objects.update_or_create(
            locale=target, context=segment.context, defaults={"data_json": json.dumps(value)}
        )
    # wagtail-localize publishes after the commit: a process that ends in between would leave a draft for ever.
    translation.save_target(publish=not isinstance(instance, Page))  # terms have no drafts
    made = type(instance).objects.get(translation_key=instance.translation_key, locale=target)
    if isinstance(made, Page):
        if slug and made.slug != slug:
            raise ValueError(f"{made!r} should have the slug {slug!r} and has {made.slug!r}.")
        made.latest_revision.publish()
        made.refresh_from_db()
    return made


def confirm(source: TranslationSource, target: Locale, texts: dict[str, str], *, slug: str = "") -> list[Untranslated]:
    """Write what the catalogue says for each segment as its confirmed translation; returns the segments it lacks."""
    missing = []
    for segment in _segments(source):
        path, text = segment.context.path, segment.string.data
        found = slug if path in NEVER_TRANSLATED and slug else texts.get(text)
        if not found and path in NEVER_TRANSLATED:
            found = text
        if not found:
            missing.append(Untranslated(path, text))
            continue
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=target,
            context=segment.context,
            defaults={"data": found, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
    return missing


def _segments(source: TranslationSource) -> Iterator[StringSegment]:
    yield from StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order")
