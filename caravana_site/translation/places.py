"""Where a text stands in its page or term: the names of its field and block, and how much fits there. No queries."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock


@dataclass(frozen=True)
class Place:
    """A field or a block, named in the active language."""

    group: str
    """The content path of what belongs together: a field, a row of another table, a block of a body."""
    heading: str
    label: str
    """The name within the group; empty when the group is nothing but this."""
    field: Any = None
    """The model's field or the block, None where it is there no more."""

    @property
    def limit(self) -> int | None:
        """How many characters fit, None when nothing limits them."""
        longest = getattr(self.field, "max_length", None) or getattr(
            getattr(self.field, "field", None), "max_length", None
        )
        return int(longest) if longest else None

    @property
    def help_text(self) -> str:
        told = getattr(self.field, "help_text", "") or getattr(getattr(self.field, "meta", None), "help_text", "")
        return str(told or "")


def place(model: type[models.Model], path: str, field_path: str = "") -> Place:
    """The place of a content path. `field_path` says of which types the blocks on the way are."""
    steps = path.split(".")
    field = _field(model, steps[0])
    if field is None:
        return Place(steps[0], steps[0], "")
    if isinstance(field, StreamField):
        return _in_stream(field, steps, field_path.split("."))
    if isinstance(field, models.ManyToOneRel):
        return _in_row(model, field, steps)
    return Place(steps[0], _name(field), "", field)


def limit(model: type[models.Model], path: str) -> int | None:
    """How many characters the database holds at a content path, None when as many as one likes."""
    found = place(model, path).field
    return getattr(found, "max_length", None) if isinstance(found, models.Field) else None


def _field(model: type[models.Model], name: str) -> Any:
    return next((field for field in model._meta.get_fields() if field.name == name), None)


def _name(field: Any) -> str:
    return str(capfirst(field.verbose_name))


def _in_row(model: type[models.Model], relation: Any, steps: list[str]) -> Place:
    child = _field(relation.related_model, steps[2]) if len(steps) > 2 else None
    label = _name(child) if child is not None else ""
    return Place(".".join(steps[:2]), _name_of_rows(model, relation), label, child)


def _name_of_rows(model: Any, relation: Any) -> str:
    """What a row of that table is called; the form's heading where only its class has a name, in English."""
    name = relation.related_model._meta.verbose_name
    if not isinstance(name, Promise) and hasattr(model, "get_edit_handler"):
        name = _heading_of(model.get_edit_handler(), relation.name) or name
    return str(capfirst(str(name)))


def _heading_of(panel: Any, relation: str) -> str:
    if getattr(panel, "relation_name", None) == relation:
        return str(panel.heading or panel.label)
    found = (_heading_of(child, relation) for child in getattr(panel, "children", ()))
    return next(filter(None, found), "")


def _in_stream(field: Any, steps: list[str], types: list[str]) -> Place:
    block: Any = field.stream_block
    names = []
    for step in types[1:]:
        around, block = block, _child(block, step)
        if block is None:
            break
        is_the_picture = isinstance(around, ImageBlock) and step == "image"  # named like what is around it, in English
        if step != "item" and not is_the_picture:
            names.append(str(capfirst(block.label)))
    heading = f"{_name(field)}: {names[0]}" if names else _name(field)
    group = ".".join(steps[:2]) if names else steps[0]
    return Place(group, heading, " · ".join(names[1:]), block)


def _child(block: Any, name: str) -> Any:
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    return getattr(block, "child_blocks", {}).get(name)
