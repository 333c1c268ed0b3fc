"""The reader's kit as one ZIP: written while it is sent, a file at a time, so that no kit is ever held whole."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html
from zipstream import ZipStream

from caravana_site.common.models import Document
from events import kit_downloads
from events.kit_choice import KitChoice, Phase
from events.models import KitIndexPage, KitResourcePage

logger = logging.getLogger("caravana.kit")
STYLE = Path(__file__).parent / "kit_archive.css"
CHUNK = 64 * 1024  # bytes read at once


@dataclass
class Entry:
    """A tool of the archive: its address on the site, and its files by their names inside."""

    tool: KitResourcePage
    address: str
    files: dict[str, Document]
    missing: set[str] = field(default_factory=set)
    """Names that could not be read from the store: the index says so."""

    @property
    def names(self) -> list[str]:
        return [name for name in self.files if name not in self.missing]


@dataclass
class Folder:
    label: str
    entries: list[Entry]


@require_safe
def kit_zip(request: HttpRequest) -> HttpResponseBase:
    """The kit that the query string asks for. Where it makes no sense, the kit's page says what was left out."""
    page = KitIndexPage.objects.live().public().filter(locale=Locale.get_active()).order_by("path").first()
    if page is None:
        raise Http404("There is no kit in this language.")
    choice = page.choice(request)
    if choice.problems:
        answer: HttpResponse = page.serve(request)
        answer["X-Robots-Tag"] = "noindex"
        return answer
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(True, f"{page.slug}-caravana.zip"),
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-store",  # each is counted, and an editor's correction is in the next
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    folders = [_folder(number, phase, request) for number, phase in enumerate(choice.phases, start=1)]
    if kit_downloads.is_reader(request):
        kit_downloads.count([tool.translation_key for tool in choice.chosen if tool.files], page.locale.language_code)
    shown = [folder for folder in folders if folder.entries]
    return StreamingHttpResponse(written(shown, _told(page, choice, request)), headers=headers)


def _folder(number: int, phase: Phase, request: HttpRequest) -> Folder:
    place = PurePosixPath(f"{number}-{slugify(phase.label)}")
    chosen = [offer.tool for offer in phase.offers if offer.chosen]
    entries = [Entry(tool, _address(tool, request), dict(_named(tool, place))) for tool in chosen]
    return Folder(phase.label, entries)


def _named(tool: KitResourcePage, place: PurePosixPath) -> Iterator[tuple[str, Document]]:
    """The slug is unique among the kit's pages, and the ending between the two files of one."""
    for file in tool.files:
        yield str(place / f"{tool.slug}.{file.file_extension}"), file


def _address(page: KitIndexPage | KitResourcePage, request: HttpRequest) -> str:
    """Where a reader of the archive, who is on no site, finds the page."""
    return request.build_absolute_uri(page.get_url(request))


def _told(page: KitIndexPage, choice: KitChoice, request: HttpRequest) -> dict[str, Any]:
    """What the index says besides the tools, asked of the database before anything is sent."""
    root = request.build_absolute_uri("/")
    return {
        "language": page.locale.language_code,
        "page": page,
        "address": _address(page, request),
        "thanks": expand_db_html(page.thanks).replace('href="/', f'href="{root}'),
        "chosen": choice.told,
        "day": timezone.localdate(),
    }


def written(folders: list[Folder], told: dict[str, Any]) -> Iterator[bytes]:
    """The archive's bytes. The index comes last, since only then is it known what could be read."""
    archive = ZipStream()
    for folder in folders:
        for entry in folder.entries:
            for name, document in entry.files.items():
                try:
                    file = document.file.open("rb")
                except OSError:
                    logger.exception("Document %s of the kit cannot be read.", document.pk)
                    entry.missing.add(name)
                    continue
                with file:
                    archive.add(file.chunks(CHUNK), name)
                    yield from archive.all_files()
    archive.add(STYLE.read_bytes(), "index.css", compress_type=ZIP_DEFLATED)
    with translation.override(told["language"]):
        index = render_to_string("events/kit_archive.html", {**told, "folders": folders}).strip()
    archive.add(index, "index.html", compress_type=ZIP_DEFLATED)
    yield from archive.finalize()
