"""A disk that is full: everything can be read, and whoever uploads is told in their language; nothing is half kept."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from caravana_site.common.disk_space import WholeFileStorage
from tests.conftest import NOT_ALLOWED

from .content import PASSWORD, PICTURED, STORY
from .installation import Installation
from .visitor import Answer, Visitor, fields, signed_in

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
MEGABYTE = 1024 * 1024
READ = (
    STORY, PICTURED, "/ca/", "/ca/text-4/", "/ca/cerca/?q=ple", "/api/v1/practices", "/feeds/ca/practices.atom",
    "/data/catalog.ttl", "/admin/", "/admin/images/", "/health/ready",
)  # fmt: skip
FULL = {"ca": "El disc del servidor és ple i no s’ha desat res.", "es": "El disco del servidor está lleno y no se ha"}
COUNTED = ("common_image", "common_document", "wagtailcore_uploadedfile")


@pytest.fixture
def fill(installation: Installation) -> Iterator[Callable[[int], None]]:
    """Leaves so many bytes on the disk that the site writes to."""
    if installation.disk is None:
        pytest.skip(f"A disk of the test's own {NOT_ALLOWED}: it takes root, outside of most containers")
    filler = installation.disk / "filler"

    def fill(left: int) -> None:
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 65536)
        with filler.open("r+b") as file:
            file.truncate(filler.stat().st_size - left)

    yield fill
    filler.unlink()


def files(disk: Path) -> set[Path]:
    return {path for path in disk.rglob("*") if path.is_file()}


def rows(installation: Installation) -> int:
    with psycopg.connect(installation.database) as connection:
        found = [connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() for table in COUNTED]
    return sum(row[0] for row in found if row)


def picture(size: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((size, size), 60).save(file, "PNG")
    return file.getvalue()


class Editor:
    """Uploads by each way that the administration has."""

    def __init__(self, installation: Installation, language: str) -> None:
        self.language = language
        self.visitor = signed_in(Visitor(installation.ports.nginx, language), "administradora", PASSWORD)

    def upload(self, what: str, content: bytes, *, several: bool) -> Answer:
        name = "a.png" if what == "images" else "a.txt"
        told = fields(self.visitor.get(f"/admin/{what}/add/").text, "file")
        told |= {"title": "x"} | ({"alt_ca": "x"} if what == "images" else {})
        if not several:
            return self.visitor.upload(f"/admin/{what}/add/", told, ("file", name, content))
        path = f"/admin/{what}/multiple/add/"
        return self.visitor.upload(path, told, ("files[]", name, content), **{"X-Requested-With": "XMLHttpRequest"})

    def is_told(self, answer: Answer, status: int = 200) -> bool:
        text = json.loads(answer.text)["error_message"] if "json" in answer.headers["Content-Type"] else answer.text
        return answer.status == status and FULL[self.language] in text


def test_reading_goes_on_and_uploads_are_refused(installation: Installation, fill: Callable[[int], None]) -> None:
    disk = installation.files
    editor, editora = Editor(installation, "ca"), Editor(installation, "es")
    fill(0)
    before, kept = files(disk), rows(installation)
    for address in READ:
        for visitor in (Visitor(installation.ports.nginx), editor.visitor):
            answer = visitor.get(address)
            if address.startswith("/admin/") and not visitor.cookies:
                continue
            assert answer.status == 200, (address, answer.text[:300])
    small, large = picture(60), picture(1800)
    assert len(large) > 2.5 * MEGABYTE, "it passes through a file"
    for who in (editor, editora):
        for what, content in (("images", small), ("documents", b"text " * 100)):
            assert who.is_told(who.upload(what, content, several=False)), what
            assert who.is_told(who.upload(what, content, several=True)), what
        assert who.is_told(who.upload("images", large, several=False), 507)
    assert files(disk) == before
    assert rows(installation) == kept
    fill(8 * MEGABYTE)
    assert editor.upload("images", small, several=False).status == 302, "once there is room again"
    assert rows(installation) == kept + 1


def test_nothing_is_left_of_a_file_that_did_not_fit(installation: Installation, fill: Callable[[int], None]) -> None:
    fill(MEGABYTE)
    before = files(installation.files)
    with pytest.raises(OSError, match="No space left"):
        WholeFileStorage(installation.files / "media").save("big.bin", ContentFile(b"x" * 2 * MEGABYTE))
    assert files(installation.files) == before
