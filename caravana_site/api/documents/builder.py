"""Building many documents of one language at once: what needs a query is asked for all of them together."""

import mimetypes
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html, get_text_for_indexing

from caravana_site.api.projection import keys, pictures
from caravana_site.common import feeds
from caravana_site.common.blocks.renditions import prefetch_renditions
from caravana_site.common.models import Licence as LicenceChoice
from caravana_site.common.site_address import absolute
from caravana_site.common.visibility import without_private

from . import schemas

WIDTHS = (320, 640, 960, 1280)
FORMAT: Literal["webp"] = "webp"
SEPARATOR = "<!--§-->"
ADDRESS = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
Made = TypeVar("Made", bound=schemas.DocumentBase)
NAMED_PAGE = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')
NAMED_DOCUMENT = re.compile(r'linktype="document"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="document"')


class Builder:
    """What the builders of all kinds share.

    Used in two steps. First each kind says what it will need (`want_…`), of all its things; the first question after
    that reads it all. Then it makes its documents, each inside `document()`, so that the builder notes what each of
    them was built from.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._wanted: dict[type[Model], set[Any]] = defaultdict(set)
        self._found: dict[type[Model], dict[Any, Any]] = {}
        self._texts: dict[str, None] = {}
        self._paths: set[str] = set()
        self._above: dict[str, int] = {}
        self._read: dict[str, schemas.RichText] = {}
        self._now: set[str] | None = None
        self._dependencies: dict[UUID, frozenset[str]] = {}

    @cached_property
    def publisher(self) -> feeds.Publisher:
        """Who publishes the site."""
        return feeds.publisher(self.language)

    # ── what will be needed ──

    def want_image(self, pk: int | None) -> None:
        self._want(get_image_model(), pk)

    def want_file(self, pk: int | None) -> None:
        self._want(get_document_model(), pk)

    def want_page(self, pk: int | None) -> None:
        self._want(Page, pk)

    def want_trail(self, page: Page) -> None:
        """The pages between the home page and that one."""
        self._paths |= set(_above(page))

    def want_rich_text(self, html: str) -> None:
        """And what it leads to."""
        self._texts.setdefault(html)
        for pattern, want in ((NAMED_PAGE, self.want_page), (NAMED_DOCUMENT, self.want_file)):
            for found in pattern.finditer(html):
                want(int(found[1] or found[2]))

    def _want(self, model: type[Model], pk: Any) -> None:
        if pk is not None:
            self._wanted[model].add(pk)

    # ── what a document was built from ──

    @contextmanager
    def document(self) -> Iterator[None]:
        """Everything that is asked for in here belongs to one document, to be kept with `made` at the end."""
        self._now = set()
        try:
            yield
        finally:
            self._now = None

    def made(self, document: Made) -> Made:
        """Keep what the document that has just been made was built from; said inside `document()`."""
        if self._now is None:
            raise RuntimeError("A document is made inside `with builder.document()`.")
        self._dependencies[document.uuid] = frozenset(self._now)
        return document

    def dependencies_of(self, document: schemas.DocumentBase) -> frozenset[str]:
        return self._dependencies[document.uuid]

    def depends_on(self, *things: Model | str | None) -> None:
        """Say what else the document was built from: rows, or keys."""
        if self._now is not None:
            self._now |= {thing if isinstance(thing, str) else keys.key(thing) for thing in things if thing is not None}

    # ── the parts of documents ──

    def rich_text(self, html: str) -> schemas.RichText:
        self._load()
        for found in NAMED_PAGE.finditer(html):
            self._depends_on_page(int(found[1] or found[2]))
        for found in NAMED_DOCUMENT.finditer(html):
            self.depends_on(keys.key_of(get_document_model(), int(found[1] or found[2])))
        return self._read[html]

    def _depends_on_page(self, pk: int | None) -> None:
        """And on the language that it may get later, to which readers of that one are led then."""
        if pk is not None:
            self.depends_on(keys.key_of(Page, pk))
        if (page := self._get(Page, pk)) is not None:
            self.depends_on(keys.versions(page.translation_key))

    def picture(self, pk: int | None, alt: str | None = None, *, decorative: bool = False) -> schemas.Picture | None:
        """`alt` where it is shown; else the picture's own in this language."""
        image = self._get(get_image_model(), pk)
        if image is None:
            return None
        self.depends_on(image)
        return picture_of(image, "" if decorative else (alt or image.alt_text_in(self.language)))

    def file(self, pk: int | None) -> schemas.File | None:
        found = self._get(get_document_model(), pk)
        if found is None:
            return None
        self.depends_on(found)
        return file_of(found)

    def page(self, pk: int | None) -> Any | None:
        """The public page itself, in this language where it exists there; None when nobody may read it."""
        found = self._get(Page, pk)
        self._depends_on_page(pk)
        return found

    def link_to_page(self, pk: int | None) -> schemas.Link | None:
        found = self.page(pk)
        if found is None:
            return None
        return schemas.Link(url=absolute(found.url), title=found.title, locale=found.locale.language_code)

    def trail(self, page: Page) -> list[Any]:
        """The public ones of those between the home page and that one, from the top."""
        self._load()
        return [found for path in _above(page) if (found := self.page(self._above.get(path)))]

    def _get(self, model: type[Model], pk: Any) -> Any:
        self._load()
        return self._found.get(model, {}).get(pk)

    def _load(self) -> None:
        """Read what was asked for since the last time: a few queries, however much it is."""
        if paths := self._paths - self._above.keys():
            self._above |= Page.objects.filter(path__in=paths).values_list("path", "pk")
            self._wanted[Page] |= set(self._above.values())
            self._paths = set()
        wanted, self._wanted = self._wanted, defaultdict(set)
        for model, pks in wanted.items():
            if new := pks - self._found.setdefault(model, {}).keys():
                self._found[model] |= self._rows(model, new)
        if texts := [html for html in self._texts if html not in self._read]:
            self._read |= zip(texts, self._expanded(texts), strict=True)

    def _rows(self, model: type[Model], pks: Iterable[Any]) -> dict[Any, Any]:
        if model is Page:
            return self._pages(pks)
        rows = model._default_manager.in_bulk(list(pks))
        if model is get_image_model():
            prefetch_renditions(rows.values())
        return rows

    def _pages(self, pks: Iterable[Any]) -> dict[Any, Any]:
        """Public ones; each in this language where it exists there, as a reader of this language would be led."""
        public = without_private(Page.objects.live()).select_related("locale")
        named = {page.pk: page for page in public.filter(pk__in=pks)}
        here = public.filter(
            translation_key__in={page.translation_key for page in named.values()},
            locale__language_code=self.language,
        )
        own = {page.translation_key: page for page in here}
        return {pk: own.get(page.translation_key, page) for pk, page in named.items()}

    def _expanded(self, texts: list[str]) -> list[schemas.RichText]:
        """Joined, so that links cost the queries of one text; in the language of the documents, which links follow."""
        joined = PAGE_LINK.sub(self._page_link, SEPARATOR.join(texts))
        with translation.override(self.language):
            expanded = expand_db_html(joined).split(SEPARATOR)
        return [schemas.RichText(html=with_whole_addresses(html), text=text_of(html)) for html in expanded]

    def _page_link(self, tag: re.Match[str]) -> str:
        """To a page that everybody may read; Wagtail would ask two queries a link, and tell where drafts are."""
        named = NAMED_PAGE.search(tag[0])
        page = self._found.get(Page, {}).get(int(named[1] or named[2])) if named else None
        return f'<a href="{escape(page.url)}">' if page else "<a>"


