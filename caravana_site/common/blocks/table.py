"""A table whose words can be translated."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

LETTER = re.compile(r"[^\W\d_]")


class TableBlock(TypedTableBlock):
    """Text and figures in rows and columns.

    wagtail-localize extracts nothing from a typed table: here the caption, the headings, the text cells and the
    figures with a word (“12 dies”) are segments whose path names their place (`caption`, `heading.0`, `cell.2.0`).
    """

    text = CharBlock(label=_("Text"), required=False, default="", max_length=400)
    number = CharBlock(label=_("Figure"), required=False, default="", max_length=40)

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Structure")
        description = _("Figures or facts to compare. The caption says what the table shows; headings are needed.")
        template = "blocks/table.html"
        preview_value = {
            "caption": _("Hours of work by phase"),
            "columns": [{"type": "text", "heading": _("Phase")}, {"type": "number", "heading": _("Hours")}],
            "rows": [{"values": [_("Prepare"), "12"]}, {"values": [_("Visit"), "5"]}],
        }

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(path, text) for path, text in self._texts(table) if text]

    def restore_translated_segments(self, table: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        raw: dict[str, Any] = self.get_prep_value(table)
        for segment in segments:
            text = segment.render_text()
            part, *place = segment.path.split(".")
            if part == "caption":
                raw["caption"] = text
            elif part == "heading":
                raw["columns"][int(place[0])]["heading"] = text
            else:
                row, column = map(int, place)
                raw["rows"][row]["values"][column] = text
        return self.to_python(raw)

    def _texts(self, table: TypedTable) -> Iterator[tuple[str, str]]:
        yield "caption", table.caption
        for number, column in enumerate(table.columns):
            yield f"heading.{number}", column["heading"]
        for row_number, row in enumerate(table.row_data):
            for number, (column, value) in enumerate(zip(table.columns, row["values"], strict=True)):
                if column["block"].name == "text" or LETTER.search(value):
                    yield f"cell.{row_number}.{number}", value
