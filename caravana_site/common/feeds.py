"""What can be followed with a feed reader. Each room registers its feeds when it starts; the api room serves them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from wagtail.models import Locale, Page

from .site_address import absolute

MOST = 50
"""Entries of a feed: the last to be published or changed."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The day of what was made without being published, as in an installation's own scripts."""


@dataclass(frozen=True)
class Entry:
    """One thing to read, in one language; addresses are whole."""

    key: UUID
    """Its translation key: with the language it is the entry's identity for ever."""
    title: str
    url: str
    summary: str
    author: str
    published: datetime
    updated: datetime
    categories: Sequence[tuple[str, str]] = ()
    """Key and name of each theme, the main one first."""
    is_sample: bool = False
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True)
class Calendar:
    """A calendar that follows the same things: its label and its path in a language, of all themes or of one."""

    label: Any
    path: Callable[[str, str], str]


@dataclass(frozen=True)
class Feed:
    """A feed. `newest` gives at most `MOST` entries of a language, of the theme with that key when there is one.

    `home` is the path of the page that lists the same things in that language; `title` is translated when it is used.
    """

    name: str
    title: Any
    newest: Callable[[Locale, str], Sequence[Entry]]
    home: Callable[[Locale], str]
    order: int
    calendar: Calendar | None = None
    elsewhere: Callable[[Locale, str], int] | None = None
    """How many things of the theme with that key the other languages have that this one lacks."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes what programs read and under which licence, in one language; what is not known is empty."""

    name: str = ""
    licence: str = ""
    licence_url: str = ""
    licence_code: str = ""
    promoter: str = ""
    """The body behind the site, with its code in the directory of public bodies."""
    dir3: str = ""
    email: str = ""
    telephone: str = ""


_feeds: dict[str, Feed] = {}
_publishers: list[Callable[[str], Publisher]] = []


def register(feed: Feed) -> None:
    """Add a feed; the same one may come twice, since tests start apps again."""
    if _feeds.setdefault(feed.name, feed) != feed:
        raise ValueError(f"Two feeds are called {feed.name!r}.")


def all_feeds() -> list[Feed]:
    return sorted(_feeds.values(), key=lambda feed: feed.order)


def named(name: str) -> Feed | None:
    return _feeds.get(name)


def register_publisher(source: Callable[[str], Publisher]) -> None:
    """Say where the publisher is written: a function of a language. The last one given holds."""
    _publishers[:] = [source]


def publisher(language: str) -> Publisher:
    return _publishers[0](language) if _publishers else Publisher()


def moments_of(page: Page) -> tuple[datetime, datetime]:
    """When a page was first published, and when last."""
    first = page.first_published_at or page.latest_revision_created_at or NEVER
    return first, page.last_published_at or first


def address_of(page: Page) -> str:
    """A page's whole address, that of the site for one outside its tree."""
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts else absolute("/")


def home_of(index: type[Page]) -> Callable[[Locale], str]:
    """The path of the live list of that kind in a language, or of the language's home."""

    def path(locale: Locale) -> str:
        page = index.objects.live().public().filter(locale=locale).first()
        return (page and page.get_url()) or f"/{locale.language_code}/"

    return path
