"""The pictures of a whole stream in one query, however many there are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images import get_image_model


def images_in(value: Any) -> Iterator[Any]:
    """Every image that a stream, a list or a struct holds, at any depth, in order."""
    if isinstance(value, get_image_model()):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from images_in(block.value)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from images_in(child)
    elif isinstance(value, ListValue):
        for child in value:
            yield from images_in(child)


def prefetch_renditions(images: Iterable[Any]) -> None:
    """Give the images all of their renditions, where Wagtail's tags look for them first."""
    model = get_image_model().get_rendition_model()
    prefetch = Prefetch("renditions", model.objects.all(), to_attr="prefetched_renditions")
    prefetch_related_objects(list(images), prefetch)
