"""What of Wagtail and of the rooms' own rows is a change of documents."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from caravana_site.api import kinds

from . import keys, pending

WHOLE_SITE = (Site, Locale)
"""Rows that every address or every list of languages is made from."""

OF_THE_DRAFT = frozenset({"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"})
"""Fields of a page that say nothing of what is public: saving a draft writes no others."""


def connect() -> None:
    """Listen; once for each installation, however often its apps start."""
    for signal, receiver in (
        (page_published, _page_changed),
        (page_unpublished, _page_changed),
        (page_slug_changed, _page_moved),
        (post_page_move, _page_moved),
        (post_save, _saved),
        (post_delete, _deleted),
    ):
        signal.connect(receiver, dispatch_uid=f"api.projection.{receiver.__name__}.{id(signal)}")


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _thing_changed(instance)


def _page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Its address is another, and so is that of all below it."""
    pending.touch([keys.below(instance.path), *_watched(instance)])


def _saved(
    sender: type[Model],
    instance: Any,
    raw: bool = False,
    created: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or (isinstance(instance, Page) and update_fields is not None and OF_THE_DRAFT.issuperset(update_fields)):
        return
    if isinstance(instance, Page):
        if instance.live and not created:  # one that is written without being published, as shared values are
            _thing_changed(instance)
    else:
        _row_changed(instance)


def _deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        _thing_changed(instance)
    else:
        _row_changed(instance)


def _row_changed(row: Any) -> None:
    if isinstance(row, PageViewRestriction):
        pending.touch([keys.below(row.page.path), *_watched(row)])
    elif isinstance(row, WHOLE_SITE):
        pending.touch([keys.EVERYTHING])
    else:
        _thing_changed(row)


def _thing_changed(thing: Any) -> None:
    """A thing of its own is looked at itself; whatever it is, so is all that was built from it."""
    told = _watched(thing)
    for kind in kinds.of_model(type(thing)):
        pending.mark(kind.name, kind.identity(thing))
        told |= {keys.key(thing), *kind.touches(thing)}
    for kind in kinds.all_kinds():
        for reaching, things in kind.reaches.items():
            if issubclass(type(thing), reaching):
                for uuid in things([thing]):
                    pending.mark(kind.name, uuid)
    pending.touch(told)


def _watched(row: Any) -> set[str]:
    """The keys that kinds have a change of that row told by."""
    return {
        key
        for kind in kinds.all_kinds()
        for watched, read in kind.watches.items()
        if issubclass(type(row), watched)
        for key in read(row)
    }
