"""A page in two languages as translators make it, whatever its type."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.translation.models import TranslationTask
from tests.translation import filled


class Bilingual:
    """A source and its translation; each text is translated as itself with `es:` before it."""

    def __init__(self, source: Page, *, live: bool = True) -> None:
        self.source = type(source).objects.get(pk=source.pk)
        self.es = Locale.objects.get(language_code="es")
        self.origin = TranslationSource.get_or_create_from_instance(self.source)[0]
        self.translation: Translation = Translation.objects.get_or_create(source=self.origin, target_locale=self.es)[0]
        self.translation.save_target(publish=False)
        if live:
            filled.translate_terms(self.translation)
            self.confirm_all()
            self.publish_target()

    def confirm_all(self, **fields: Any) -> None:
        for segment in StringSegment.objects.filter(source=self.origin).select_related("string", "context"):
            text = segment.string.data if segment.context.path == "slug" else f"es:{segment.string.data}"
            self.confirm(segment, text, **fields)

    def confirm(self, segment: StringSegment, text: str, **fields: Any) -> None:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, locale=self.es, context=segment.context, defaults={"data": text, **fields}
        )

    def publish_target(self) -> None:
        """As the translators' editor does."""
        self.fresh_translation().save_target(publish=True)

    def fresh_translation(self) -> Translation:
        translation: Translation = Translation.objects.select_related("source").get(pk=self.translation.pk)
        return translation

    def segment(self, path: str) -> StringSegment:
        segment: StringSegment = StringSegment.objects.get(source=self.origin, context__path=path)
        return segment

    @property
    def target(self) -> Any:
        return type(self.source).objects.get(translation_key=self.source.translation_key, locale=self.es)

    @property
    def task(self) -> TranslationTask:
        return TranslationTask.objects.get(translation=self.translation)

    def change(self, **values: Any) -> None:
        """Edit the source and publish it."""
        page = type(self.source).objects.get(pk=self.source.pk)
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision().publish()