def _above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(3 * Page.steplen, len(page.path), Page.steplen)]


def with_whole_addresses(html: str) -> str:
    return ADDRESS.sub(lambda found: f"{found[1]}{urljoin(f'{settings.SITE_URL}/', found[2])}{found[3]}", html)


def text_of(html: str) -> str:
    return get_text_for_indexing(html).strip()


def licence(code: str) -> schemas.Licence:
    choice = LicenceChoice(code)
    return schemas.Licence(id=choice.value, name=str(choice.label), url=choice.url or None)


def picture_of(image: Any, alt: str) -> schemas.Picture:
    widths = [width for width in WIDTHS if width <= image.width] or WIDTHS[:1]  # Wagtail never makes one larger
    cut = [pictures.rendition(image, f"width-{width}|format-{FORMAT}") for width in widths]
    renditions = [one for one in cut if one is not None]
    return schemas.Picture(
        alt=alt,
        width=image.width,
        height=image.height,
        focal_point=_focal_point(image),
        credit=image.credit or None,
        licence=licence(image.licence),
        src=absolute(renditions[-1].url) if renditions else "",  # never kept: the round is given up
        srcset=[
            schemas.Rendition(url=absolute(one.url), width=one.width, height=one.height, format=FORMAT)
            for one in renditions
        ],
    )


def _focal_point(image: Any) -> schemas.FocalPoint | None:
    focus = image.get_focal_point()
    if focus is None:
        return None
    return schemas.FocalPoint(x=round(focus.centroid.x / image.width, 4), y=round(focus.centroid.y / image.height, 4))


def file_of(document: Any) -> schemas.File:
    return schemas.File(
        title=document.title,
        url=absolute(document.url),
        media_type=mimetypes.guess_type(document.filename)[0] or "application/octet-stream",
        bytes=document.file_size,
        language=document.language or None,
        licence=licence(document.licence),
    )
