"""Files that applicants add: private, looked at, one for one sending, and nothing left of what is refused."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from events.models import EntryKind, RequestFile
from tests.factories import StopRequestFactory

from .conftest import Applicant


def archive(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(name, "x")
    return packed.getvalue()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 20)).save(made, kind)
    return made.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def kept_on_disk() -> list[Path]:
    return [path for path in (Path(django_settings.PRIVATE_ROOT) / "stop-requests").rglob("*") if path.is_file()]


GOOD = {
    "pla.pdf": b"%PDF-1.7\nx",
    "notes.odt": archive("content.xml"),
    "notes.docx": archive("word/document.xml"),
    "foto.JPG": picture("JPEG"),
    "foto.png": picture("PNG"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_kept_privately_and_handed_back_by_the_link_alone(follower: Applicant, name: str) -> None:
    assert follower.does("file", file=upload(name, GOOD[name])).status_code == 303
    assert follower.does("file", again=True, file=upload(name, GOOD[name])).status_code == 303
    kept = RequestFile.objects.get()
    assert follower.request.entries.filter(kind=EntryKind.FILE).count() == 1
    assert name not in kept.file.name
    address = f"{follower.url}fitxer/{kept.pk}/"
    assert f'href="{address}"' in follower.page()
    sent = follower.client.get(address)
    assert b"".join(sent) == GOOD[name]
    assert sent["Content-Disposition"].startswith("attachment")
    assert (sent["Cache-Control"], sent["X-Robots-Tag"]) == ("no-store", "noindex")
    assert (sent["X-Content-Type-Options"], sent["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert follower.client.get(f"/media/{kept.file.name}").status_code == 404
    other = Applicant(follower.client, StopRequestFactory(theme=follower.request.theme))
    assert follower.client.get(f"{other.url}fitxer/{kept.pk}/").status_code == 404


BAD = {
    "programa.pdf": (b"MZ\x90\x00\x03", "no és el que diu el nom"),
    "elf.pdf": (b"\x7fELF\x02\x01", "no és el que diu el nom"),
    "pagina.pdf": (b"<html><script>", "no és el que diu el nom"),
    "programa.docx": (archive("setup.exe"), "no és el que diu el nom"),
    "trencat.docx": (archive("word/document.xml")[:-30], "incomplet"),
    "mitja.jpg": (picture("JPEG")[:200], "incompleta"),
    "programa.exe": (b"MZ\x90\x00", "Només s’hi poden afegir"),
    "sense": (b"%PDF-1.7", "Només s’hi poden afegir"),
    "dibuix.svg": (b"<svg onload=alert(1)>", "Només s’hi poden afegir"),
    "buit.pdf": (b"", "Aquest fitxer és buit."),
    "gros.pdf": (b"%PDF-1.7" + b"\0" * 10_000_000, "passa de 10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_a_document_is_refused_and_nothing_stays(follower: Applicant, name: str) -> None:
    content, told = BAD[name]
    before = kept_on_disk()
    page = follower.does("file", file=upload(name, content)).content.decode()
    assert told in page
    assert '<a href="#file_file">' in page
    assert not RequestFile.objects.exists()
    assert kept_on_disk() == before


def test_an_odd_name_is_cleaned_and_a_long_one_keeps_its_ending(follower: Applicant) -> None:
    follower.does("file", file=upload("a\u202e" + "ò" * 300 + ".pdf", b"%PDF-1.7"))
    name = RequestFile.objects.get().name
    assert len(name) == 160
    assert name.endswith(".pdf")
    assert follower.client.get(f"{follower.url}fitxer/{RequestFile.objects.get().pk}/").status_code == 200


def test_a_file_that_the_store_has_lost_is_told(follower: Applicant) -> None:
    follower.does("file", file=upload("pla.pdf", GOOD["pla.pdf"]))
    kept = RequestFile.objects.get()
    kept.file.storage.delete(kept.file.name)
    answer = follower.client.get(f"{follower.url}fitxer/{kept.pk}/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    assert "No s’ha pogut llegir" in answer.content.decode()


def test_ten_files_are_the_most(follower: Applicant) -> None:
    for number in range(10):
        RequestFile.objects.create(request=follower.request, file=upload("x", b"x"), name=f"{number}.pdf", size=1)
    page = follower.does("file", file=upload("a.pdf", b"%PDF-1.7")).content.decode()
    assert page.count("Ja hi ha deu fitxers") == 2
    assert RequestFile.objects.count() == 10


def test_a_full_disk_is_told_and_leaves_nothing(follower: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RequestFile._meta.get_field("file").storage, "_save", full)
    answer = follower.does("file", file=upload("a.pdf", b"%PDF-1.7"))
    assert answer.status_code == 200
    assert answer.content.decode().count("No s’ha pogut guardar el fitxer.") == 2
    assert not RequestFile.objects.exists()
    assert not follower.request.entries.exists()
