"""The files of the open data: what is in them and how they are served."""

import csv
import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from openpyxl import load_workbook

from caravana_site.api.models import Document, Dump
from caravana_site.api.open_data.datasets import DATASETS
from caravana_site.api.open_data.formats import FORMATS
from caravana_site.api.open_data.making import make_all, pairs
from tests import factories as made
from tests.api.catalogue import publish

from .reading import csv_rows, download, json_rows, sheet_rows

pytestmark = pytest.mark.django_db
FILE = "/data/ca/practices.csv"


def test_rows_tell_what_the_documents_tell(dumps: int, client: Client) -> None:
    assert dumps == len(pairs())
    for language in ("ca", "es"):
        _tells_the_documents(client, language)


def _tells_the_documents(client: Client, language: str) -> None:
    for dataset in DATASETS:
        if dataset.name == "interviews":
            continue
        documents = [
            json.loads(text)
            for text in Document.objects.filter(kind=dataset.kind, language=language)
            .order_by("pk")
            .values_list("body", flat=True)
        ]
        name = f"{language}/{dataset.name}"
        assert json_rows(client, name) == documents
        for rows in (csv_rows(client, name), sheet_rows(client, name)):
            assert [row["uuid"] for row in rows] == [document["uuid"] for document in documents]
            assert [row["title"] for row in rows] == [document["title"] for document in documents]
            assert {row["language"] for row in rows} <= {language}
    assert csv_rows(client, f"{language}/practices")
    assert csv_rows(client, f"{language}/organisations")


def test_flat_cells_say_the_same_as_the_document_and_interviews_name_their_practice(dumps: int, client: Client) -> None:
    row, cells = csv_rows(client, "ca/practices")[0], sheet_rows(client, "ca/practices")[0]
    assert row["organisation"] == "Ajuntament de Gósol"
    assert (row["municipality_code"], row["latitude"], row["longitude"]) == ("25100", "42.23", "1.66")
    assert row["sdgs"] == "10|11"
    assert (row["initial_cost"], row["archived"], row["ended"]) == ("12000", "false", "")
    assert (row["successes"], row["open_difficulties"], row["licence"]) == ("1", "1", "CC-BY-4.0")
    assert (cells["initial_cost"], cells["archived"], cells["ended"]) == (12000, False, None)
    row = csv_rows(client, "ca/interviews")[0]
    assert (row["title"], row["practice"], row["duration"]) == ("Un any de furgoneta", "La furgoneta", "1390")
    whole = json_rows(client, "ca/interviews")[0]
    assert whole["practice"]["title"] == "La furgoneta"
    assert whole["transcript"]


def test_csv_is_as_rfc_4180_wants_it(page: Any, client: Client) -> None:
    publish(page, summary='Diu «hola», "adéu"\ni calla.')
    make_all()
    text = download(client, "ca/practices.csv").decode("utf-8")
    assert text.startswith("uuid,uri,url,")
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert rows[0]["summary"] == 'Diu «hola», "adéu"\ni calla.'


def test_a_text_is_never_a_formula(another: Any, client: Client) -> None:
    told = [f"{beginning}HYPERLINK(1)" for beginning in ("=", "+", "-", "@", "\t")]
    for number, text in enumerate(told):
        another(f"Pràctica {number}", summary=text)
    make_all(only=["practices"])
    assert [row["summary"] for row in csv_rows(client, "ca/practices")[1:]] == [f"'{text}" for text in told]
    book = load_workbook(io.BytesIO(download(client, "ca/practices.xlsx")))
    kinds = {cell.data_type for sheet in book.worksheets for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert [row["summary"] for row in json_rows(client, "ca/practices")[1:]] == told


def test_samples_are_in_no_file(page: Any, another: Any, client: Client) -> None:
    another("La inventada", is_sample=True, organisation=page.organisation)
    make_all()
    documents = Document.objects.filter(title="La inventada")
    assert documents.exists()
    assert any("La inventada" in body for body in Document.objects.of("organisation").values_list("body", flat=True))
    for dataset, language in pairs():
        for extension in ("csv", "jsonl"):
            assert "La inventada" not in download(client, f"{language}/{dataset.name}.{extension}").decode()
    assert len(csv_rows(client, "ca/practices")) == 1


def test_checksum_size_and_rows_are_those_of_the_file(dumps: int, client: Client) -> None:
    for row in Dump.objects.all():
        body = download(client, f"{row.language}/{row.dataset}.{row.format}")
        assert row.sha256 == hashlib.sha256(body).hexdigest()
        assert row.sha1 == hashlib.sha1(body, usedforsecurity=False).hexdigest()
        assert row.bytes == len(body)
    row = Dump.objects.get(dataset="practices", language="es", format="csv")
    assert row.rows == len(csv_rows(client, "es/practices")) == 1


def test_the_dictionary_is_of_the_file_and_what_it_needs_is_there(dumps: int, client: Client) -> None:
    for dataset, language in pairs():
        told = json.loads(download(client, f"{language}/{dataset.name}.csv-metadata.json"))
        columns = told["tableSchema"]["columns"]
        header = download(client, f"{language}/{dataset.name}.csv").decode().split("\r\n")[0]
        assert [column["name"] for column in columns] == header.split(",")
        for column in columns:
            texts = column["dc:description"]
            assert set(texts) == {"ca", "es"}
            assert all(texts.values()), column["name"]
            assert column["datatype"]
        for row in csv_rows(client, f"{language}/{dataset.name}"):
            for column in dataset.columns:
                assert row[column.name] or not column.required, column.name


TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "xlsx": "application/vnd.openxmlformats"}


