"""What came of the stops: the practices that they told, in the reader's language, and their interviews."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Locale, Page

from caravana_site.delivery import shown
from events.models.stop_rows import StopPractice
from practices.models import PracticePage
from practices.models.interviews import Interview

if TYPE_CHECKING:
    from events.models.stops import StopPage


@dataclass(frozen=True)
class Story:
    """A practice as a stop leads to it. Untranslated ones lead to the page that says so in the reader's language."""

    practice: PracticePage
    url: str
    translated: bool
    interview: Interview | None

    @property
    def language(self) -> str:
        """That of the title."""
        return str(self.practice.locale.language_code)

    @property
    def seconds(self) -> int:
        """How long the interview lasts; 0 when nobody said."""
        if self.interview is None:
            return 0
        if self.interview.duration:
            return int(self.interview.duration.total_seconds())
        media = self.interview.media
        return int(media.duration) if media and media.duration else 0

    @property
    def interview_url(self) -> str:
        """Where it is seen: an untranslated story's page does not show it."""
        return f"{self.url}#interview" if self.translated else str(self.practice.url)


def stories_of(stops: Sequence["StopPage"]) -> dict[int, list[Story]]:
    """Primary key → the stop's stories that the public may read, in order; as many queries for one as for many."""
    rows = list(
        StopPractice.objects.filter(page__in=stops)
        .order_by("page", "sort_order")
        .values_list("page", "practice__translation_key")
    )
    if not rows:
        return {}
    locale = stops[0].locale
    practices = (
        PracticePage.objects.live()
        .public()
        .filter(translation_key__in={key for _page, key in rows})
        .select_related("locale")
        .defer_streamfields()
    )
    shown.note(f"practice:{key}" for _page, key in rows)
    # The reader's own language comes last, and stays.
    told = {one.translation_key: one for one in sorted(practices, key=lambda one: one.locale_id == locale.pk)}
    interviews = _interviews(told.values())
    homes = _homes([one for one in told.values() if one.locale_id != locale.pk], locale)
    stories = {
        key: Story(one, _address(one, locale, homes), one.locale_id == locale.pk, interviews.get(one.pk))
        for key, one in told.items()
    }
    found: dict[int, list[Story]] = {}
    for page, key in rows:
        if key in stories:
            found.setdefault(page, []).append(stories[key])
    return found


def _interviews(practices: Iterable[PracticePage]) -> dict[int, Interview]:
    """The first interview of each practice that has something to play."""
    rows = Interview.objects.filter(page__in=list(practices)).order_by("page", "-sort_order").select_related("media")
    return {row.page_id: row for row in rows if row.has_source}


def _homes(foreign: list[PracticePage], locale: Locale) -> dict[str, str]:
    """Path of a list of practices in another language → the address of that list in the reader's."""
    if not foreign:
        return {}
    paths = {one.path[: -one.steplen] for one in foreign}
    keys = dict(Page.objects.filter(path__in=paths).values_list("translation_key", "path"))
    lists = Page.objects.live().filter(translation_key__in=keys, locale=locale)
    return {keys[one.translation_key]: one.url or "" for one in lists}


def _address(practice: PracticePage, locale: Locale, homes: dict[str, str]) -> str:
    home = homes.get(practice.path[: -practice.steplen])
    return f"{home}{practice.slug}/" if home and practice.locale_id != locale.pk else str(practice.url)
