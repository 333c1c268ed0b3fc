"""What of a stream wagtail-localize extracts: the same decisions as its `StreamFieldSegmentExtractor` takes."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from django.conf import settings
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

EXTRACTED = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)
NO_TEXTS = (
    *(blocks.URLBlock, blocks.EmailBlock, blocks.BooleanBlock, blocks.ChooserBlock, blocks.StaticBlock, EmbedBlock),
    *(blocks.IntegerBlock, blocks.FloatBlock, blocks.DecimalBlock, blocks.DateBlock, blocks.TimeBlock),
    *(blocks.DateTimeBlock, blocks.ChoiceBlock, blocks.MultipleChoiceBlock),
)
UNREADABLE = {
    "image": "alternative texts of pictures in rich text are not extracted",
    "embed": "embeds are not extracted",
}


class Stored(Enum):
    """What the extractor has of the stored value when it comes to a block: a struct's own, a value, or nothing."""

    WHOLE = "whole"
    VALUE = "value"
    NOTHING = "nothing"


def rich_text_hides(features: Iterable[str] | None) -> str | None:
    """What is lost of a rich text with those features; None stands for the editor's own."""
    editors: Any = settings.WAGTAILADMIN_RICH_TEXT_EDITORS
    own = editors["default"]["OPTIONS"]["features"]
    return next((lost for name, lost in UNREADABLE.items() if name in (own if features is None else features)), None)


def out_of_reach(block: blocks.Block, path: str, stored: Stored = Stored.WHOLE) -> Iterator[tuple[str, str]]:
    """Path and reason of each text below a block that no translator would get."""
    match block:
        case ImageBlock() | blocks.ListBlock() if stored is Stored.NOTHING:
            yield path, "it is in a struct of a struct (see StructOfStructsBlock)"
        case _ if hasattr(block, "get_translatable_segments") or isinstance(block, (*NO_TEXTS, ImageBlock)):
            return
        case blocks.RichTextBlock():
            if lost := rich_text_hides(block.features):
                yield path, lost
        case blocks.StreamBlock():
            for name, child in block.child_blocks.items():
                yield from out_of_reach(child, f"{path}.{name}")
        case blocks.StructBlock():
            below = Stored.VALUE if stored is Stored.WHOLE else Stored.NOTHING
            for name, child in block.child_blocks.items():
                yield from out_of_reach(child, f"{path}.{name}", below)
        case blocks.ListBlock():
            yield from out_of_reach(block.child_block, f"{path}.item")
        case blocks.RawHTMLBlock() | TypedTableBlock():
            yield path, f"nothing is extracted of a {type(block).__name__}"
        case _ if not isinstance(block, EXTRACTED):
            yield path, f"nothing is extracted of a {type(block).__name__}"
