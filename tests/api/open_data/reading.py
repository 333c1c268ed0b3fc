"""The files as somebody who reuses them reads them."""

import csv
import io
import json
from typing import Any

from django.test import Client
from openpyxl import load_workbook


def download(client: Client, name: str, **headers: str) -> bytes:
    """What is at `/data/<name>`."""
    answer = client.get(f"/data/{name}", headers=headers)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type,attr-defined]  # by the test client


def csv_rows(client: Client, name: str) -> list[dict[str, str]]:
    text = download(client, f"{name}.csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_rows(client: Client, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in download(client, f"{name}.jsonl").splitlines()]


def sheet_rows(client: Client, name: str) -> list[dict[str, Any]]:
    book = load_workbook(io.BytesIO(download(client, f"{name}.xlsx")))
    names, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]
