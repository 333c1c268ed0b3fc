"""Parts of a page that are drawn once for all its readers, in each process, until something that they show changes.

A part depends on its page and on nothing of whoever asks: the language, the address of the site and the day are in its
name, and it is told by the keys that caches are told of the whole page by.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from caravana_site.common import memory

from . import policies, shown

READ = "_read_for_parts"


def drawn(name: str, page: Any, request: HttpRequest, draw: Callable[[], SafeString]) -> SafeString:
    """As it was drawn before, or as it is drawn now: always so for a draft, which nobody is told to forget."""

    policy = policies.of(request)
    if policy is None or getattr(request, "served_page", None) is not page:
        return _read_and(draw, page)

    def make() -> tuple[SafeString, frozenset[str]]:
        memory.told_by(lambda: shown.keys_of(page))
        return shown.noted_by(lambda: _read_and(draw, page))

    of_version = (page.pk, page.live_revision_id, page.last_published_at)
    of_reading = (get_language(), request.scheme, request.get_host(), timezone.localdate())
    part, noted = memory.recalled(("part", name, *of_version, *of_reading), policy.keys, make)
    shown.note(noted)
    return part


def _read_and(draw: Callable[[], SafeString], page: Any) -> SafeString:
    if not getattr(page, READ, False):
        page.read_for_parts()
        setattr(page, READ, True)
    return draw()
