"""Which keys the answer that is being made has to be told by, beside those of its address."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TypeVar

from wagtail.models import Page

from .policies import Until

T = TypeVar("T")
Keys = Callable[[Page], Iterable[str]]
_noted: ContextVar[set[str] | None] = ContextVar("keys_of_what_is_shown", default=None)
_sources: dict[str, Keys] = {}


def begin() -> None:
    _noted.set(set())


def end() -> set[str]:
    """What was noted since the beginning."""
    found = _noted.get() or set()
    _noted.set(None)
    return found


def noted_by(make: Callable[[], T]) -> tuple[T, frozenset[str]]:
    """What that makes, and what was noted meanwhile, for whoever keeps it to note it again."""
    before = _noted.set(set())
    try:
        value = make()
        found = frozenset(_noted.get() or ())
    finally:
        _noted.reset(before)
    return value, found


def note(keys: Iterable[str]) -> None:
    """Whoever shows something that its page is not told by otherwise says so here; outside a request it is nothing."""
    noted = _noted.get()
    if noted is not None:
        noted.update(keys)


def register(name: str, source: Keys) -> None:
    """A room that knows what pages are built from; the same one may come twice, since tests start apps again."""
    _sources[name] = source


def keys_of(page: Page) -> set[str]:
    """Of a page that is served: what it was built from, and what it lists."""
    found = {key for source in _sources.values() for key in source(page)}
    return found | set(getattr(page, "lists_kinds", ()))


def until_of(page: Page) -> Until:
    return Until(getattr(page, "true_until", Until.MIDNIGHT.value))
