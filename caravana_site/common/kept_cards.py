"""Link cards as files, one for each version that somebody shared; gone once nobody may read that version.

A file stays where it was stored, whatever becomes of its page, and its address can be asked for without the page's.
"""

import logging
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from . import cards
from .disk_space import is_full
from .stored_folders import listed
from .visibility import without_private

FOLDER = "cards"
logger = logging.getLogger("caravana.cards")


def connect() -> None:
    """Follow what becomes of pages; a restriction hides the pages below it too."""
    page_published.connect(_published, dispatch_uid="kept_cards.published")
    page_unpublished.connect(_gone, dispatch_uid="kept_cards.unpublished")
    post_delete.connect(_gone, sender=Page, dispatch_uid="kept_cards.deleted")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="kept_cards.restricted")


def kept(page: Page, title: str, kicker: str, *, colour: str, outline: str) -> bytes:
    """The card of the page's live version, drawn and stored the first time it is asked for."""
    path = f"{FOLDER}/{page.pk}/{_version(page)}.png"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return bytes(file.read())
    picture = cards.draw(title, kicker, colour=colour, outline=outline)
    try:
        default_storage.save(path, ContentFile(picture))
    except OSError as error:
        if not is_full(error):
            raise
        logger.warning("%s could not be kept: the disk is full", path)
    return picture


def sweep() -> None:
    """Take away the cards of all pages that are gone or that not everybody may read."""
    drawn = {int(name) for name in listed(default_storage, FOLDER)[0] if name.isdecimal()}
    shown = set(without_private(Page.objects.live()).filter(pk__in=drawn).values_list("pk", flat=True))
    for page in drawn - shown:
        _forget(page)


def _version(page: Page) -> int:
    return int(page.live_revision_id or 0)


def _published(instance: Page, **kwargs: Any) -> None:
    transaction.on_commit(partial(_forget, instance.pk, but=_version(instance)))


def _gone(instance: Page, **kwargs: Any) -> None:
    transaction.on_commit(partial(_forget, instance.pk))


def _restricted(**kwargs: Any) -> None:
    transaction.on_commit(sweep)


def _forget(page: int, but: int | None = None) -> None:
    """Take away a page's cards, save that of a version."""
    folder = f"{FOLDER}/{page}"
    files = listed(default_storage, folder)[1]
    for name in files:
        if name != f"{but}.png":
            default_storage.delete(f"{folder}/{name}")
    if files and but is None:
        default_storage.delete(folder)
