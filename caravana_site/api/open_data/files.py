"""`/data/<language>/<dataset>.<extension>`: the files, their dictionaries and the catalogue, for programs."""

import json

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caravana_site.api.models import Dump
from caravana_site.common.machine_answers import (
    RefusedError,
    answer,
    known_language,
    marked,
    refusal,
    require_language,
)

from .catalogue import SERIALISATIONS, written
from .datasets import Dataset, named, things_of
from .dictionary import csvw
from .formats import FORMATS, Format

DICTIONARY = "csv-metadata.json"


@require_safe
def file(request: HttpRequest, language: str, name: str, extension: str) -> HttpResponseBase:
    """A file of a dataset, or its dictionary."""
    told_in = known_language(language)
    with translation.override(told_in):
        try:
            require_language(language)
            dataset = named(name)
            if dataset is None or extension not in (*FORMATS, DICTIONARY):
                raise RefusedError(_("There is no such file of open data."))
        except RefusedError as error:
            return refusal(error, told_in)
        if extension == DICTIONARY:
            return _dictionary(request, dataset, language)
        return marked(_file(request, dataset, language, FORMATS[extension]), language)


def _dictionary(request: HttpRequest, dataset: Dataset, language: str) -> HttpResponseBase:
    told = json.dumps(csvw(dataset, language), ensure_ascii=False, indent=1).encode()
    return answer(request, told, "application/csvm+json", language=language)


def _file(request: HttpRequest, dataset: Dataset, language: str, wanted: Format) -> HttpResponseBase:
    dump = Dump.objects.filter(dataset=dataset.name, language=language, format=wanted.extension).first()
    if dump is None:
        return _at_once(request, dataset, language, wanted)
    etag, moment = f'"{dump.sha256}"', int(dump.made.timestamp())
    found: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=moment)
    if found is None:
        try:
            found = _whole(request, dump, wanted)
        except FileNotFoundError:  # it was made anew since the row was read, or somebody has deleted it
            return _at_once(request, dataset, language, wanted)
        found.headers["Content-Length"] = str(dump.bytes)
        found.headers["Content-Disposition"] = _disposition(dataset, language, wanted)
        found.headers["Link"] = _described_by(dataset)
    found.headers["ETag"] = etag
    found.headers["Last-Modified"] = http_date(moment)
    return found


def _whole(request: HttpRequest, dump: Dump, wanted: Format) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=wanted.content_type)
    return FileResponse(dump.file.open("rb"), content_type=wanted.content_type)


def _at_once(request: HttpRequest, dataset: Dataset, language: str, wanted: Format) -> HttpResponseBase:
    """Before the clock has made the first one: the same rows, written while they are sent. No length, no tag."""
    headers = {"Content-Disposition": _disposition(dataset, language, wanted), "Link": _described_by(dataset)}
    if request.method == "HEAD":
        return HttpResponse(content_type=wanted.content_type, headers=headers)
    parts = wanted.write(dataset, language, things_of(dataset, language))
    return StreamingHttpResponse(parts, content_type=wanted.content_type, headers=headers)


def _disposition(dataset: Dataset, language: str, wanted: Format) -> str:
    return content_disposition_header(True, f"{dataset.name}.{language}.{wanted.extension}") or ""


def _described_by(dataset: Dataset) -> str:
    return f'<{dataset.name}.{DICTIONARY}>; rel="describedby"; type="application/csvm+json"'


@require_safe
def catalogue(request: HttpRequest, extension: str) -> HttpResponseBase:
    """DCAT-AP-ES."""
    content_type, _format = SERIALISATIONS[extension]
    language = known_language("")
    return answer(request, written(extension), content_type, language=language)
