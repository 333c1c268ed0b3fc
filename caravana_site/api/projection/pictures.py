"""Cutting pictures to size outside the lock: it takes seconds, and everybody who publishes waits for the lock.

A round that needs a picture which nobody has cut yet gives up, its pictures are cut, and it begins anew. Most rounds
need none.
"""

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from wagtail.images import get_image_model
from wagtail.images.models import Filter

logger = logging.getLogger(__name__)
Done = TypeVar("Done")
Wanted = tuple[Any, str]
"""An image's key and how it is cut."""


class MissingPicturesError(Exception):
    """Pictures have to be cut before the round can be finished."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        super().__init__("Pictures have to be cut first.")
        self.wanted = frozenset(wanted)


class BrokenPictureError(Exception):
    """A picture that cannot be cut: the documents that show it cannot be built."""


@dataclass
class _Attempt:
    broken: frozenset[Wanted]
    missing: set[Wanted] = field(default_factory=set)


_attempt: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)


def cut_outside(work: Callable[[], Done]) -> Done:
    """Do a round of work that takes the lock, as often as pictures have to be cut before it."""
    tried: set[Wanted] = set()
    broken: frozenset[Wanted] = frozenset()
    while True:
        token = _attempt.set(_Attempt(broken))
        try:
            return work()
        except MissingPicturesError as error:
            missing = error.wanted
        finally:
            _attempt.reset(token)
        broken |= (missing & tried) | _cut(missing - tried)
        tried |= missing


def rendition(image: Any, spec: str) -> Any:
    """Of an image. Inside a round only what has been cut already; the rest is noted, and None in its place."""
    attempt = _attempt.get()
    if attempt is None:
        return image.get_rendition(spec)
    wanted = (image.pk, spec)
    if wanted in attempt.broken:
        raise BrokenPictureError(f"Image {image.pk} cannot be cut as {spec}.")
    try:
        return image.find_existing_rendition(image.clean_filter_for_svg(Filter(spec)))
    except image.get_rendition_model().DoesNotExist:
        attempt.missing.add(wanted)
        return None


def check() -> None:
    """Give the round up if what was built in it lacks pictures."""
    attempt = _attempt.get()
    if attempt is not None and attempt.missing:
        raise MissingPicturesError(attempt.missing)


def _cut(wanted: frozenset[Wanted]) -> frozenset[Wanted]:
    """Returns those that cannot be cut; whoever is deleted meanwhile is needed by nobody."""
    images = get_image_model().objects.in_bulk({pk for pk, _spec in wanted})
    broken = set()
    for pk, spec in sorted(wanted):
        if pk in images:
            try:
                # Not by asking for it: the cache may still have one whose row is gone, which no round would find.
                images[pk].create_rendition(images[pk].clean_filter_for_svg(Filter(spec)))
            except Exception:  # each image format has errors of its own
                logger.exception("Image %s cannot be cut as %s", pk, spec)
                broken.add((pk, spec))
    return frozenset(broken)
