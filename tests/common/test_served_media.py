"""Uploaded files with byte ranges: a browser moves within a video, and asks for what is not there without harm."""

from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from caravana_site.common import served_media as served_media_module
from caravana_site.common.served_media import served_media

BODY = bytes(range(100))


def answer(folder: Path, **headers: str) -> Any:
    (folder / "clip.mp4").write_bytes(BODY)
    return served_media(RequestFactory().get("/media/clip.mp4", headers=headers), "clip.mp4")


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("asked", "told", "part"),
    [
        ("bytes=10-19", "bytes 10-19/100", BODY[10:20]),
        ("bytes=90-", "bytes 90-99/100", BODY[90:]),
        ("bytes=-5", "bytes 95-99/100", BODY[95:]),
        ("bytes=0-999999", "bytes 0-99/100", BODY),
    ],
)
def test_one_range_is_sent(asked: str, told: str, part: bytes, tmp_path: Path) -> None:
    found = answer(tmp_path, Range=asked)
    assert (found.status_code, found["Content-Range"], found.content) == (206, told, part)


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", f"bytes=0-{'9' * 5_000}", f"bytes=-{'9' * 5_000}"],
)
def test_junk_gets_the_whole_file(asked: str, tmp_path: Path) -> None:
    found = answer(tmp_path, Range=asked)
    assert (found.status_code, b"".join(found)) == (200, BODY)


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=20-10", "bytes=-0"])
def test_a_range_that_is_not_there_is_said(asked: str, tmp_path: Path) -> None:
    found = answer(tmp_path, Range=asked)
    assert (found.status_code, found["Content-Range"]) == (416, "bytes */100")


def test_no_answer_holds_a_whole_video_in_memory(tmp_path: Path) -> None:
    size = served_media_module.MOST_BYTES + 5
    with (tmp_path / "clip.mp4").open("wb") as file:
        file.truncate(size)
    request = RequestFactory().get("/media/clip.mp4", headers={"Range": "bytes=3-"})
    found: Any = served_media(request, "clip.mp4")
    assert len(found.content) == served_media_module.MOST_BYTES
    assert found["Content-Range"] == f"bytes 3-{served_media_module.MOST_BYTES + 2}/{size}"


def test_what_is_not_below_the_folder_is_not_found() -> None:
    with pytest.raises(Http404):
        served_media(RequestFactory().get("/media/x"), "../../etc/passwd")
