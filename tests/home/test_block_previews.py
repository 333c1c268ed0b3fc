"""Every block shows what it looks like before anything is written, with our styles and without a page."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.blocks import Block, ListBlock, StreamBlock

from caravana_site.common.blocks import BodyBlock
from home.blocks import LanesBlock, PressPicturesBlock, RoadsBlock
from practices.blocks import StoryBlock

LIBRARY = {
    "PictureBlock",
    "GalleryBlock",
    "BeforeAfterBlock",
    "PressPictureBlock",
}  # these look for a picture of the library


def blocks() -> Iterator[Block]:
    seen: set[type[Block]] = set()
    for stream in (BodyBlock(), LanesBlock(), PressPicturesBlock(), RoadsBlock(), StoryBlock()):
        for block in stream.child_blocks.values():
            if type(block) not in seen and not isinstance(block, StreamBlock | ListBlock):
                seen.add(type(block))
                yield block


ALL = list(blocks())


def preview(block: Block) -> str:
    bound = block.bind(block.normalize(block.get_preview_value()))
    return render_to_string("wagtailcore/shared/block_preview.html", {"bound_block": bound})


def main_of(text: str) -> str:
    return text.split("<main", 1)[1].split(">", 1)[1].split("</main>", maxsplit=1)[0]


@pytest.mark.parametrize("block", [b for b in ALL if type(b).__name__ not in LIBRARY], ids=lambda b: type(b).__name__)
def test_block_previews_without_a_database(block: Block) -> None:
    text = preview(block)
    assert "caravana/css/pages.css" in text
    assert "style=" not in text
    assert main_of(text).strip()


@pytest.mark.parametrize("block", [b for b in ALL if type(b).__name__ not in LIBRARY], ids=lambda b: type(b).__name__)
def test_block_previews_in_the_editors_language(block: Block) -> None:
    with translation.override("ca"):
        catalan = preview(block)
    with translation.override("es"):
        spanish = preview(block)
    assert main_of(catalan) != main_of(spanish)


@pytest.mark.django_db
@pytest.mark.parametrize("block", [b for b in ALL if type(b).__name__ in LIBRARY], ids=lambda b: type(b).__name__)
def test_block_of_pictures_previews_in_an_empty_library(block: Block) -> None:
    assert "<main" in preview(block)
