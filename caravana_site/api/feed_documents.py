"""A feed as a document: Atom (RFC 4287) and JSON Feed 1.1. The same entries, with the same identities."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from caravana_site.common import feeds
from caravana_site.common.plain_text import plain

SAMPLE_CATEGORY = "sample"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Document:
    """One feed in one language, of all themes or of one."""

    title: str
    language: str
    identity: str
    url: str
    home_url: str
    publisher: feeds.Publisher
    entries: Sequence[feeds.Entry]
    more: str = ""
    """How much more there is in other languages, said; empty when there is none."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """The same feed in the other languages that have things to read: code to address."""


@dataclass(frozen=True)
class Format:
    """How a feed is written: its extension's content type, for its link and for its answer."""

    link_type: str
    content_type: str
    write: Callable[[Document], bytes]


def identity(entry: feeds.Entry, language: str) -> str:
    """A version in another language is another entry: who follows both languages reads both."""
    return f"urn:uuid:{entry.key}#{language}"


def title_of(entry: feeds.Entry) -> str:
    """Invented content says so before anything else."""
    return plain(_("SAMPLE: %(title)s") % {"title": entry.title} if entry.is_sample else entry.title)


class AtomFeed(Atom1Feed):
    """Django's, with names for the categories and each entry's licence as a link (RFC 4946)."""

    def latest_post_date(self) -> datetime:
        """Django's says now when there is no entry, and an empty feed would change with every request."""
        return max((item["updateddate"] for item in self.items), default=feeds.NEVER)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for code, address in self.feed["versions"].items():
            link = {"rel": "alternate", "type": "application/atom+xml", "hreflang": code, "href": address}
            handler.addQuickElement("link", "", link)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for term, label in item["themes"]:
            handler.addQuickElement("category", "", {"term": term, "label": label})
        if item["licence_url"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": item["licence_url"]})


def atom(document: Document) -> bytes:
    publisher = document.publisher
    feed = AtomFeed(
        title=plain(document.title),
        link=document.home_url,
        description="",
        subtitle=document.more or None,
        versions=document.versions,
        language=document.language,
        author_name=plain(publisher.name) or plain(document.title),
        feed_url=document.url,
        feed_copyright=plain(publisher.licence) or None,
        feed_guid=document.identity,
    )
    for entry in document.entries:
        sample = [(SAMPLE_CATEGORY, _("Sample"))] if entry.is_sample else []
        feed.add_item(
            title=title_of(entry),
            link=entry.url,
            description=escape(plain(entry.summary)),  # Django marks it as HTML
            author_name=plain(entry.author) or None,
            unique_id=identity(entry, document.language),
            pubdate=entry.published,
            updateddate=entry.updated,
            item_copyright=plain(entry.licence) or None,
            themes=[*sample, *((term, plain(label)) for term, label in entry.categories)],
            licence_url=entry.licence_url,
        )
    return feed.writeString("utf-8").encode()


def json_feed(document: Document) -> bytes:
    publisher = document.publisher
    told: dict[str, Any] = {
        "version": JSON_FEED,
        "title": plain(document.title),
        "home_page_url": document.home_url,
        "feed_url": document.url,
        "language": document.language,
    }
    if document.more:
        told["description"] = document.more
    if document.versions:
        told["_languages"] = dict(document.versions)
    if publisher.name:
        told["authors"] = [{"name": plain(publisher.name)}]
    if publisher.licence:
        told["_licence"] = _licence(publisher.licence, publisher.licence_url)
    told["items"] = [_item(entry, document.language) for entry in document.entries]
    return json.dumps(told, ensure_ascii=False).encode()


def _item(entry: feeds.Entry, language: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": identity(entry, language),
        "url": entry.url,
        "title": title_of(entry),
        "content_text": plain(entry.summary),
        "summary": plain(entry.summary),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "language": language,
        "tags": [*([_("Sample")] if entry.is_sample else []), *(plain(label) for _term, label in entry.categories)],
    }
    if entry.author:
        item["authors"] = [{"name": plain(entry.author)}]
    if entry.licence:
        item["_licence"] = _licence(entry.licence, entry.licence_url)
    if entry.is_sample:
        item["_sample"] = {"is_sample": True, "about": _("Invented content, to show how the site works.")}
    return item


def _licence(name: str, url: str) -> dict[str, str]:
    return {"name": name, "url": url} if url else {"name": name}


FORMATS = {
    "atom": Format("application/atom+xml", "application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json", "application/feed+json; charset=utf-8", json_feed),
}
"""Extension → how it is written."""
