"""The address of a translation: from its confirmed title, never a machine's, and stable once readers have it.

wagtail-localize takes what stands in the segment `slug`, else the source's. Here, in this order:

1. what a person wrote there, by our rule for slugs; where that changes a public page's, Wagtail keeps the redirects;
2. the address that the page was published under;
3. its title, once a person stands behind that;
4. the source's, which is where a page that is not translated yet is looked for.
"""

import json
from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.strings import StringValue

from caravana_site.common.slugs import slug_of

from .segments import NOT_READ as SLUG


def install() -> None:
    """Stand where wagtail-localize gathers what a translation is written with; called once apps are ready."""
    gather = TranslationSource._get_segments_for_translation
    if getattr(gather, "has_addresses", False):
        return

    def gather_with_address(self: TranslationSource, locale: Locale, fallback: bool = False) -> list[Any]:
        return [
            _with(segment, slug_in(self, locale)) if _is_slug(segment) else segment
            for segment in gather(self, locale, fallback=fallback)
        ]

    gather_with_address.has_addresses = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    TranslationSource._get_segments_for_translation = gather_with_address


def _is_slug(segment: Any) -> bool:
    return isinstance(segment, StringSegmentValue) and segment.path == SLUG


def _with(segment: StringSegmentValue, slug: str) -> StringSegmentValue:
    return StringSegmentValue(segment.path, StringValue.from_plaintext(slug), order=segment.order)


def slug_in(source: TranslationSource, locale: Locale) -> str:
    """The slug in that language."""
    model = source.specific_content_type.model_class()
    title = "title" if issubclass(model, Page) else "name"
    written = _written_by_people(source, locale, (SLUG, title))
    return (
        slug_of(written.get(SLUG, ""))
        or _published(model, source, locale)
        or slug_of(written.get(title, ""))
        or str(json.loads(source.content_json)[SLUG])
    )


def _written_by_people(source: TranslationSource, locale: Locale, paths: tuple[str, ...]) -> dict[str, str]:
    """Path → plain text, for the current texts of the source that a person stands behind."""
    # Read first: joined, a database that has not counted these rows yet pairs every text with every other.
    segments = StringSegment.objects.filter(source=source, context__path__in=paths)
    current = list(segments.values_list("context", "string"))
    texts = StringTranslation.objects.filter(
        locale=locale,
        context__in=[context for context, _string in current],
        translation_of__in=[string for _context, string in current],
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
    ).select_related("context")
    return {text.context.path: StringValue(text.data).render_text() for text in texts}


def _published(model: type[Model], source: TranslationSource, locale: Locale) -> str:
    """The slug that readers may have; a term is public as soon as it is there."""
    target = model._default_manager.filter(translation_key=source.object_id, locale=locale)
    if issubclass(model, Page):
        target = target.filter(alias_of=None, first_published_at__isnull=False)
    return str(target.values_list(SLUG, flat=True).first() or "")
