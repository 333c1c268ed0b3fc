"""What was measured of wagtail-localize and is relied on: submitting never publishes, tables are translated."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from caravana_site.common.blocks import TableBlock
from caravana_site.translation.from_catalogue import MissingTranslationError, translate
from home.models import ContentPage
from tests.factories import ContentPageFactory, publish_home

pytestmark = pytest.mark.django_db
TABLE = {
    "caption": "Hores",
    "columns": [{"type": "text", "heading": "Fase"}, {"type": "number", "heading": "Hores fetes"}],
    "rows": [{"values": ["Preparar", "12"]}],
}


@pytest.fixture
def page() -> Any:
    return ContentPageFactory(parent=publish_home("es"), title="Una pàgina", slug="una-pagina")


def test_submitting_a_live_page_publishes_nothing(admin_client: Any, page: Any) -> None:
    locale = Locale.objects.get(language_code="es")
    answer = admin_client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale.pk]}, follow=True
    )
    assert answer.status_code == 200
    assert Translation.objects.filter(target_locale=locale, source__object_id=page.translation_key).exists()
    assert not Page.objects.live().filter(translation_key=page.translation_key, locale=locale).exists()
    public = admin_client.get("/es/una-pagina/")
    assert public.status_code == 200
    assert public["X-Robots-Tag"] == "noindex"
    assert 'lang="ca">Una pàgina' in public.content.decode()


def test_a_page_whose_words_are_missing_is_not_published_and_says_which(page: Any) -> None:
    with pytest.raises(MissingTranslationError, match="title: Una pàgina"):
        translate(page, Locale.objects.get(language_code="es"), {})
    assert not ContentPage.objects.filter(translation_key=page.translation_key, locale__language_code="es").exists()


def test_the_words_of_a_table_are_segments_and_its_figures_are_not() -> None:
    block = TableBlock()
    table = block.to_python(TABLE)
    segments = block.get_translatable_segments(table)
    assert [(one.path, one.string.data) for one in segments] == [
        ("caption", "Hores"), ("heading.0", "Fase"), ("heading.1", "Hores fetes"), ("cell.0.0", "Preparar"),
    ]  # fmt: skip
    restored = block.restore_translated_segments(
        table, [type(one)(one.path, f"{one.string.data} ES") for one in segments]
    )
    assert block.get_prep_value(restored) == {
        "caption": "Hores ES",
        "columns": [{"type": "text", "heading": "Fase ES"}, {"type": "number", "heading": "Hores fetes ES"}],
        "rows": [{"values": ["Preparar ES", "12"]}],
    }


def test_a_table_on_a_page_reaches_the_translator(page: Any) -> None:
    page.body = ContentPage._meta.get_field("body").to_python(
        '[{"type": "table", "id": "9c5b8f0e-31a1-4d39-8a0b-35b1b1a0a001", "value": '
        '{"caption": "Hores", "columns": [{"type": "text", "heading": "Fase"}], "rows": [{"values": ["Preparar"]}]}}]'
    )
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    texts = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {"Hores", "Fase", "Preparar"} <= texts
