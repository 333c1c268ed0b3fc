"""What people read of the open data, and `/data/`, which leads each reader to what they can read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from caravana_site.api.models import Dump
from caravana_site.common import feeds
from caravana_site.common.languages import in_each_language, own_name
from caravana_site.common.middleware import preferred_language
from caravana_site.common.site_address import absolute

from .columns import SEPARATOR
from .datasets import DATASETS, Dataset
from .dictionary import path_of
from .files import catalogue
from .formats import FORMATS, Format


@dataclass(frozen=True)
class Download:
    """A file of a dataset; what is known of it once it has been made."""

    format: Format
    path: str
    dump: Dump | None


@dataclass(frozen=True)
class Edition:
    """A dataset in one language."""

    language: str
    name: str
    rows: int | None
    downloads: list[Download]
    dictionary: str


@dataclass(frozen=True)
class Shown:
    dataset: Dataset
    editions: list[Edition]

    @property
    def is_empty(self) -> bool:
        """All of its files are made, and none has a row."""
        return all(edition.rows == 0 for edition in self.editions)

    @property
    def made(self) -> Any:
        """When its last file was made."""
        moments = [one.dump.made for edition in self.editions for one in edition.downloads if one.dump]
        return max(moments, default=None)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    dumps = {(dump.dataset, dump.language, dump.format): dump for dump in Dump.objects.all()}
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != language)
    shown = [Shown(one, [_edition(one, code, dumps) for code in codes]) for one in DATASETS]
    context = {
        "datasets": shown,
        "publisher": feeds.publisher(language),
        "alternates": in_each_language("open_data"),
        "address": absolute("/data/"),
        "separator": SEPARATOR,
    }
    return render(request, "api/open_data.html", context)


def _edition(dataset: Dataset, code: str, dumps: dict[tuple[str, str, str], Dump]) -> Edition:
    downloads = [
        Download(one, path_of(dataset, code, one.extension), dumps.get((dataset.name, code, one.extension)))
        for one in FORMATS.values()
    ]
    rows = next((one.dump.rows for one in downloads if one.dump), None)
    return Edition(code, own_name(code), rows, downloads, path_of(dataset, code, "csv-metadata.json"))


OFFERED = {"text/html": "", "text/turtle": "ttl", "application/ld+json": "jsonld"}


@require_safe
def root(request: HttpRequest) -> HttpResponseBase:
    """`/data/`: the page for people, in the language that their browser prefers; the catalogue for programs that ask
    for RDF."""
    wanted = OFFERED.get(request.get_preferred_type(list(OFFERED)) or "", "")
    answered: HttpResponseBase
    if wanted:
        answered = catalogue(request, wanted)
    else:
        answered = HttpResponseRedirect(in_each_language("open_data")[preferred_language(request)])
        answered.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answered, ["Accept", "Accept-Language"])
    return answered
