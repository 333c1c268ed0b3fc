"""Thousands of invented pages written as rows: no signal, task or revision, and taken away as directly.

Publishing one by one takes half an hour. A page of the bulk is known by the translation key made from its number, with
which its slug ends, and by having no revision; the search index comes last, with whatever it lacks.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

INDEXED = 500  # pages
REMOVED = 1000  # pages
Say = Callable[[str], None]
Written = Mapping[Any, str]
"""The rows that hang from a page of the bulk, and the name of the key that leads to it."""


def batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def write_below(parents: models.QuerySet[Any], pages: Sequence[Any]) -> None:
    """Write pages of one model as the last children of the first of these parents; within a transaction."""
    # Locked, so that an editor's page cannot take the same place in the tree.
    parent = Page.objects.select_for_update().get(pk=parents.values("pk")[:1])
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    rows = []
    for number, page in enumerate(pages, start=step + 1):
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        rows.append(Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}))
    for row, page in zip(Page.objects.bulk_create(rows), pages, strict=True):
        page.pk = page.page_ptr_id = row.pk
    model = type(pages[0])
    # Django's bulk_create refuses a model with a parent table; this is the half that writes its own columns.
    model._base_manager.all()._insert(pages, fields=model._meta.local_concrete_fields, using=model.objects.db)
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(rows))


def index_lacking(model: Any, say: Say) -> None:
    """Put into the search indexes the pages of that model that they lack."""
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    there = set(entries.annotate(pk_of=Cast("object_id", models.IntegerField())).values_list("pk_of", flat=True))
    lacking = [pk for pk in model.objects.live().order_by("pk").values_list("pk", flat=True) if pk not in there]
    indexes = [backend.get_index_for_model(model) for backend in get_search_backends()]
    for number, batch in enumerate(batches(lacking, INDEXED)):
        pages = list(model.get_indexed_objects().filter(pk__in=batch))
        for index in indexes:
            index.add_items(model, pages)
        say(f"  search index: {number * INDEXED + len(batch)} of {len(lacking)}")


def remove(model: Any, written: Written, key_of_number: Callable[[str], UUID], say: Say) -> int:
    """Take away the pages that nobody has touched since they were written; returns how many.

    Deleting them like an editor's takes hours. Those with a revision, or that anything else names, are left to the
    ordinary way.
    """
    untouched = model.objects.filter(is_sample=True, latest_revision=None)
    for relation in model._meta.related_objects:
        if relation.one_to_many and relation.related_model not in written:
            others: Any = relation.related_model
            named = others._base_manager.exclude(**{relation.field.name: None}).values(relation.field.name)
            untouched = untouched.exclude(pk__in=named)
    ours = [
        pk
        for pk, slug, key in untouched.order_by("pk").values_list("pk", "slug", "translation_key")
        if key == key_of_number(slug.rpartition("-")[2])
    ]
    for number, batch in enumerate(batches(ours, REMOVED)):
        _remove(model, written, batch)
        say(f"  bulk: {number * REMOVED + len(batch)} of {len(ours)} pages removed")
    return len(ours)


@transaction.atomic
def _remove(model: Any, written: Written, pages: Sequence[int]) -> None:
    types = ContentType.objects.get_for_models(Page, model).values()
    IndexEntry.objects.filter(content_type__in=types, object_id__in=[str(pk) for pk in pages]).delete()
    for rows, key in written.items():
        _delete_rows(rows.objects.filter(**{f"{key}__in": pages}))
    paths = Page.objects.filter(pk__in=pages).values_list("path", flat=True)
    for parent, number in Counter(path[: -Page.steplen] for path in paths).items():
        Page.objects.filter(path=parent).update(numchild=models.F("numchild") - number)
    _delete_rows(model._base_manager.filter(pk__in=pages))
    _delete_rows(Page._base_manager.filter(pk__in=pages))


def _delete_rows(rows: Any) -> None:
    """Those of one table, without collecting what hangs from them nor sending signals."""
    rows._raw_delete(rows.db)
