"""Names that stand in every language as they are. Rooms that keep some register where they come from."""

from collections.abc import Callable, Iterable

Names = Callable[[], Iterable[str]]
"""Gives the names as they stand inside a sentence, without their article; one query at most."""

SHORT = 5
"""Letters up to which a name alone at the beginning of a sentence may be a common word with its capital."""

_sources: list[Names] = []


def register(names: Names) -> None:
    """Add a source of names; the same one may come twice, since tests start apps again."""
    if names not in _sources:
        _sources.append(names)


def registered() -> Iterable[str]:
    for names in _sources:
        yield from names()
