"""A file that is not what it says is refused with words by every way in: never a 500, no row or file left behind."""

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.models import Collection, UploadedFile

from caravana_site.common.models import Document, Image, Media
from caravana_site.common.request_limits import FORM_AROUND, LARGEST_FILE, MEGABYTE

XHR = {"x-requested-with": "XMLHttpRequest"}


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    file = io.BytesIO()
    PillowImage.effect_noise(size, 60).convert("RGB").save(file, kind)
    return file.getvalue()


def avif_without_its_picture() -> bytes:
    """Its decoder fails in a way of its own."""
    return picture("AVIF").replace(b"iloc", b"free", 1)


def huge_png(width: int = 40_000, height: int = 40_000) -> bytes:
    """A picture that announces 1.6 thousand million pixels in a few hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def archive(size: int, name: str = "a") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped, zipped.open(name, "w") as inner:
        for _part in range(size // 1_000_000):
            inner.write(b"\0" * 1_000_000)
    return file.getvalue()


BAD_IMAGES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated JPEG": ("a.jpg", lambda: picture()[:-4000]),
    "truncated PNG": ("a.png", lambda: picture("PNG")[:-4000]),
    "empty": ("a.jpg", lambda: b""),
    "AVIF without its picture": ("a.avif", avif_without_its_picture),
    "bomb": ("a.png", huge_png),
    "too many pixels": ("a.png", lambda: huge_png(8000, 8000)),
    "SVG with script": ("a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "SVG named PNG": ("a.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "HTML named JPEG": ("a.jpg", lambda: b"<html><script>alert(1)</script></html>"),
    "PNG named JPEG": ("a.jpg", lambda: picture("PNG")),
    "too big": ("a.jpg", lambda: picture() + b"\0" * django_settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
}
BAD_DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "HTML named PDF": ("a.pdf", lambda: b"<html><script>alert(1)</script></html>"),
    "HTML": ("a.html", lambda: b"<html></html>"),
    "zip bomb": ("a.zip", lambda: archive(210_000_000)),
    "broken archive": ("a.docx", lambda: archive(2_000_000)[:-30]),
    "program named CSV": ("a.csv", lambda: b"\x7fELF\0\0\0"),
    "HTML named CSV": ("a.csv", lambda: b"<!doctype html><script>alert(1)</script>"),
    "empty": ("a.pdf", lambda: b""),
    "too big": ("a.pdf", lambda: b"%PDF-1.7" + b"\0" * django_settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
}


@pytest.fixture
def editor(client: Any, administrator: Any) -> Any:
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def files_kept() -> set[Path]:
    return {path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", BAD_IMAGES)
@pytest.mark.parametrize("way", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"])
def test_bad_pictures(editor: Any, kind: str, way: str) -> None:
    name, make = BAD_IMAGES[kind]
    before, upload = files_kept(), SimpleUploadedFile(name, make(), "image/jpeg")
    field = {"wagtailimages:add": "file", "wagtailimages:add_multiple": "files[]"}.get(way, "image-chooser-upload-file")
    prefix = field.removesuffix("file") if field.endswith("file") else ""
    data = {f"{prefix}title": "x", f"{prefix}alt_ca": "x", f"{prefix}collection": Collection.get_first_root_node().pk}
    answer = editor.post(reverse(way), {**data, field: upload}, headers={} if way == "wagtailimages:add" else XHR)
    assert answer.status_code == 200, answer.content[:300]
    assert not Image.objects.exists()
    assert not UploadedFile.objects.exists()
    assert files_kept() == before
    if answer.headers["Content-Type"].startswith("application/json"):
        body = answer.json()
        assert body.get("error_message") or "error-message" in str(body)
    else:
        assert "error-message" in answer.content.decode()


@pytest.mark.parametrize(("over", "accepted"), [(0, True), (1, False)])
def test_a_video_of_just_50_megabytes_is_the_largest(
    editor: Any, monkeypatch: pytest.MonkeyPatch, over: int, accepted: bool
) -> None:
    """Sent as a browser does, with the form around it."""
    assert LARGEST_FILE == 50 * 1024 * 1024
    monkeypatch.setattr("caravana_site.common.forms.LARGEST_FILE", 4 * MEGABYTE)
    monkeypatch.setattr("caravana_site.common.request_limits.EDITORS_LIMIT", 4 * MEGABYTE + FORM_AROUND)
    start = b"\x00\x00\x00\x18ftypmp42"
    video = SimpleUploadedFile("clip.mp4", start + b"\0" * (4 * MEGABYTE - len(start) + over), "video/mp4")
    data = {"title": "Clip", "file": video, "duration": "1", "licence": "CC-BY-4.0"}
    answer = editor.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert Media.objects.exists() is accepted, answer.content.decode()[:2000]
    assert ("massa gran" in answer.content.decode()) is not accepted


def test_bad_picture_never_replaces_a_good_one(editor: Any, administrator: Any) -> None:
    good = Image.objects.create(
        title="x", file=SimpleUploadedFile("a.jpg", picture(), "image/jpeg"), alt_texts={"ca": "x"}, width=1, height=1
    )
    answer = editor.post(
        reverse("wagtailimages:edit", args=[good.pk]),
        {"title": "x", "alt_ca": "x", "file": SimpleUploadedFile("b.jpg", picture()[:-4000], "image/jpeg")},
    )
    assert answer.status_code == 200
    assert Image.objects.get().file.name == good.file.name
    assert Path(good.file.path).exists()


@pytest.mark.parametrize("kind", BAD_DOCUMENTS)
@pytest.mark.parametrize("way", ["wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:create"])
def test_bad_documents(editor: Any, kind: str, way: str) -> None:
    name, make = BAD_DOCUMENTS[kind]
    before, upload = files_kept(), SimpleUploadedFile(name, make())
    field = {"wagtaildocs:add": "file", "wagtaildocs:add_multiple": "files[]"}.get(way, "document-chooser-upload-file")
    prefix = field.removesuffix("file") if field.endswith("file") else ""
    data = {
        f"{prefix}title": "x",
        f"{prefix}licence": "CC-BY-4.0",
        f"{prefix}collection": Collection.get_first_root_node().pk,
    }
    answer = editor.post(reverse(way), {**data, field: upload}, headers={} if way == "wagtaildocs:add" else XHR)
    assert answer.status_code == 200, answer.content[:300]
    assert not Document.objects.exists()
    assert not UploadedFile.objects.exists()
    assert files_kept() == before
    text = answer.content.decode()
    assert "error-message" in text or '"success": false' in text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"file": ("a.mp4", b"<html></html>")}, "file"),
        ({"file": ("a.exe", b"MZ")}, "file"),
        ({"file": ("a.mp4", b"\0\0\0\x18ftypmp42"), "thumbnail": ("t.jpg", b"<html></html>")}, "thumbnail"),
        ({"file": ("a.mp4", b"\0\0\0\x18ftypmp42"), "thumbnail": ("t.svg", b"<svg><script/></svg>")}, "thumbnail"),
        ({"file": ("a.mp4", b"\0\0\0\x18ftypmp42"), "thumbnail": ("t.png", huge_png())}, "thumbnail"),
    ],
)
def test_bad_videos(editor: Any, fields: dict[str, tuple[str, bytes]], reason: str) -> None:
    before = files_kept()
    uploads = {field: SimpleUploadedFile(*content) for field, content in fields.items()}
    data = {"title": "x", "licence": "CC-BY-4.0", "collection": Collection.get_first_root_node().pk, "duration": 1}
    answer = editor.post(reverse("wagtailmedia:add", args=["video"]), {**data, **uploads})
    assert answer.status_code == 200
    assert {reason, "__all__"} & set(answer.context["form"].errors)
    assert not Media.objects.exists()
    assert files_kept() == before


def test_good_files_are_taken(editor: Any) -> None:
    collection = Collection.get_first_root_node().pk
    licence = Image._meta.get_field("licence").default
    image = {"title": "x", "alt_ca": "x", "licence": licence, "collection": collection}
    answer = editor.post(
        reverse("wagtailimages:add"), {**image, "file": SimpleUploadedFile("a.jpg", picture(), "image/jpeg")}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    document = {"title": "x", "licence": licence, "collection": collection}
    answer = editor.post(
        reverse("wagtaildocs:add"), {**document, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF")}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert Image.objects.get().file.name.endswith(".jpg")
    served = editor.get(Document.objects.get().url)
    assert served["Content-Disposition"].startswith("inline")
    assert "sandbox" not in served["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "MPO"])
@pytest.mark.parametrize("turned", [1, 6])
def test_what_a_camera_writes_into_a_picture_is_not_kept(editor: Any, kind: str, turned: int) -> None:
    """Where it was taken, and with whose telephone. How it has to be turned is, and not a pixel changes."""
    exif = PillowImage.Exif()
    exif[0x0110], exif[0x0112], exif.get_ifd(0x8825)[29] = "TELEFON DE L'ANNA", turned, "2026:03:10"
    file, still = io.BytesIO(), PillowImage.effect_noise((60, 40), 60).convert("RGB")
    still.save(file, kind, exif=exif, **({"append_images": [still], "save_all": True} if kind == "MPO" else {}))
    raw = file.getvalue() + (b"PK\x03\x04 TELEFON" if kind == "JPEG" else b"")
    assert b"TELEFON" in raw
    name = f"a.{'jpg' if kind in {'JPEG', 'MPO'} else kind.lower()}"
    upload = SimpleUploadedFile(name, raw, "image/jpeg")
    data = {"title": "x", "alt_ca": "x", "licence": "CC-BY-4.0", "collection": Collection.get_first_root_node().pk}
    answer = editor.post(reverse("wagtailimages:add"), {**data, "file": upload})
    assert answer.status_code == 302, answer.context["form"].errors
    kept = Path(Image.objects.get().file.path).read_bytes()
    assert b"TELEFON" not in kept
    assert b"2026:03:10" not in kept
    with PillowImage.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == ({0x0112: 6} if turned == 6 else {})
        if kind != "AVIF":  # that one is compressed again
            file.seek(0)
            assert image.convert("RGB").tobytes() == PillowImage.open(file).convert("RGB").tobytes()


@pytest.mark.parametrize(
    "name", ["../../fuita.jpg", "..\\..\\fuita.jpg", "/etc/fuita.jpg", "a\x00b.jpg", "x" * 300 + ".jpg"]
)
def test_a_name_leads_nowhere_else(editor: Any, name: str) -> None:
    data = {"title": "x", "alt_ca": "x", "licence": "CC-BY-4.0", "collection": Collection.get_first_root_node().pk}
    upload = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    upload._name = name  # as a browser that lies would send it
    answer = editor.post(reverse("wagtailimages:add"), {**data, "file": upload})
    assert answer.status_code in {200, 302}
    for image in Image.objects.all():
        assert Path(django_settings.MEDIA_ROOT).resolve() in Path(image.file.path).resolve().parents


def test_no_bad_file_breaks_or_fills_the_memory() -> None:
    """The corpus, and spoilt pictures made from one seed; `make fuzz-uploads` tries thousands."""
    environment = {**os.environ, "SEED": "7", "CASES": "200", "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
    command = [sys.executable, "tools/fuzz_uploads.py"]
    run = subprocess.run(
        command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