def test_a_file_is_served_for_reuse(dumps: int, client: Client) -> None:
    for extension in FORMATS:
        _is_served(client, extension)


def _is_served(client: Client, extension: str) -> None:
    answer = client.get(f"/data/ca/practices.{extension}")
    assert answer["Content-Type"].startswith(TYPES[extension])
    assert answer["Content-Disposition"] == f'attachment; filename="practices.ca.{extension}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "public" in answer["Cache-Control"]
    assert "Vary" not in answer
    assert "csv-metadata.json" in answer["Link"]
    assert "Set-Cookie" not in answer
    head = client.head(f"/data/ca/practices.{extension}")
    assert head.status_code == 200
    assert int(head["Content-Length"]) == len(download(client, f"ca/practices.{extension}"))
    assert head["ETag"] == answer["ETag"]
    for headers in ({"If-None-Match": answer["ETag"]}, {"If-Modified-Since": answer["Last-Modified"]}):
        again = client.get(f"/data/ca/practices.{extension}", headers=headers)
        assert again.status_code == 304
        assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(FILE, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.post(FILE).status_code == 405


@pytest.mark.parametrize("path", ["xx/practices.csv", "ca/nope.csv", "ca/practices.exe", "ca/practices.ttl"])
def test_what_is_not_there_is_said(client: Client, path: str) -> None:
    answer = client.get(f"/data/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")


def test_before_the_first_making_it_is_written_when_asked(page: Any, client: Client) -> None:
    make_all(only=["themes"])
    assert not Dump.objects.filter(dataset="practices").exists()
    early = {extension: _early(client, extension) for extension in FORMATS}
    make_all(only=["practices"])
    for extension in ("csv", "jsonl"):
        assert early[extension] == download(client, f"ca/practices.{extension}")
    assert load_workbook(io.BytesIO(early["xlsx"])).worksheets[0].max_row == 2


def _early(client: Client, extension: str) -> bytes:
    early = client.get(f"/data/ca/practices.{extension}")
    assert early.status_code == 200
    assert "ETag" not in early
    assert client.head(f"/data/ca/practices.{extension}").status_code == 200
    return b"".join(early.streaming_content)  # type: ignore[attr-defined]  # by the test client


def test_a_file_that_somebody_deleted_is_written_when_asked_and_made_anew(dumps: int, client: Client) -> None:
    row = Dump.objects.get(dataset="practices", language="ca", format="csv")
    default_storage.delete(row.file.name)
    assert len(csv_rows(client, "ca/practices")) == 1
    assert make_all() == 1


def test_a_stop_that_names_a_sample_does_not_tell_of_it(page: Any, another: Any, client: Client) -> None:
    sample = another("La inventada", is_sample=True)
    calendar = made.StopIndexPageFactory(parent=page.get_parent().get_parent())
    stop = publish(made.StopPageFactory(parent=calendar, title="Casa per casa", slug="casa"))
    type(stop).practices.rel.related_model.objects.create(page=stop, practice=sample)
    publish(stop)
    make_all()
    assert "La inventada" in Document.objects.get(kind="stop", language="ca").body
    assert "La inventada" not in download(client, "ca/stops.jsonl").decode()
