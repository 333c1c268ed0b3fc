"""Counting what is taken away, by resource, language and day. Nothing about who takes it is kept."""

import logging
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.documents.models import document_served

from caravana_site.common.models import Document
from events.models import KitDownload, KitResourcePage

logger = logging.getLogger("caravana.kit")
ROBOT = re.compile(r"bot|crawl|spider|slurp|fetch|monitor|preview", re.IGNORECASE)


def connect() -> None:
    document_served.connect(count_file, sender=Document, dispatch_uid="events.kit_downloads")


def is_reader(request: HttpRequest) -> bool:
    """Whether somebody takes the file away: no robot that says so, no question about its headers, no reading ahead."""
    ahead = {request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", "")}
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and bool(agent) and not ROBOT.search(agent) and ahead == {""}


def count_file(instance: Document, request: HttpRequest, **kwargs: Any) -> None:
    """A file was served: if it belongs to a resource, that is one download of it in the file's language."""
    if not is_reader(request):
        return
    pages = KitResourcePage.objects.filter(Q(editable_file=instance) | Q(accessible_file=instance)).order_by("pk")
    found = pages.values_list("translation_key", "locale__language_code").first()
    if found:
        count([found[0]], instance.language or found[1])


def count(resources: Iterable[UUID], language: str) -> None:
    """Add one to today's row of each resource. A count that fails is logged and never keeps anybody from a file."""
    today, keys = timezone.localdate(), sorted(set(resources))
    rows = [KitDownload(resource=key, language=language, day=today) for key in keys]
    try:
        with transaction.atomic():
            KitDownload.objects.bulk_create(rows, ignore_conflicts=True)
            of_today = KitDownload.objects.filter(resource__in=keys, language=language, day=today)
            of_today.update(number=F("number") + 1)
    except DatabaseError:
        logger.exception("Downloads of the kit were not counted.")
