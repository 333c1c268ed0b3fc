"""Doing erasures again after a restore: whoever was erased is recognised by the mark of what has come back."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from caravana_site.common.personal_data import duties
from caravana_site.common.personal_data.holdings import all_holdings

from .ledger import Noted, known_keys, mark_of

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_ESCAPED = re.compile(r"\\(?:[nrtbf\"/\\]|u[0-9a-fA-F]{4})")
_QUOTES = "'`*_~=|{}?&#/"


class Kind:
    """A kind of erasure: what may have come back, and how it goes again."""

    def __init__(self, candidates: Callable[[], Iterable[str]], erase: Callable[[str], object]) -> None:
        self.candidates, self.erase = candidates, erase


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Add a kind. Tests start apps again, so the same name may come twice."""
    _kinds[name] = kind


def replay(noted: Iterable[Noted]) -> tuple[int, int]:
    """Do them again; returns how many met something, and how many cannot be read with any key that is known."""
    keys, done, unread = known_keys(), 0, 0
    wanted: dict[str, dict[str, set[str]]] = {}
    for one in noted:
        if one.signed_with not in keys or one.kind not in _kinds:
            unread += 1
        else:
            wanted.setdefault(one.kind, {}).setdefault(one.signed_with, set()).add(one.mark)
    for name, marks in wanted.items():
        for subject in sorted(set(_kinds[name].candidates())):
            if any(mark_of(subject, keys[key]) in known for key, known in marks.items()):
                _kinds[name].erase(subject)
                done += 1
    return done, unread


def addresses() -> Iterator[str]:
    """Every e-mail address that stands anywhere in the database, in lower case."""
    for text in _texts():
        for found in _ADDRESS.findall(_ESCAPED.sub(" ", text)):
            yield found.lower()
            yield found.lstrip(_QUOTES).lower()


def _texts() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, (models.CharField, models.TextField, models.JSONField, StreamField)):
                rows = model._base_manager.annotate(as_text=Cast(field.name, models.TextField()))
                yield from rows.filter(as_text__contains="@").values_list("as_text", flat=True).iterator(500)
    for holding in all_holdings():
        yield from holding.hidden_texts()


register("person", Kind(addresses, duties.erase_again))
