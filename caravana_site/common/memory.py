"""What many pages share, kept in each process while nobody changes it: the menus, the site's texts, a map's road.

Whoever keeps something names the keys that it was made from. A room above offers the numbers by which each process
learns which keys were raised since it last asked (`register`): one query for a request that recalls anything, whatever
it recalls. What is kept says at which number it was begun, so what changes while it is being made is made again.

Outside a request, and where the settings have no `MEMORY`, everything is made each time. What is recalled is shared by
requests and threads: nobody may change it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

T = TypeVar("T")
Since = Callable[[int], tuple[int, Mapping[str, int]]]
"""Gets the last number that a process knows, at first 0; returns the last now, and those raised since with theirs."""

LARGEST = 4_000
"""Things that a process keeps: what was not recalled for the longest time goes first."""
MOST_KEYS = 50_000
"""Raised ones that a process knows; beyond it all is made anew."""


@dataclass(frozen=True)
class _Kept:
    value: Any
    keys: tuple[str, ...]
    number: int


class _Request:
    """Whether the request has asked what was raised, and the last number that it was told."""

    number: int | None = None

    def __init__(self) -> None:
        self.making: list[set[str]] = []
        """The keys of what is being made, outermost first: what is recalled on the way tells it too."""


_request: ContextVar[_Request | None] = ContextVar("request_that_recalls", default=None)
_sources: list[Since] = []
_always: list[str] = []


class _Memory:
    """One for each process; its threads share it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.raised: dict[str, int] = {}
        self.last = 0
        self.oldest = 0
        """What was begun at a lower number is not recalled: it has forgotten what was raised since."""

    def learn(self, since: Since) -> int:
        """Which keys were raised since it last asked. Returns the last number before what is made from now on."""
        last, raised = since(self.last)
        with self.lock:
            for key, number in raised.items():
                self.raised[key] = max(number, self.raised.get(key, 0))
            self.last = max(last, self.last)
            if len(self.raised) > MOST_KEYS:
                self.kept.clear()
                self.raised.clear()
                self.oldest = self.last
        return last

    def holds(self, number: int, keys: Iterable[str]) -> bool:
        with self.lock:
            return number >= self.oldest and all(self.raised.get(key, 0) <= number for key in keys)

    def find(self, name: Hashable) -> _Kept | None:
        found = self.kept.get(name)
        if found is None or not self.holds(found.number, found.keys):
            return None
        with self.lock:
            if name in self.kept:
                self.kept.move_to_end(name)
        return found

    def keep(self, name: Hashable, made: _Kept) -> None:
        with self.lock:
            self.kept[name] = made
            while len(self.kept) > LARGEST:
                self.kept.popitem(last=False)


_memory = _Memory()


def register(source: Since, *, everything: str) -> None:
    """Whoever knows the numbers of keys, and the key that means all of them. There is one; it may come twice."""
    _sources[:] = [source]
    _always[:] = [everything]


def learn() -> int:
    """Ask now which keys were raised. Returns the number at which whatever is made from now on is begun."""
    return _memory.learn(_sources[0])


def holds(number: int, keys: Iterable[str]) -> bool:
    """By what was learnt, whether what was begun at that number from these keys is still as it was."""
    return _memory.holds(number, (*_always, *keys))


class MemoryMiddleware:
    """Around everything that makes an answer: within it, things are recalled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _request.set(_Request() if settings.MEMORY else None)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def recalled(name: Hashable, keys: Iterable[str], make: Callable[[], T]) -> T:
    """What was made under that name, or else what is made now. `name` says all that it depends on beside the keys."""
    request = _request.get()
    if request is None or not _sources:
        return make()
    if request.number is None:
        request.number = _memory.learn(_sources[0])
    found = _memory.find(name)
    if found is None:
        request.making.append({*_always, *keys})
        try:
            value = make()
        finally:
            told_by = request.making.pop()
        found = _Kept(value, tuple(told_by), request.number)
        _memory.keep(name, found)
    if request.making:
        request.making[-1].update(found.keys)
    known: T = found.value
    return known


def told_by(keys: Callable[[], Iterable[str]]) -> None:
    """What is being made to be recalled is made from these too: for keys that cost something to find."""
    request = _request.get()
    if request is not None and request.making:
        request.making[-1].update(keys())


def forget() -> None:
    """For tests, whose rows come and go without anybody telling."""
    _memory.forget()
