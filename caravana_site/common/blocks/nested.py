"""Blocks inside blocks, so that a translator gets their words."""

from typing import Any

from wagtail.blocks import StructBlock, StructValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter


class StructOfStructsBlock(StructBlock):
    """A struct that holds structs.

    wagtail-localize looks for the stored value of what a struct holds in the struct's own place alone: one level
    further down it finds no list and fails on an image. Here each child gets its stored value; the paths stay the same.
    """

    def get_translatable_segments(self, value: StructValue) -> list[Any]:
        extractor = StreamFieldSegmentExtractor(None)
        return [
            segment.wrap(name)
            for name, child in self.child_blocks.items()
            for segment in extractor.handle_block(
                child, value[name], raw_value={"value": child.get_prep_value(value[name])}
            )
        ]

    def restore_translated_segments(self, value: StructValue, segments: list[Any]) -> StructValue:
        return StreamFieldSegmentsWriter(None, None, None).handle_struct_block(value, segments)  # type: ignore[no-any-return]  # the package has no types
