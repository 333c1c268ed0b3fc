"""What search engines are told of: the live pages and the themes of every language.

The pages are cut into files of `PAGES_A_FILE`, and each file reads its own pages alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, overload
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from caravana_site.api.models import Change, Document
from events.models import StopPage
from practices.catalogue_index import indexes_of
from practices.models import PracticePage, Theme
from practices.organisation_sections import publishing

PAGES_A_FILE = 1000


@dataclass
class Entry:
    """One address and the same thing in other languages, by language code."""

    location: str
    language: str
    changed: datetime | None = None
    versions: dict[str, str] = field(default_factory=dict)


class EntrySitemap(Sitemap):
    """Each address with its alternates; Django's own would give a page the same slug in every language."""

    def location(self, item: Any) -> str:
        return str(item.location)

    def lastmod(self, item: Any) -> datetime | None:
        return item.changed  # type: ignore[no-any-return]  # an Entry's

    def get_latest_lastmod(self) -> datetime | None:
        """Django's own would read every entry to find it."""
        return None

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        urls: list[dict[str, Any]] = super().get_urls(page=page, site=site, protocol=protocol)
        for url in urls:
            entry: Entry = url["item"]
            origin = url["location"].removesuffix(entry.location)
            default = next((code for code, _name in settings.LANGUAGES if code in entry.versions), entry.language)
            if len(entry.versions) > 1 or default != settings.LANGUAGE_CODE:
                alternates = {**entry.versions, "x-default": entry.versions[default]}
                url["alternates"] = [
                    {"lang_code": code, "location": f"{origin}{path}"} for code, path in alternates.items()
                ]
        return urls


def _live() -> Any:
    """Invented stories are left out: they must not be found as if they were true. Archived ones nobody keeps true."""
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of=None)
    for model in (PracticePage, StopPage):
        pages = pages.exclude(pk__in=model.objects.filter(is_sample=True).values("pk"))
    return pages.exclude(pk__in=PracticePage.objects.filter(archived=True).values("pk"))


class PageEntries(Sequence[Entry]):
    """Entries of the live pages, read when a slice of them is asked for."""

    def __init__(self) -> None:
        self.pages = _live().select_related("locale").order_by("path")

    def __len__(self) -> int:
        return int(self.pages.count())

    @overload
    def __getitem__(self, asked: int) -> Entry: ...
    @overload
    def __getitem__(self, asked: slice) -> list[Entry]: ...
    def __getitem__(self, asked: int | slice) -> Entry | list[Entry]:
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        pages = list(self.pages[asked])
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        for page in self.pages.filter(translation_key__in={page.translation_key for page in pages}):
            if parts := page.get_url_parts():
                versions[page.translation_key][page.locale.language_code] = parts[2]
        found = []
        for page in pages:
            same, code = versions[page.translation_key], page.locale.language_code
            if code in same:  # otherwise it is outside every site's tree
                found.append(Entry(same[code], code, page.last_published_at, same))
        return found


class PageSitemap(EntrySitemap):
    limit = PAGES_A_FILE

    def items(self) -> PageEntries:
        return PageEntries()

    def get_latest_lastmod(self) -> datetime | None:
        changed: datetime | None = _live().aggregate(changed=Max("last_published_at"))["changed"]
        return changed


def _changed(kind: str) -> dict[tuple[UUID, str], datetime]:
    """When what machines read of each was last another, by identity and language; rows of such things do not say.

    Changes are forgotten after a while; then the thing's own moment stands in, where it has one.
    """
    moment = Change.objects.filter(number=OuterRef("number")).values("at")[:1]
    rows = Document.objects.public().of(kind).annotate(changed=Coalesce(Subquery(moment), "updated"))
    return {(uuid, code): changed for uuid, code, changed in rows.values_list("uuid", "language", "changed") if changed}


class ThemeSitemap(EntrySitemap):
    """Themes with a true practice to read in that language, as their own pages count them."""

    def items(self) -> list[Entry]:
        indexes = indexes_of(PracticePage.objects.all())
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        entries, changed = [], _changed("theme")
        for theme in Theme.objects.select_related("locale"):
            index = indexes.get(theme.locale_id)
            if index is None or not index.tells_of("theme", theme.key):
                continue
            code = theme.locale.language_code
            with translation.override(code):
                path = theme.get_absolute_url()
            versions[theme.translation_key][code] = path
            moment = changed.get((theme.translation_key, code))
            entries.append(Entry(path, code, moment, versions[theme.translation_key]))
        return entries


class OrganisationSitemap(EntrySitemap):
    """Bodies whose page has something true to read, in the languages where it has."""

    def items(self) -> list[Entry]:
        versions: dict[str, dict[str, str]] = defaultdict(dict)
        entries, changed = [], _changed("organisation")
        for locale in Locale.objects.filter(language_code__in=[code for code, _name in settings.LANGUAGES]):
            code = locale.language_code
            for slug, uuid in publishing(locale, real=True).order_by("slug").values_list("slug", "uuid"):
                with translation.override(code):
                    path = reverse("organisation", args=[slug])
                versions[slug][code] = path
                entries.append(Entry(path, code, changed.get((uuid, code)), versions[slug]))
        return sorted(entries, key=lambda entry: entry.location)


sitemaps = {"pages": PageSitemap, "themes": ThemeSitemap, "organisations": OrganisationSitemap}
