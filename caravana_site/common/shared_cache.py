"""Redis as Django's cache, which may go away: until it is back, each process remembers and counts by itself.

Django's own backend raises what Redis' client raises, while Wagtail asks the cache for nearly every page and allauth at
every sign-in: a site that lost its Redis would answer nothing but errors. Limits are never off: each process counts
them, as on a site without Redis.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger("caravana.cache")
REST = 5.0
"""Seconds for which a Redis that failed is not asked: readers do not wait for it one after the other."""
MOST_BESIDE = 20_000
"""Entries in the memory of one process."""


@dataclass
class _Outage:
    """What one process knows of one Redis; its threads share it."""

    lasts: bool = False
    rests_until: float = 0.0
    deleted: set[tuple[Any, int | None]] = field(default_factory=set)
    """Keys, with their versions, that Redis may still hold when it is back."""


_outages: dict[str, _Outage] = {}


class SharedCache(BaseCache):
    """What cannot be asked of Redis is asked of this process' memory."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._beside = LocMemCache(f"beside {server}", {**params, "OPTIONS": {"MAX_ENTRIES": MOST_BESIDE}})
        self._outage = _outages.setdefault(server, _Outage())

    def _ask(self, what: str, *args: Any, **kwargs: Any) -> Any:
        outage = self._outage
        if time.monotonic() >= outage.rests_until:
            try:
                if outage.lasts:
                    self._catch_up()
                return getattr(self._redis, what)(*args, **kwargs)
            except RedisError as error:
                outage.rests_until = time.monotonic() + REST
                if not outage.lasts:
                    outage.lasts = True
                    self._beside.clear()  # what the last outage left is old
                logger.warning("Redis failed, so this process remembers by itself: %s", type(error).__name__)
        return getattr(self._beside, what)(*args, **kwargs)

    def _catch_up(self) -> None:
        """Delete what should have been deleted meanwhile, once Redis answers."""
        for key, version in tuple(self._outage.deleted):
            self._redis.delete(key, version=version)
            self._outage.deleted.discard((key, version))
        self._redis.has_key("")
        self._outage.lasts = False
        logger.warning("Redis is back.")

    def _delete(self, what: str, keys: Iterable[Any], *args: Any, version: int | None) -> Any:
        done = self._ask(what, *args, version=version)
        if self._outage.lasts:
            self._outage.deleted.update((key, version) for key in keys)
        return done

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout=timeout, version=version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version=version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout=timeout, version=version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout=timeout, version=version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._delete("delete", [key], key, version=version))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        return dict(self._ask("get_many", list(keys), version=version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask("has_key", key, version=version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._ask("incr", key, delta, version=version))

    def set_many(
        self, data: Mapping[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        return list(self._ask("set_many", dict(data), timeout=timeout, version=version))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        known = list(keys)
        self._delete("delete_many", known, known, version=version)

    def clear(self) -> None:
        self._ask("clear")
