"""What is there to embed: the public thing in the language asked for, else in one that there is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageLogEntry

from caravana_site.api.documents.subjects import public
from caravana_site.api.models import Document
from caravana_site.common import feeds
from events.models import StopIndexPage, StopPage
from practices.interviews import ShownInterview, shown_interviews
from practices.models import Interview, PracticePage, Theme
from practices.models.practice_queries import HEARD
from practices.withdrawal import ACTION as WITHDRAWN

from .targets import CALENDAR, INTERVIEW, PRACTICE, STOP, Target

MOST_STOPS = 5
"""Of a calendar: what can be read at a glance; its link leads to the rest."""
PAGES: Mapping[str, type[Page]] = {PRACTICE: PracticePage, STOP: StopPage, CALENDAR: StopIndexPage}


@dataclass(frozen=True)
class Found:
    """What an embed shows. `language` is the one that it is written in."""

    target: Target
    page: Any
    """The page that it is of, or that it is in: where its link leads."""
    language: str
    title: str
    body: Any = None
    """Whose text it is: an organisation, or None for what is the site's own."""
    is_sample: bool = False
    licence: str = ""
    licence_url: str = ""
    interview: ShownInterview | None = None
    theme: Theme | None = None
    stops: list[StopPage] = field(default_factory=list)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is not there in the language that was asked for."""
        return self.language != self.target.language

    @property
    def page_path(self) -> str:
        """Of the page, at the interview or narrowed to the theme."""
        path = self.page.url or "/"
        if self.interview:
            return f"{path}#{self.interview.fragment(self.target.second)}"
        return f"{path}?theme={self.theme.key}" if self.theme else path

    @property
    def body_path(self) -> str:
        if self.body is None:
            return ""
        with override(self.language):
            return str(self.body.get_absolute_url())


def find(target: Target) -> Found | None:
    """What everybody may see of it now, or None."""
    return FINDERS[target.kind](target)


def was_there(target: Target) -> bool:
    """Whether it was public once and is no more."""
    if Document.objects.of(target.kind).filter(uuid=target.uuid).exists():
        return True
    if target.kind != INTERVIEW:
        pages: Any = PAGES[target.kind].objects.filter(translation_key=target.uuid)
        return bool(pages.filter(first_published_at__isnull=False).exists())
    rows = Interview.objects.filter(identity=target.uuid, page__first_published_at__isnull=False)
    taken = PageLogEntry.objects.filter(action=WITHDRAWN, data__interview=str(target.uuid))
    return rows.exists() or bool(taken.exists())


def _practice(target: Target) -> Found | None:
    pages = PracticePage.objects.filter(translation_key=target.uuid).for_cards()
    page = _in_language(public(pages), target.language)
    return page and _of_practice(target, page, page.title)


def _of_practice(target: Target, page: Any, title: str, interview: ShownInterview | None = None) -> Found:
    return Found(
        target, page, page.locale.language_code, title, page.organisation, page.is_sample,
        str(page.get_licence_display()), page.licence_url, interview,
    )  # fmt: skip


def _interview(target: Target) -> Found | None:
    """In the story of that language when the story has it, else in another one's."""
    heard = Prefetch("interviews", Interview.objects.select_related(*HEARD))
    stories = PracticePage.objects.filter(interviews__identity=target.uuid).for_cards().distinct()
    page = _in_language(public(stories).prefetch_related(heard), target.language)
    shown = next((one for one in shown_interviews(page) if one.row.identity == target.uuid), None) if page else None
    return _of_practice(target, page, shown.row.title, shown) if shown else None


def _stop(target: Target) -> Found | None:
    page = _in_language(public(StopPage.objects.filter(translation_key=target.uuid).for_cards()), target.language)
    if page is None:
        return None
    language = page.locale.language_code
    return Found(target, page, language, page.card_title, page.host, page.is_sample, *_licence(target.language))


def _calendar(target: Target) -> Found | None:
    lists = StopIndexPage.objects.filter(translation_key=target.uuid).select_related("locale")
    page = _in_language(public(lists), target.language)
    theme = Theme.objects.filter(locale=page.locale, key=target.theme).first() if page and target.theme else None
    if page is None or (target.theme and theme is None):
        return None
    stops = StopPage.objects.live().public().in_locale(page.locale).upcoming(timezone.now())
    keys = (stops.about(theme.key) if theme else stops)[:MOST_STOPS].keys()
    title = f"{page.title}: {theme.name}" if theme else page.title
    language = page.locale.language_code
    return Found(
        target,
        page,
        language,
        title,
        None,
        False,
        *_licence(target.language),
        None,
        theme,
        StopPage.objects.listed(keys),
    )


FINDERS: Mapping[str, Callable[[Target], Found | None]] = {
    PRACTICE: _practice,
    STOP: _stop,
    INTERVIEW: _interview,
    CALENDAR: _calendar,
}


def _licence(language: str) -> tuple[str, str]:
    """The site's own."""
    publisher = feeds.publisher(language)
    return publisher.licence, publisher.licence_url


def _in_language(pages: Iterable[Any], language: str) -> Any:
    """The page in that language, else in the first of the site's that has it."""
    order = [language, *(code for code, _name in settings.LANGUAGES)]
    found = [page for page in pages if page.locale.language_code in order]
    return min(found, key=lambda page: order.index(page.locale.language_code), default=None)
