"""A translators' desk in tests: pages with texts, and what people have written for them."""

import json
import uuid
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from caravana_site.translation import segments, writing
from caravana_site.translation.models import Suggestion, Term, TermWording
from caravana_site.translation.segments import Line
from caravana_site.translation.suggestions import prepare
from tests.factories import ContentPageFactory, publish_home


class Desk:
    """Pages to translate from Catalan, or with `source="es"` from Spanish."""

    def __init__(self) -> None:
        home = publish_home("es")
        self.homes = {
            page.locale.language_code: page for page in Page.objects.filter(translation_key=home.translation_key)
        }
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def submit(self, *texts: str, source: str = "ca") -> Translation:
        """A page with a paragraph for each text, submitted for translation into the other language."""
        html = "".join(f"<p>{text}</p>" for text in texts)
        body = json.dumps([{"type": "paragraph", "value": {"text": html}, "id": str(uuid.uuid4())}])
        page = ContentPageFactory(parent=self.homes[source], body=body)
        return self.translation_of(page, "es" if source == "ca" else "ca")

    def translation_of(self, page: Any, target: str) -> Translation:
        made, _created = TranslationSource.update_or_create_from_instance(page)
        translation: Translation = Translation.objects.get_or_create(source=made, target_locale=self.locales[target])[0]
        return translation

    def line(self, translation: Translation, text: str) -> Line:
        return next(line for line in segments.lines_of(translation) if line.source == text)

    def write(self, translation: Translation, text: str, written: str, **how: Any) -> None:
        segment = StringSegment.objects.select_related("string", "context").get(
            source=translation.source, string__data=text
        )
        writing.write(translation, segment, written, None, **how)

    def remember(self, text: str, written: str, source: str = "ca") -> Translation:
        """Another page where a person has translated that text."""
        translation = self.submit(text, source=source)
        self.write(translation, text, written)
        return translation

    def prepared(self, translation: Translation, text: str) -> list[tuple[str, str, int]]:
        """What is proposed for that text after the queue has run."""
        prepare.job(translation.pk)
        return self.suggested(translation, text)

    def suggested(self, translation: Translation, text: str) -> list[tuple[str, str, int]]:
        rows = Suggestion.objects.filter(
            segment__source=translation.source, segment__string__data=text, locale=translation.target_locale
        )
        return [(row.kind, row.text, row.percent) for row in rows.order_by("pk")]

    def term(self, ca: str, es: str, *, not_es: str = "", not_ca: str = "") -> Term:
        term = Term.objects.create()
        for code, text, forbidden in (("ca", ca, not_ca), ("es", es, not_es)):
            TermWording.objects.create(term=term, locale=self.locales[code], text=text, forbidden=forbidden)
        return term

    def name(self, text: str) -> Term:
        term = Term.objects.create(never_translated=True)
        TermWording.objects.create(term=term, locale=self.locales["ca"], text=text)
        return term
