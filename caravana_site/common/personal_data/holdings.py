"""The registry of holdings, and how rows go: with their files, their history and their places in the indexes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.fields.files import FieldFile, FileField
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry


class Holding:
    """One place where personal data is kept. `key` never changes; `name` is what administrators read."""

    key: str
    name: Any

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        """Rows whose time is over at that moment."""
        raise NotImplementedError

    def about(self, email: str) -> list[Any]:
        """Rows that concern the person who has that address."""
        raise NotImplementedError

    def export(self, row: Any) -> dict[str, Any]:
        """What is known, by the fields' names; values that JSON can write."""
        fields = [field for field in row._meta.concrete_fields if not field.is_relation]
        return {str(field.verbose_name): _plain(getattr(row, field.attname)) for field in fields}

    def hidden_texts(self) -> Iterable[str]:
        """What it keeps encoded, so that addresses in it cannot be read from the columns."""
        return ()

    def erase(self, rows: list[Any], email: str) -> int:
        """Remove the rows, or what in them is personal; returns how many were touched."""
        return remove(rows)


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool, list, dict, type(None))):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def remove(rows: list[Any]) -> int:
    """Delete rows of one model and all that is kept of them elsewhere. Files go once the transaction has committed."""
    if not rows:
        return 0
    model = type(rows[0])
    content_type = ContentType.objects.get_for_model(model)
    keys = [str(row.pk) for row in rows]
    files = list(_files(rows))
    with transaction.atomic():
        ModelLogEntry.objects.filter(content_type=content_type, object_id__in=keys).delete()
        Revision.objects.filter(content_type=content_type, object_id__in=keys).delete()
        ReferenceIndex.objects.filter(content_type=content_type, object_id__in=keys).delete()
        IndexEntry.objects.filter(content_type=content_type, object_id__in=keys).delete()
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        for file in files:
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))  # type: ignore[misc]  # a default argument
    return len(rows)


def _files(rows: list[Any]) -> Iterator[FieldFile]:
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, FileField) and (file := getattr(row, field.attname)):
                yield file


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add a place; the same kind may come twice under its key, since tests start apps again."""
    if type(_holdings.setdefault(holding.key, holding)) is not type(holding):
        raise ValueError(f"Two holdings are called {holding.key!r}.")


def all_holdings() -> list[Holding]:
    return [_holdings[key] for key in sorted(_holdings)]
