"""Interviews as a page shows them: each with its poster, its captions in every language and its words."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from caravana_site.common.languages import own_name
from caravana_site.common.timed_text import TimedText, clock
from caravana_site.common.visibility import without_private
from caravana_site.search.passages import Passage
from practices.models.interviews import Interview, InterviewPoster, VisualInformation

POSTER = "fill-960x540|format-webp|webpquality-75"
"""How a poster that an editor chose is cut."""


@dataclass(frozen=True)
class Track:
    """Captions in one language, to be shown over a video of ours."""

    language: str
    document: Any

    @property
    def address(self) -> str:
        return str(self.document.url)

    @property
    def name(self) -> str:
        """The language's own name, as its speakers look for it."""
        return own_name(self.language)


@dataclass(frozen=True)
class ShownInterview:
    """One interview of a page. `number` tells those of a page apart, in fragments too."""

    row: Interview
    number: int
    poster: str
    tracks: list[Track]
    told: TimedText
    told_in: str

    @property
    def is_described(self) -> bool:
        return self.row.visual_information == VisualInformation.DESCRIBED and self.row.is_described

    @property
    def duration(self) -> timedelta | None:
        if self.row.duration:
            return self.row.duration
        media = self.row.media
        return timedelta(seconds=media.duration) if media and media.duration else None

    @property
    def minutes(self) -> int:
        """Rounded up; 0 when nobody said."""
        return -(-int(self.duration.total_seconds()) // 60) if self.duration else 0

    def fragment(self, second: int) -> str:
        """What to put after # to begin there."""
        return fragment(self.number, second)

    def address_at(self, second: int) -> str:
        """Where it begins at that second without JavaScript: the provider's page, or the file itself."""
        if self.row.player:
            return self.row.player.address_at(second)
        return f"{self.row.media.url}#t={second}" if self.row.media else ""


def fragment(number: int, second: int) -> str:
    """`t=125`, and for the second interview of a page `t=125&i=2`."""
    return f"t={second}" + (f"&i={number}" if number > 1 else "")


def shown_interviews(page: Any) -> list[ShownInterview]:
    """The interviews of a page that can be shown, in order; three queries, whatever their number."""
    return shown_interviews_of([page])[0]


def shown_interviews_of(pages: Sequence[Any]) -> list[list[ShownInterview]]:
    """The same of many pages, at the cost of one of them; their interviews may have been read before."""
    rows = [[row for row in page.interviews.all() if row.has_source] for page in pages]
    identities = {row.identity for some in rows for row in some}
    if not identities:
        return [[] for _page in pages]
    told = _rows_in_every_language(pages, identities)
    posters = {poster.identity: poster for poster in InterviewPoster.objects.filter(identity__in=identities)}
    return [
        [_shown(row, number, _others(told, row, page), posters.get(row.identity)) for number, row in enumerate(some, 1)]
        for page, some in zip(pages, rows, strict=True)
    ]


Versions = dict[tuple[Any, Any], list[Interview]]


def _rows_in_every_language(pages: Sequence[Any], identities: Collection[Any]) -> Versions:
    """By identity and practice: a copy of a practice has interviews of the same identity."""
    public = without_private(Page.objects.live())
    wanted = public.filter(translation_key__in={page.translation_key for page in pages})
    found = Interview.objects.filter(identity__in=identities, page__in=wanted)
    versions: Versions = defaultdict(list)
    found = found.select_related("captions", "locale").order_by("pk")
    for row in found.annotate(practice_key=F("page__translation_key")):
        versions[row.identity, row.practice_key].append(row)
    return versions


def _others(versions: Versions, row: Interview, page: Any) -> list[Interview]:
    """The same interview in the other languages that everybody may read."""
    return [one for one in versions.get((row.identity, page.translation_key), ()) if one.locale_id != page.locale_id]


def _shown(row: Interview, number: int, others: list[Interview], made: InterviewPoster | None) -> ShownInterview:
    languages = {one.captions_language: one.captions for one in (*reversed(others), row) if one.captions}
    order = sorted(languages, key=lambda code: code != row.captions_language)
    tracks = [Track(code, languages[code]) for code in order]
    source = row if row.told else next((one for one in others if one.told), row)
    return ShownInterview(row, number, _poster(row, made), tracks, source.told, source.told_in)


def _poster(row: Interview, made: InterviewPoster | None) -> str:
    """Chosen by an editor, else the file's own, else fetched or drawn; none while it is being made."""
    if row.poster:
        return str(get_rendition_or_not_found(row.poster, POSTER).url)
    if row.media and row.media.thumbnail:
        return str(row.media.thumbnail.url)
    return str(made.file.url) if made and made.file else ""


def passages(page: Any) -> list[Passage]:
    """What is said in a page's interviews, for search: a hit leads to the second where it is heard.

    Only the page's own words, as the index has them, and nothing that costs a query a page.
    """
    rows = [row for row in page.interviews.all() if row.has_source]
    return [
        Passage(paragraph.text, fragment(number, paragraph.start), f"{row.title}, {clock(paragraph.start)}")
        for number, row in enumerate(rows, 1)
        for paragraph in row.told.paragraphs
        if paragraph.start is not None
    ]


def data_of(shown: ShownInterview, page: Any, absolute: Any) -> dict[str, Any]:
    """The interview as schema.org's VideoObject; `absolute` makes an address whole."""
    row = shown.row
    address = absolute(page.url)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "@id": f"urn:uuid:{row.identity}",
        "name": row.title,
        "description": page.summary,
        "inLanguage": row.language,
        "url": f"{address}#{shown.fragment(0)}",
        "thumbnailUrl": absolute(shown.poster) if shown.poster else None,
        "uploadDate": row.recorded_on.isoformat() if row.recorded_on else None,
        "duration": _iso_duration(shown.duration),
        "embedUrl": row.player.frame if row.player else None,
        "contentUrl": absolute(row.media.url) if row.media else None,
        "transcript": shown.told.text or None,
        "hasPart": [
            {
                "@type": "Clip",
                "name": chapter.title,
                "startOffset": chapter.start,
                "url": f"{address}#{shown.fragment(chapter.start)}",
            }
            for chapter in shown.told.chapters
        ],
        "license": page.licence_url or None,
    }
    return {name: value for name, value in data.items() if value not in (None, [])}


def _iso_duration(duration: timedelta | None) -> str | None:
    if duration is None:
        return None
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"PT{minutes}M{seconds}S"
