"""Reads of a kind that only these tests know."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from caravana_site.api import kinds

from .parcels import KIND


@pytest.fixture(autouse=True)
def parcels(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    monkeypatch.setitem(kinds._kinds, KIND.name, KIND)
    settings.ROOT_URLCONF = "tests.api.reads.addresses"
    cache.clear()
    yield
    cache.clear()
