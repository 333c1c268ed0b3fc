"""Blocks of a StreamField as types and as values: what editors may write is what programs are told to expect.

Each class of block has one entry here, found along its class's ancestors: its type, what it needs to be read, and how
its stored value becomes a typed one. A block that no entry knows fails the check `caravana.E040` at start, so that no
document ever holds something without a type. Values are read as the database keeps them: a bound StreamField asks a
query for each chooser.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Field, create_model
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from caravana_site.common.blocks.media import VideoBlock

from .builder import Builder
from .schemas import File, Link, Picture, RichText, Schema
from .videos import Video, video_of

HOLDING = (blocks.BaseStreamBlock, blocks.BaseStructBlock, blocks.ListBlock)
"""Blocks that are made of others, for which Wagtail's `required` says nothing."""


@dataclass(frozen=True)
class Entry:
    """How one class of block is told."""

    type: Callable[[Any, str], Any]
    """The Python type of its values; gets the block and a name for what it has to define."""
    value: Callable[[Any, Any, Builder], Any]
    """A stored value as one of that type."""
    want: Callable[[Any, Any, Builder], None] = lambda block, raw, builder: None
    within: Callable[[Any], Iterable[blocks.Block]] = lambda block: ()
    """The blocks in there that are told by entries of their own."""


def entry_of(block: blocks.Block) -> Entry:
    """Raises LookupError for a block that nobody has told how to tell."""
    for ancestor in type(block).__mro__:
        if ancestor in _entries:
            return _entries[ancestor]
    raise LookupError(f"No entry tells how programs read {type(block).__name__}.")


def type_of(block: blocks.Block, name: str) -> Any:
    """The type of a block's values; `name` begins the names of the types that it defines."""
    return entry_of(block).type(block, name)


def want(block: blocks.Block, raw: Any, builder: Builder) -> None:
    """Tell the builder what the value needs."""
    if raw is not None:
        entry_of(block).want(block, raw, builder)


def value(block: blocks.Block, raw: Any, builder: Builder) -> Any:
    """A stored value as programs read it."""
    return None if raw is None else entry_of(block).value(block, raw, builder)


def stream_type(field: Any, name: str) -> Any:
    """The type of a StreamField, as a list of blocks told apart by their `type`."""
    return _stream_type(field.stream_block, name)


def unknown(block: blocks.Block) -> Iterator[blocks.Block]:
    """The blocks in there that no entry knows."""
    try:
        entry = entry_of(block)
    except LookupError:
        yield block
        return
    for child in entry.within(block):
        yield from unknown(child)


# ── streams, structs, lists ──


def _stream_type(block: Any, name: str) -> Any:
    members = [_member(name, child_name, child) for child_name, child in block.child_blocks.items()]
    told_apart = Annotated[Union[tuple(members)], Field(discriminator="type")] if len(members) > 1 else members[0]  # noqa: UP007  # made from a list
    return list[told_apart]  # type: ignore[valid-type]  # made while the program runs


def _member(name: str, child_name: str, child: Any) -> Any:
    fields: dict[str, Any] = {
        "type": (Literal[child_name], ...),
        "id": (str, Field(description="The same for as long as the block is there.")),
        "value": (type_of(child, f"{name}{_camel(child_name)}"), ...),
    }
    return create_model(f"{name}{_camel(child_name)}Block", __base__=Schema, **fields)


def _stream_value(block: Any, raw: Any, builder: Builder) -> list[dict[str, Any]]:
    return [
        {
            "type": one["type"],
            "id": str(one.get("id") or ""),
            "value": value(block.child_blocks[one["type"]], one["value"], builder),
        }
        for one in raw
        if one["type"] in block.child_blocks  # one that editors may not write any more is shown nowhere
    ]


def _want_stream(block: Any, raw: Any, builder: Builder) -> None:
    for one in raw:
        if child := block.child_blocks.get(one["type"]):
            want(child, one["value"], builder)


def _struct_type(block: Any, name: str) -> Any:
    fields: dict[str, Any] = {}
    for child_name, child in block.child_blocks.items():
        found = type_of(child, f"{name}{_camel(child_name)}")
        there = child.required or isinstance(child, HOLDING)
        fields[child_name] = (found if there else Optional[found], ...)  # noqa: UP045  # made while it runs
    return create_model(name, __base__=Schema, **fields)


def _struct_value(block: Any, raw: Any, builder: Builder) -> dict[str, Any]:
    return {name: value(child, _stored(child, raw, name), builder) for name, child in block.child_blocks.items()}


def _stored(child: Any, raw: Any, name: str) -> Any:
    """What holds other blocks is there, if empty, even in a block that was written before it could hold it."""
    found = raw.get(name)
    if found is None and isinstance(child, HOLDING):
        return {} if isinstance(child, blocks.BaseStructBlock) else []
    return found


