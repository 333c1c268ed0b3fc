"""The three formats of a dataset: how each is written, row by row, so that memory does not grow with the rows."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils import translation
from openpyxl import Workbook  # type: ignore[import-untyped]  # it has no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

from .columns import Thing, Value
from .datasets import Dataset

IN_MEMORY = 1024 * 1024
"""Bytes of a file that is being made before it goes to disk."""


class _Line:
    """A file of which only the last line is kept."""

    last = ""

    def write(self, written: str) -> None:
        self.last = written


def _cell(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def csv_lines(dataset: Dataset, language: str, things: Iterable[Thing]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, with a line of names."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([column.name for column in dataset.columns])
    yield line.last.encode()
    for thing in things:
        writer.writerow([_cell(value) for value in dataset.flat(thing)])
        yield line.last.encode()


def json_lines(dataset: Dataset, language: str, things: Iterable[Thing]) -> Iterator[bytes]:
    """Each thing whole, as the API tells it, in a line of its own."""
    for thing in things:
        yield json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def workbook(dataset: Dataset, language: str, things: Iterable[Thing]) -> Iterator[bytes]:
    """A sheet with the rows and one with the dictionary. Nothing is sent before all is written: a ZIP needs its end."""
    book = Workbook(write_only=True)
    rows = book.create_sheet(dataset.name)
    rows.append([column.name for column in dataset.columns])
    for thing in things:
        rows.append([_spreadsheet_cell(rows, value) for value in dataset.flat(thing)])
    _append_dictionary(book, dataset, language)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        book.save(whole)
        whole.seek(0)
        while chunk := whole.read(io.DEFAULT_BUFFER_SIZE):
            yield chunk


def _spreadsheet_cell(sheet: Any, value: Value) -> Any:
    """A text is said to be one, whatever it begins with; numbers and yes or no keep their types."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _append_dictionary(book: Any, dataset: Dataset, language: str) -> None:
    sheet = book.create_sheet("dictionary")
    sheet.append(["name", "description", "type", "unit", "vocabulary"])
    with translation.override(language):
        for column in dataset.columns:
            told = [column.name, str(column.description), column.type.value, column.unit, column.vocabulary]
            sheet.append(told)


@dataclass(frozen=True)
class Format:
    """A format: its media type, its name for people, and how a dataset is written in it."""

    extension: str
    name: str
    content_type: str
    write: Callable[[Dataset, str, Iterable[Thing]], Iterator[bytes]]
    file_type: str
    """In the European Union's list of file types."""
    media_type: str = ""
    """As IANA has registered it."""


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    one.extension: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", csv_lines, "CSV", "text/csv"),
        Format("jsonl", "JSON Lines", "application/jsonl; charset=utf-8", json_lines, "JSON"),
        Format("xlsx", "XLSX", SPREADSHEET, workbook, "XLSX", SPREADSHEET),
    )
}


def whole_file(written: Iterable[bytes]) -> IO[bytes]:
    """All of it in a temporary file, on disk when it is large."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # whoever asked closes it
    for part in written:
        file.write(part)
    file.seek(0)
    return file
