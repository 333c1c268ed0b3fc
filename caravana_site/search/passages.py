"""Places inside a page that a result can lead to, such as the second of an interview where something is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Passage:
    """A text, the fragment of the page's address that leads to it (`#t=125`), and how the place is called (“2:05”)."""

    text: str
    fragment: str
    label: str


Provider = Callable[[Any], Iterable[Passage]]
_providers: dict[type[Model], tuple[Provider, tuple[str, ...]]] = {}


def register(model: type[Model], provider: Provider, prefetch: Iterable[str] = ()) -> None:
    """Offer the passages of a model's pages; `prefetch` names the relations that the provider reads.

    The same pair may come twice, since tests start apps again.
    """
    if _providers.setdefault(model, (provider, tuple(prefetch)))[0] is not provider:
        raise ValueError(f"{model.__name__} has two providers of passages.")


def unregister(model: type[Model]) -> None:
    """For tests, which offer stubs."""
    _providers.pop(model, None)


def prefetched(model: type[Model]) -> tuple[str, ...]:
    return _providers[model][1] if model in _providers else ()


def of(page: Any) -> list[Passage]:
    provided = _providers.get(type(page))
    return list(provided[0](page)) if provided else []
