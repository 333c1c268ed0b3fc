"""Video interviews: what is heard and seen, in whichever way a reader can take it. Never the consent behind it."""

import mimetypes
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from caravana_site.api.projection import pending
from caravana_site.common.site_address import absolute
from practices.interviews import ShownInterview
from practices.models import Interview, InterviewPoster
from practices.posters import poster_made
from practices.withdrawal import interview_withdrawn

from .builder import Builder, licence
from .schemas import File, Schema, Term
from .videos import Video, video_of


class CaptionTrack(Schema):
    """Captions in one language."""

    language: str
    url: str = Field(description="A WebVTT file.")


class Paragraph(Schema):
    """What one voice says."""

    start_seconds: int | None = Field(description="From the beginning of the video; none where nobody wrote it.")
    speaker: str | None
    text: str


class Chapter(Schema):
    """A part of the video."""

    start_seconds: int
    title: str


class PracticeInterview(Schema):
    """An interview on video."""

    uuid: UUID = Field(description="The same in every language.")
    title: str
    url: str = Field(description="Where it is on its practice's page.")
    poster: str | None = Field(description="A picture of 960 × 540 pixels or less; it says nothing that is not said.")
    video: Video | None = Field(description="Where it plays, if that is at a provider's.")
    file: File | None = Field(description="The video itself, if it is on this site.")
    loads_third_party: bool = Field(
        description="Whether playing it asks somebody else than this site: ask your reader first."
    )
    duration_seconds: int | None
    recorded_on: date | None
    role: str | None = Field(description="Who is interviewed, by their post.")
    interviewer: str | None = Field(description="The body that asks.")
    spoken_language: Term
    captions: list[CaptionTrack]
    transcript_language: str | None = Field(description="Of transcript and chapters.")
    transcript: list[Paragraph]
    chapters: list[Chapter]
    visual_information: Term | None = Field(description="How who cannot see the pictures learns what they show.")
    described_video: Video | None = Field(description="The version with audio description, at a provider's.")
    described_file: File | None = Field(description="The same, on this site.")


def key(identity: UUID) -> str:
    """Of an interview's poster."""
    return f"poster:{identity}"


def keys_of(poster: InterviewPoster) -> list[str]:
    return [key(poster.identity)]


def interview_of(shown: ShownInterview, page_url: str, builder: Builder) -> PracticeInterview:
    row = shown.row
    builder.depends_on(key(row.identity), row.poster, row.media, row.interviewer)
    builder.depends_on(*(track.document for track in shown.tracks))
    duration = shown.duration
    told = shown.told
    return PracticeInterview(
        uuid=row.identity,
        title=row.title,
        url=f"{page_url}#{shown.fragment(0)}",
        poster=absolute(shown.poster) if shown.poster else None,
        video=video_of(row.url),
        file=_file(row.media, row.title),
        loads_third_party=row.player is not None,
        duration_seconds=int(duration.total_seconds()) if duration else None,
        recorded_on=row.recorded_on,
        role=row.role or None,
        interviewer=row.interviewer.name if row.interviewer else None,
        spoken_language=Term(key=row.language, name=row.get_language_display()),
        captions=[CaptionTrack(language=track.language, url=absolute(track.address)) for track in shown.tracks],
        transcript_language=shown.told_in if told.paragraphs or told.chapters else None,
        transcript=[
            Paragraph(start_seconds=one.start, speaker=one.voice or None, text=one.text) for one in told.paragraphs
        ],
        chapters=[Chapter(start_seconds=one.start, title=one.title) for one in told.chapters],
        **_visual(row, builder, described=shown.is_described),
    )


def _visual(row: Interview, builder: Builder, *, described: bool) -> dict[str, Any]:
    builder.depends_on(row.described_media)
    known = bool(row.visual_information)
    return {
        "visual_information": Term(key=row.visual_information, name=row.get_visual_information_display())
        if known
        else None,
        "described_video": video_of(row.described_url) if described else None,
        "described_file": _file(row.described_media, row.title) if described else None,
    }


def _file(media: Any, title: str) -> File | None:
    """Under the interview's own title: the one that editors gave the file is for them."""
    if media is None:
        return None
    return File(
        title=title,
        url=absolute(media.url),
        media_type=mimetypes.guess_type(media.filename)[0] or "application/octet-stream",
        bytes=_size_of(media),
        language=media.language or None,
        licence=licence(media.licence),
    )


def _size_of(media: Any) -> int | None:
    """None when the file is not there, as the page says nothing of it then."""
    try:
        return int(media.file.size)
    except OSError:
        return None


def connect() -> None:
    """What changes an interview without saving a row that signals tell of."""
    poster_made.connect(_poster_made, dispatch_uid="api.documents.poster_made")
    interview_withdrawn.connect(_withdrawn, dispatch_uid="api.documents.interview_withdrawn")


def _poster_made(sender: type, identity: UUID, **kwargs: Any) -> None:
    pending.touch([key(identity)])


def _withdrawn(sender: type, identity: UUID, pages: Collection[Any], **kwargs: Any) -> None:
    for uuid in {page.translation_key for page in pages}:
        pending.mark("practice", uuid)
