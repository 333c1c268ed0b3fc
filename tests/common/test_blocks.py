"""Blocks without a page: what their values say and what their templates draw."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks import Block
from wagtail.images.tests.utils import get_test_image_file

from caravana_site.common.blocks import (
    BeforeAfterBlock,
    CalloutBlock,
    PictureBlock,
    TableBlock,
    VideoBlock,
    images_in,
)
from caravana_site.common.models import Image


def drawn(block: Block, value: Any) -> str:
    return str(block.render(block.to_python(value)))


def callout(**value: str) -> dict[str, str]:
    return {"kind": "tip", "title": "", "text": "<p>Text.</p>", **value}


@pytest.mark.parametrize(
    ("kind", "title", "heading"), [("tip", "", "Consell"), ("warning", "", "Compte"), ("note", "Una nota", "Una nota")]
)
def test_a_callout_says_what_it_is_in_words(kind: str, title: str, heading: str) -> None:
    with translation.override("ca"):
        text = drawn(CalloutBlock(), callout(kind=kind, title=title))
    assert f"<b>{heading}</b>" in text
    assert f'data-kind="{kind}"' in text


def test_a_callout_of_an_unknown_kind_is_refused() -> None:
    block = CalloutBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(callout(kind="shout")))


@pytest.fixture
def image(db: None) -> Image:
    return Image.objects.create(title="Foto", file=get_test_image_file("foto.png"), credit="Anna Puig")


def shown(image: Image, alt: str, decorative: bool = False) -> dict[str, Any]:
    return {"image": {"image": image.pk, "alt_text": alt, "decorative": decorative}, "caption": "Peu"}


def test_before_and_after_name_their_sides_and_describe_both(image: Image) -> None:
    value = {"before": shown(image, "Set papers"), "after": shown(image, "Cap paper")}
    with translation.override("ca"):
        text = drawn(BeforeAfterBlock(), value)
    assert text.index("Abans") < text.index('alt="Set papers"') < text.index("Ara") < text.index('alt="Cap paper"')
    assert text.count("Anna Puig, Creative Commons") == 2
    assert len(list(images_in(BeforeAfterBlock().to_python(value)))) == 2


def test_a_picture_needs_an_alternative_text_or_to_be_decorative(image: Image) -> None:
    block = PictureBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(shown(image, "")))
    assert 'alt=""' in drawn(block, block.get_prep_value(block.clean(block.to_python(shown(image, "", True)))))


def test_an_embed_asks_nobody_before_it_is_pressed() -> None:
    value = {"url": "https://youtu.be/aqz-KE-bpKQ", "title": "Vídeo", "transcript": "<p>Text.</p>"}
    text = drawn(VideoBlock(), value)
    assert "<iframe" not in text
    assert "<img" not in text
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in text


def test_a_table_gives_its_words_to_translators_and_takes_them_back() -> None:
    block = TableBlock()
    table = block.to_python(
        {
            "caption": "Hores",
            "columns": [{"type": "text", "heading": "Fase"}, {"type": "number", "heading": "Total"}],
            "rows": [{"values": ["Preparar", "12"]}],
        }
    )
    segments = block.get_translatable_segments(table)
    assert [one.path for one in segments] == ["caption", "heading.0", "heading.1", "cell.0.0"]
    back = block.restore_translated_segments(table, segments)
    assert block.get_prep_value(back) == block.get_prep_value(table)
