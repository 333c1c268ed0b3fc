"""Invented interviews: a clip and a consent that `tools/make_sample_interview.py` drew, captions in both languages."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection, Locale

from caravana_site.common.models import Document, Media
from practices import territory
from practices.models import Interview, InterviewConsent

HERE = Path(__file__).parent / "seeds" / "interviews"
CLIP, CONSENT, SECONDS = "mostra.mp4", "consentiment-de-mostra.pdf", 40
COLLECTION = "Mostres d’entrevistes"
PERSON = "Mostra: persona inventada"


def rows(entries: list[dict[str, Any]], locale: Locale) -> list[Interview]:
    """The interviews of an invented practice, each with its own consent."""
    return [
        Interview(
            locale=locale,
            sort_order=number,
            title=entry["title"],
            media=_clip(entry["captions"]),
            duration=timedelta(seconds=SECONDS),
            recorded_on=date.fromisoformat(entry["recorded_on"]),
            role=entry["role"],
            interviewer=territory.organisation(entry["interviewer"]),
            language=entry["language"],
            captions=_captions(entry["captions"], locale.language_code),
            visual_information=entry["visual_information"],
            consent=_consent(date.fromisoformat(entry["recorded_on"])),
        )
        for number, entry in enumerate(entries)
    ]


def captions_instead(page: Any, entries: list[dict[str, Any]], language: str) -> dict[str, int]:
    """Content path → captions in that language: what a translator chooses in the place of the source's."""
    return {
        f"interviews.{row.translation_key}.captions": _captions(entry["captions"], language).pk
        for row, entry in zip(page.interviews.all(), entries, strict=True)
    }


def remove() -> None:
    """Delete the clip, the captions and the consents, once the pages that showed them are gone."""
    for model in (Media, Document):
        for file in model.objects.filter(collection__name=COLLECTION):
            file.delete()
    Collection.objects.filter(name=COLLECTION).delete()
    for consent in InterviewConsent.objects.filter(person=PERSON):
        consent.delete()


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _clip(name: str) -> Media:
    """A copy for each interview: taking one out deletes its file."""
    title = f"{name}.mp4"
    found = Media.objects.filter(title=title, collection__name=COLLECTION).first()
    return found or Media.objects.create(
        title=title, type="video", duration=SECONDS, width=640, height=360, collection=_collection(), file=_file(CLIP)
    )


def _captions(name: str, language: str) -> Document:
    title = f"{name}.{language}.vtt"
    found = Document.objects.filter(title=title, collection__name=COLLECTION).first()
    if found is None:
        found = Document.objects.create(title=title, language=language, collection=_collection(), file=_file(title))
        found.get_file_hash()  # kept: it is the answer's ETag
    return found


def _consent(signed_on: date) -> InterviewConsent:
    return InterviewConsent.objects.create(person=PERSON, signed_on=signed_on, file=_file(CONSENT))


def _file(name: str) -> ContentFile:
    return ContentFile((HERE / name).read_bytes(), name)
