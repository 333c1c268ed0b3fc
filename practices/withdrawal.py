"""Taking an interview out when its consent is taken back: from every language, draft and old version, files included.

Whoever keeps something of it elsewhere (embeds, caches, dumps) listens to `interview_withdrawn`.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, TextField
from django.db.models.functions import Cast
from django.dispatch import Signal
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.search import index
from wagtail_localize.models import TranslationSource
from wagtailmedia.models import get_media_model

from caravana_site.translation.suggestions import forgetting
from practices.models import Interview, InterviewConsent, InterviewPoster, PracticePage

interview_withdrawn = Signal()
"""Sent inside the transaction with `identity` and `pages` (every language, drafts too): queue work, do not do it."""
ACTION = "caravana.interview_withdrawn"


@dataclass(frozen=True)
class Held:
    """An interview wherever it is kept: rows of pages, and the same as data in their versions."""

    identity: uuid.UUID
    rows: list[Interview]
    revisions: list[Revision]
    sources: list[TranslationSource]
    pages: list[PracticePage]

    @property
    def title(self) -> str:
        return str(next((data["title"] for data in self._data()), ""))

    @property
    def files(self) -> list[Any]:
        """Poster, captions and videos, of all languages."""
        found: list[Any] = []
        for model, names in (
            (get_image_model(), ("poster",)),
            (get_document_model(), ("captions",)),
            (get_media_model(), ("media", "described_media")),
        ):
            found += model.objects.filter(pk__in=self._keys(*names)).order_by("pk")
        return found

    @property
    def consents(self) -> list[InterviewConsent]:
        return list(InterviewConsent.objects.filter(pk__in=self._keys("consent"), withdrawn=None))

    def _keys(self, *names: str) -> set[Any]:
        return {data[name] for data in self._data() for name in names if data.get(name)}

    def _data(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            yield {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for revision in self.revisions:
            yield from _of(self.identity, revision.content)


def _of(identity: uuid.UUID, content: dict[str, Any]) -> list[dict[str, Any]]:
    """What a stored version of a page says of that interview."""
    return [data for data in content.get("interviews", []) if data.get("identity") == str(identity)]


def find(identity: uuid.UUID) -> Held | None:
    """Look everywhere for an interview, old versions included; None when nothing is left of it."""
    rows = list(Interview.objects.filter(identity=identity))
    kind = ContentType.objects.get_for_model(PracticePage)
    versions = Revision.objects.filter(content_type=kind).annotate(text=Cast("content", TextField()))
    revisions = list(versions.filter(text__contains=str(identity)).order_by("-created_at"))
    sources = list(TranslationSource.objects.filter(content_json__contains=str(identity)))
    if not (rows or revisions or sources):
        return None
    keys = {row.page_id for row in rows} | {int(revision.object_id) for revision in revisions}
    return Held(identity, rows, revisions, sources, list(PracticePage.objects.filter(pk__in=keys).order_by("pk")))


@transaction.atomic
def withdraw(held: Held, *, by: Any, reason: str = "") -> list[str]:
    """Take it out of everything; returns the files that could not be deleted because something else must have them."""
    files, consents = held.files, held.consents
    _forget_versions(held)
    Interview.objects.filter(identity=held.identity).delete()
    InterviewPoster.objects.filter(identity=held.identity).delete()
    kept = [str(file) for file in files if not _deleted(file)]
    now = timezone.now()
    for consent in consents:
        consent.withdrawn, consent.withdrawn_by, consent.withdrawn_reason = now, by, reason
        consent.save()
        log(consent, ACTION, user=by, data={"interview": str(held.identity)})
    # Whoever keeps a page of the site, or counts what is in it, goes by the day of its last change.
    PracticePage.objects.filter(pk__in=[page.pk for page in held.pages], live=True).update(last_published_at=now)
    for page in PracticePage.objects.filter(pk__in=[page.pk for page in held.pages]):
        index.insert_or_update_object(page)
        log(page, ACTION, user=by, data={"interview": str(held.identity)})
    interview_withdrawn.send(sender=Interview, identity=held.identity, pages=held.pages)
    return kept


def _deleted(file: Any) -> bool:
    try:
        file.delete()
    except ProtectedError:
        return False
    return True


def _forget_versions(held: Held) -> None:
    """Old versions, drafts, scheduled ones and what translators work from: none may bring it back."""
    translation_keys = {str(row.translation_key) for row in held.rows}
    for revision in held.revisions:
        translation_keys |= _take_out(held.identity, revision.content)
        revision.save(update_fields=["content"])
    for source in held.sources:
        content = json.loads(source.content_json)
        translation_keys |= _take_out(held.identity, content)
        source.content_json = json.dumps(content)
        source.save(update_fields=["content_json"])
    for key in translation_keys:
        forgetting.forget(f"interviews.{key}.")


def _take_out(identity: uuid.UUID, content: dict[str, Any]) -> set[str]:
    """Remove it from a stored version; returns the translation keys that its rows had there."""
    own = _of(identity, content)
    content["interviews"] = [data for data in content.get("interviews", []) if data not in own]
    return {str(data["translation_key"]) for data in own}
