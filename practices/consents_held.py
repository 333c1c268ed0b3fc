"""Signed consents as a holding: they know a name, and an address only where somebody wrote one."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from caravana_site.common.personal_data.holdings import Holding, remove
from practices.models import Interview, InterviewConsent, PracticePage
from practices.models.consents import KEPT


def connect() -> None:
    post_delete.connect(_deleted, sender=InterviewConsent, dispatch_uid="practices.consent_deleted")


class Consents(Holding):
    """In force they allow what is published. Taken back or replaced they prove for `KEPT` that it was allowed."""

    key = "consents"
    name = _("Signed consents")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return _without_interview().filter(unneeded_since__lte=now - KEPT)

    def about(self, email: str) -> list[Any]:
        """Whose text has that address, not as a part of another's; commands may give the whole name instead."""
        mine = Q(person__icontains=email) | Q(withdrawn_reason__icontains=email)
        return [row for row in InterviewConsent.objects.filter(mine) if _is_about(row, email)]

    def erase(self, rows: list[Any], email: str) -> int:
        """Those that an interview needs stay: first it is taken out, and then they can go."""
        needed = set(Interview.objects.filter(consent__in=rows).values_list("consent", flat=True))
        return remove([row for row in rows if row.pk not in needed])


def note_unneeded() -> int:
    """Begin the term of those that no interview needs any more, published or in a draft; returns how many.

    By the clock, since there are many ways to replace one: a day is little beside the term.
    """
    free = [pk for pk in _without_interview().values_list("pk", flat=True) if not _in_a_draft(pk)]
    InterviewConsent.objects.exclude(pk__in=free).exclude(unneeded_since=None).update(unneeded_since=None)
    return InterviewConsent.objects.filter(pk__in=free, unneeded_since=None).update(unneeded_since=timezone.now())


def _named_by_interviews() -> Any:
    return Interview.objects.exclude(consent=None).values("consent")


def _without_interview() -> models.QuerySet[InterviewConsent]:
    return InterviewConsent.objects.exclude(pk__in=_named_by_interviews())


def _in_a_draft(consent: int) -> bool:
    """Whether the last version of a page has it: it may be published yet."""
    latest = PracticePage.objects.exclude(latest_revision=None).values("latest_revision")
    return any(True for _revision in _versions_with(consent, Revision.objects.filter(pk__in=latest)))


def _versions_with(consent: int, revisions: Any) -> Iterator[Revision]:
    kind = ContentType.objects.get_for_model(PracticePage)
    told = revisions.filter(content_type=kind).annotate(text=Cast("content", TextField()))
    for revision in told.filter(text__contains=f'"consent": {consent}'):
        if _rows_with(consent, revision.content):
            yield revision


def _rows_with(consent: int, content: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in content.get("interviews", []) if row.get("consent") == consent]


@transaction.atomic
def _deleted(instance: InterviewConsent, **kwargs: Any) -> None:
    """Old versions that name it could not be opened any more: they say that there is none."""
    for revision in _versions_with(instance.pk, Revision.objects.all()):
        for row in _rows_with(instance.pk, revision.content):
            row["consent"] = None
        revision.save(update_fields=["content"])
    for source in TranslationSource.objects.filter(content_json__contains=f'"consent": {instance.pk}'):
        content = json.loads(source.content_json)
        for row in _rows_with(instance.pk, content):
            row["consent"] = None
        source.content_json = json.dumps(content)
        source.save(update_fields=["content_json"])


def _is_about(row: InterviewConsent, who: str) -> bool:
    if "@" not in who:
        return row.person.casefold() == who.casefold()
    whole = rf"(?<![\w.+-]){re.escape(who)}(?![\w-]|\.\w)"
    return bool(re.search(whole, f"{row.person} {row.withdrawn_reason}", re.IGNORECASE))
