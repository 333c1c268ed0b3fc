"""Objects whose every text is a word of its own, so that a test can look for each of them in a translation."""

import itertools
import re
import uuid
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from caravana_site.translation import page_terms
from tests.factories import KitFileFactory
from tests.factories.media import ImageFactory

WORD = re.compile(r"(?:orig|trad)\d{4}")
_numbers = itertools.count(1000)


def word() -> str:
    return f"orig{next(_numbers)}"


def words_in(html: str) -> set[str]:
    return set(WORD.findall(html))


def meant(words: set[str]) -> set[str]:
    """What the translator wrote for them."""
    return {one.replace("orig", "trad") for one in words}


def texts(model: type[models.Model], **given: Any) -> dict[str, Any]:
    """A value for each field of the model that a translator gets, but for the slug and for those given."""
    found = {}
    for one in get_translatable_fields(model):
        field = one.get_field(model)
        if not isinstance(one, TranslatableField) or field.name in ("slug", *given):
            continue
        if isinstance(field, StreamField):
            found[field.name] = stream(field.stream_block)
        elif isinstance(field, RichTextField):
            found[field.name] = rich_text()
        elif isinstance(field, models.CharField | models.TextField):
            found[field.name] = word()
    return found | given


def rich_text() -> str:
    return f'<p>{word()} <b>{word()}</b></p><ul><li><a href="https://example.cat/{uuid.uuid4()}">{word()}</a></li></ul>'


def stream(block: blocks.StreamBlock) -> list[dict[str, Any]]:
    """One of each block that the stream may hold."""
    return [{"type": name, "id": str(uuid.uuid4()), "value": raw(child)} for name, child in block.child_blocks.items()]


def raw(block: blocks.Block) -> Any:  # noqa: PLR0911  # one return a kind of block
    """A value of that block, as the database keeps it."""
    match block:
        case ImageBlock():
            return {"image": ImageFactory().pk, "alt_text": word(), "decorative": False}
        case DocumentChooserBlock():
            return KitFileFactory().pk
        case TypedTableBlock():
            return _table(block)
        case blocks.StreamBlock():
            return stream(block)
        case blocks.StructBlock():
            return {name: raw(child) for name, child in block.child_blocks.items()}
        case blocks.ListBlock():
            number = max(getattr(block.meta, "min_num", 0) or 0, 1)
            return [
                {"type": "item", "id": str(uuid.uuid4()), "value": raw(block.child_block)} for _each in range(number)
            ]
        case blocks.RichTextBlock():
            return rich_text()
        case blocks.URLBlock():
            return "https://vimeo.com/76979871"
        case blocks.CharBlock() | blocks.TextBlock():
            return word()
        case _:
            return block.get_default()


def _table(block: TypedTableBlock) -> dict[str, Any]:
    columns = [{"type": name, "heading": word()} for name in block.child_blocks]
    row = {"values": [raw(child) for child in block.child_blocks.values()]}
    return {"caption": word(), "columns": columns, "rows": [row]}


def translate(instance: Any, language: str = "es") -> Any:
    """Submit it, translate each of its texts and publish it, as the administration does; returns the translation."""
    target = Locale.objects.get(language_code=language)
    TranslationCreator(None, [target]).create_translations(instance)
    translations = Translation.objects.filter(target_locale=target).select_related("source__specific_content_type")
    for translation in sorted(translations, key=_of_page):  # a page is refused before the terms that it names
        confirm(translation)
        translation.save_target(publish=True)
    return type(instance).objects.get(translation_key=instance.translation_key, locale=target)


def _of_page(translation: Translation) -> bool:
    return issubclass(translation.source.specific_content_type.model_class(), Page)


def confirm(translation: Translation) -> None:
    """Write every text of it, as a translator does."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": segment.string.data.replace("orig", "trad")},
        )


def written(instance: Any, target: Locale) -> Translation:
    """A term's translation with each of its texts, and its row: what has no drafts is not written without."""
    source, _created = TranslationSource.get_or_create_from_instance(instance)
    translation = Translation.objects.get_or_create(source=source, target_locale=target)[0]
    confirm(translation)
    translation.save_target(publish=True)
    return translation


def translate_terms(translation: Translation) -> None:
    """Those that the page names: it is not published without them."""
    for term in page_terms.lacking(translation):
        written(term, translation.target_locale)


def paths(instance: Any) -> dict[str, str]:
    """Each of its own words that a translator gets, and where it stands; those of terms that it names are theirs."""
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    segments = StringSegment.objects.filter(source=source).values_list("string__data", "context__path")
    return {word: path for text, path in segments for word in words_in(text)}
