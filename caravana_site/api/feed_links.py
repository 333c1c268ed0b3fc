"""Where the feeds are, for the head of the pages that list the same things."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from caravana_site.api.feed_documents import FORMATS
from caravana_site.common import feeds

FORMAT_NAMES = {"atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True)
class FeedLink:
    """An alternate of a page: media type, path and what a reader is told it is."""

    type: str
    path: str
    title: str


def path_of(feed: feeds.Feed, language: str, extension: str, theme: str = "") -> str:
    path = reverse("feed", args=[language, feed.name, extension])
    return f"{path}?{urlencode({'theme': theme})}" if theme else path


def links(language: str, *, name: str = "", theme_key: str = "", theme_name: str = "") -> list[FeedLink]:
    """Those of every feed or of one, about every theme or about one."""
    found = []
    for feed in feeds.all_feeds():
        if name not in ("", feed.name):
            continue
        title = f"{feed.title}: {theme_name}" if theme_name else str(feed.title)
        for extension, written in FORMATS.items():
            path = path_of(feed, language, extension, theme_key)
            found.append(FeedLink(written.link_type, path, f"{title} ({FORMAT_NAMES[extension]})"))
        if feed.calendar:
            label = f"{feed.calendar.label}: {theme_name}" if theme_name else str(feed.calendar.label)
            found.append(FeedLink("text/calendar", feed.calendar.path(language, theme_key), label))
    return found
