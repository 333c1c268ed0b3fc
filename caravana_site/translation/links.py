"""Where the links of texts go, whose addresses stand beside the texts and not in them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail_localize.models import StringSegment


@dataclass(frozen=True)
class Link:
    """A link of the source, by the id that stands in the place of its address."""

    id: str
    goes_to: str


class Links:
    """Where all links of many texts go, in one query for pages and one for documents."""

    def __init__(self, segments: Iterable[StringSegment]) -> None:
        self._of = {segment.pk: _attributes(segment) for segment in segments}
        every = [one for links in self._of.values() for one in links.values()]
        self._pages = _names(Page, every, "page", "title")
        self._documents = _names(get_document_model(), every, "document", "title")

    def of(self, segment: StringSegment) -> list[Link]:
        return [Link(identity, self._goes_to(one)) for identity, one in self._of.get(segment.pk, {}).items()]

    def _goes_to(self, link: dict[str, str]) -> str:
        if href := link.get("href"):
            return href
        names = self._documents if link.get("linktype") == "document" else self._pages
        return names.get(str(link.get("id")), _("a page that is there no more"))


def _attributes(segment: StringSegment) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = json.loads(segment.attrs or "{}") or {}
    return {identity: one for identity, one in kept.items() if identity.startswith("a")}


def _names(model: Any, links: list[dict[str, str]], kind: str, name: str) -> dict[str, str]:
    keys = {one["id"] for one in links if one.get("linktype") == kind and str(one.get("id", "")).isdigit()}
    if not keys:
        return {}
    return {str(key): title for key, title in model.objects.filter(pk__in=keys).values_list("pk", name)}
