"""The dictionary of a dataset as CSV on the Web has it, made from the columns that write the file."""

from typing import Any

from django.conf import settings
from django.utils import translation

from caravana_site.common import feeds
from caravana_site.common.site_address import absolute

from .columns import SEPARATOR, Column
from .datasets import Dataset


def path_of(dataset: Dataset, language: str, extension: str) -> str:
    """Of a file; the dictionary's extension is `csv-metadata.json`, where CSV on the Web looks for it."""
    return f"/data/{language}/{dataset.name}.{extension}"


def in_every_language(told: Any) -> dict[str, str]:
    """A text of ours in each language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(told)
    return found


def csvw(dataset: Dataset, language: str) -> dict[str, Any]:
    """https://www.w3.org/TR/tabular-metadata/"""
    publisher = feeds.publisher(language)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "@id": absolute(path_of(dataset, language, "csv-metadata.json")),
        "url": absolute(path_of(dataset, language, "csv")),
        "dc:title": in_every_language(dataset.title),
        "dc:description": in_every_language(dataset.description),
        "dc:language": language,
        "dc:publisher": publisher.name,
        "dc:license": {"@id": publisher.licence_url} if publisher.licence_url else None,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(column) for column in dataset.columns], "primaryKey": "uuid"},
    }


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": in_every_language(column.description),
        "datatype": column.type.value,
        "required": column.required,
    }
    if column.is_list:
        told["separator"] = SEPARATOR
    if column.unit:
        told["schema:unitText"] = column.unit
    if column.vocabulary:
        told["dc:conformsTo"] = column.vocabulary
    return told