def _want_struct(block: Any, raw: Any, builder: Builder) -> None:
    for name, child in block.child_blocks.items():
        want(child, raw.get(name), builder)


def _children(block: Any) -> Iterable[blocks.Block]:
    children: Iterable[blocks.Block] = block.child_blocks.values()
    return children


def _items(raw: Any) -> list[Any]:
    """A list keeps each entry with its id; one that was written before Wagtail 2.16 keeps it bare."""
    return [one["value"] if isinstance(one, dict) and one.get("type") == "item" else one for one in raw]


def _list_value(block: Any, raw: Any, builder: Builder) -> list[Any]:
    return [value(block.child_block, one, builder) for one in _items(raw)]


def _want_list(block: Any, raw: Any, builder: Builder) -> None:
    for one in _items(raw):
        want(block.child_block, one, builder)


# ── tables ──


class TableColumn(Schema):
    """A column of a table."""

    kind: str = Field(description="What its cells hold: `text`, or `number` for figures to be aligned.")
    heading: str


class Table(Schema):
    """A table with headings."""

    caption: str | None
    columns: list[TableColumn]
    rows: list[list[str]]


def _table_value(block: Any, raw: Any, builder: Builder) -> dict[str, Any]:
    return {
        "caption": raw.get("caption") or None,
        "columns": [{"kind": one["type"], "heading": one.get("heading") or ""} for one in raw.get("columns", [])],
        "rows": [[str(cell or "") for cell in row["values"]] for row in raw.get("rows", [])],
    }


# ── the others ──


def _choice_type(block: Any, name: str) -> Any:
    keys = [key for key, _label in block.field.choices if key]
    return Literal[tuple(keys)]


def _picture_value(block: Any, raw: Any, builder: Builder) -> Picture | None:
    return builder.picture(raw.get("image"), raw.get("alt_text"), decorative=bool(raw.get("decorative")))


def _video_value(block: Any, raw: Any, builder: Builder) -> dict[str, Any] | None:
    return {
        "title": raw.get("title") or "",
        "video": video_of(raw.get("url") or ""),
        "transcript": builder.rich_text(raw.get("transcript") or ""),
    }


class WrittenVideo(Schema):
    """A video from elsewhere with what is said in it."""

    title: str
    video: Video | None = Field(description="None where the provider is allowed no more.")
    transcript: RichText


_entries: dict[type[blocks.Block], Entry] = {
    blocks.BaseStreamBlock: Entry(_stream_type, _stream_value, _want_stream, _children),
    blocks.BaseStructBlock: Entry(_struct_type, _struct_value, _want_struct, _children),
    blocks.ListBlock: Entry(
        lambda block, name: list[type_of(block.child_block, f"{name}Item")],  # type: ignore[misc]  # made while it runs
        _list_value,
        _want_list,
        lambda block: [block.child_block],
    ),
    TypedTableBlock: Entry(lambda block, name: Table, _table_value),
    VideoBlock: Entry(
        lambda block, name: WrittenVideo,
        _video_value,
        lambda block, raw, builder: builder.want_rich_text(raw.get("transcript") or ""),
    ),
    ImageBlock: Entry(
        lambda block, name: Picture | None,
        _picture_value,
        lambda block, raw, builder: builder.want_image(raw.get("image")),
    ),
    DocumentChooserBlock: Entry(
        lambda block, name: File | None,
        lambda block, raw, builder: builder.file(raw),
        lambda block, raw, builder: builder.want_file(raw),
    ),
    blocks.PageChooserBlock: Entry(
        lambda block, name: Link | None,
        lambda block, raw, builder: builder.link_to_page(raw),
        lambda block, raw, builder: builder.want_page(raw),
    ),
    blocks.RichTextBlock: Entry(
        lambda block, name: RichText,
        lambda block, raw, builder: builder.rich_text(raw),
        lambda block, raw, builder: builder.want_rich_text(raw),
    ),
    BaseChoiceBlock: Entry(_choice_type, lambda block, raw, builder: raw or None),
    blocks.BooleanBlock: Entry(lambda block, name: bool, lambda block, raw, builder: bool(raw)),
    blocks.IntegerBlock: Entry(lambda block, name: int, lambda block, raw, builder: raw),
    blocks.CharBlock: Entry(lambda block, name: str, lambda block, raw, builder: raw),
    blocks.TextBlock: Entry(lambda block, name: str, lambda block, raw, builder: raw),
    blocks.URLBlock: Entry(lambda block, name: str, lambda block, raw, builder: raw or None),
}


def register(block: type[blocks.Block], entry: Entry) -> None:
    """Say how a block of a room of its own is told; called when the room starts."""
    _entries[block] = entry


def _camel(words: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9a-zA-Z]+", words))
