"""Uploads in a bucket: what is public has the same addresses as from a disk, and what is private has none."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import time_machine
from botocore.exceptions import EndpointConnectionError
from botocore.httpsession import URLLib3Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from caravana_site.api.open_data.making import sweep
from caravana_site.common import cards
from caravana_site.common.models import Document
from tests import factories as made
from tests import s3

pytestmark = pytest.mark.django_db
BODY = bytes(range(100))
CONSENT = b"%PDF-1.4 signed by hand"
EVERYBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::uploads/*"}
    ],
}


@pytest.fixture
def run() -> Callable[..., str]:
    def command(*words: str) -> str:
        out = io.StringIO()
        call_command(*words, stdout=out, stderr=out)
        return out.getvalue()

    return command


def test_a_picture_is_sent_by_the_site_and_the_bucket_is_closed(client: Any, uploads: dict[str, str]) -> None:
    image = made.ImageFactory(title="Plaça")
    small = image.get_rendition("width-20")
    for file in (image.file, small.file):
        answer = client.get(file.url)
        with file.storage.open(file.name) as kept:
            assert b"".join(answer) == kept.read()
        assert answer["Content-Type"].startswith("image/")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert "max-age=2592000" in client.get(small.url)["Cache-Control"]
    assert small.url.startswith("/media/images/")
    held = s3.keys(uploads, "uploads")
    assert len(held) == 2
    for key in held:
        assert requests.get(f"{uploads['endpoint_url']}/uploads/{key}", timeout=10).status_code == 403


@pytest.mark.parametrize(
    ("asked", "status", "told", "part"),
    [
        ("bytes=10-19", 206, "bytes 10-19/100", BODY[10:20]),
        ("bytes=90-", 206, "bytes 90-99/100", BODY[90:]),
        ("bytes=-5", 206, "bytes 95-99/100", BODY[95:]),
        ("bytes=a-b", 200, None, BODY),
        ("", 200, None, BODY),
    ],
)
def test_ranges(client: Any, uploads: dict[str, str], asked: str, status: int, told: str | None, part: bytes) -> None:
    default_storage.save("media/clip.mp4", ContentFile(BODY))
    answer = client.get("/media/media/clip.mp4", headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range"), b"".join(answer)) == (status, told, part)
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")


def test_what_is_known_or_not_there_or_only_looked_at(client: Any, uploads: dict[str, str]) -> None:
    default_storage.save("media/clip.mp4", ContentFile(BODY))
    looked = client.head("/media/media/clip.mp4")
    assert (looked.status_code, looked["Content-Length"], looked.content) == (200, "100", b"")
    assert client.get("/media/media/clip.mp4", headers={"If-None-Match": looked["ETag"]}).status_code == 304
    assert client.get("/media/media/clip.mp4", headers={"Range": "bytes=100-"}).status_code == 416
    for path in ("none.mp4", "media", "", "../private/x", "media/../../private/x"):
        assert client.get(f"/media/{path}").status_code == 404, path
    assert client.post("/media/media/clip.mp4").status_code == 405


def test_a_document_is_asked_of_the_view_that_checks_who_may_read_it(client: Any, uploads: dict[str, str]) -> None:
    document = Document.objects.create(title="Acta", file=ContentFile(CONSENT, "acta.pdf"))
    assert b"".join(client.get(document.url)) == CONSENT
    for path in (document.file.name, f"images/../{document.file.name}", f"/{document.file.name}"):
        assert client.get(f"/media/{path}").status_code == 404, path


def test_a_consent_is_sent_to_who_may_see_it_alone(
    client: Any, admin_client: Any, uploads: dict[str, str], django_capture_on_commit_callbacks: Any
) -> None:
    consent = made.ConsentFactory(file=ContentFile(CONSENT, "signed.pdf"))
    assert s3.keys(uploads, "uploads") == {f"site/private/{consent.file.name}"}
    with pytest.raises(ValueError, match="URL"):
        consent.file.url  # noqa: B018  # reading it is what raises
    address = reverse("consent_file", args=[consent.pk])
    assert b"".join(admin_client.get(address)) == CONSENT
    assert client.get(address).status_code == 302
    for path in (consent.file.name, f"private/{consent.file.name}", f"../private/{consent.file.name}"):
        assert client.get(f"/media/{path}").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        consent.delete()
    assert s3.keys(uploads, "uploads") == set()


def test_cards_and_open_data(
    client: Any, uploads: dict[str, str], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(cards, "draw", lambda *given, **named: b"PNG")
    page = made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=made.publish_home()))
    card = f"/cards/ca/{page.pk}.png"
    assert [client.get(card).content for _time in range(2)] == [b"PNG"] * 2
    assert len(s3.keys(uploads, "uploads")) == 1
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert s3.keys(uploads, "uploads") == set()
    call_command("open_data", only=["themes"])
    assert {key.rsplit("/", 1)[0] for key in s3.keys(uploads, "uploads")} >= {"site/media/open-data/ca"}
    default_storage.save("open-data/ca/left.csv", ContentFile(b"x"))
    assert sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert sweep() == 1
    assert not default_storage.exists("open-data/ca/left.csv")
    answer = client.get("/data/ca/themes.csv")
    assert len(b"".join(answer)) == int(answer["Content-Length"])


def test_no_two_processes_take_the_same_name(uploads: dict[str, str]) -> None:
    names = {default_storage.get_available_name("images/a.png") for _time in range(3)}
    assert len(names) == 3
    assert default_storage.save("b.png", ContentFile(b"b")) == "b.png"
    assert default_storage.save("b.png", ContentFile(b"b")) != "b.png"
    default_storage.delete("b.png")
    assert default_storage.save("b.png", ContentFile(b"b")) == "b.png"


def test_what_fails_is_said_as_a_disk_says_it(uploads: dict[str, str]) -> None:
    with pytest.raises(FileNotFoundError):
        default_storage.open("none.txt")
    s3.client(uploads).delete_bucket(Bucket="uploads")
    with pytest.raises(OSError, match="The bucket"):
        default_storage.save("a.txt", ContentFile(b"x"))


def test_a_document_that_the_bucket_has_not_or_does_not_give_is_no_fault_of_the_site(
    client: Any, uploads: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.objects.create(title="Guia", file=ContentFile(b"guia", name="guia.txt"))
    assert b"".join(client.get(document.url)) == b"guia"
    s3.client(uploads).delete_object(Bucket="uploads", Key=f"site/media/{document.file.name}")
    assert client.get(document.url).status_code == 404

    def away(*told: Any) -> Any:
        raise EndpointConnectionError(endpoint_url=uploads["endpoint_url"])

    monkeypatch.setattr(URLLib3Session, "send", away)
    answer = client.get(document.url)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_files_move_to_a_bucket_and_back(
    uploads: dict[str, str], settings: Any, tmp_path: Path, run: Callable[..., str]
) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = str(tmp_path / "media"), str(tmp_path / "private")
    files = {"media/images/a.png": b"a", "media/b c.pdf": b"bb", "private/consents/2026/ç.pdf": b"ccc"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert "Copied 3, the same already 0" in run("copy_uploads", "--to", "bucket")
    assert s3.keys(uploads, "uploads") == {f"site/{name}" for name in files}
    (tmp_path / "media/b c.pdf").write_bytes(b"BB")
    (tmp_path / "media/images/a.png").unlink()
    assert "Copied 1, the same already 1, taken away 0" in run("copy_uploads", "--to", "bucket")
    assert "Copied 0, the same already 2, taken away 1" in run("copy_uploads", "--to", "bucket", "--exact")
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = str(tmp_path / "back/media"), str(tmp_path / "back/private")
    assert "Copied 2" in run("copy_uploads", "--to", "folders")
    found = {
        str(path.relative_to(tmp_path / "back")): path for path in (tmp_path / "back").rglob("*") if path.is_file()
    }
    assert {name: path.read_bytes() for name, path in found.items()} == {
        "media/b c.pdf": b"BB",
        "private/consents/2026/ç.pdf": b"ccc",
    }
    assert found["private/consents/2026/ç.pdf"].stat().st_mode & 0o077 == 0


def test_nothing_is_copied_to_a_bucket_that_everybody_can_read(
    uploads: dict[str, str], settings: Any, tmp_path: Path, run: Callable[..., str]
) -> None:
    settings.PRIVATE_ROOT = str(tmp_path)
    (tmp_path / "a.pdf").write_bytes(CONSENT)
    s3.client(uploads).put_bucket_policy(Bucket="uploads", Policy=json.dumps(EVERYBODY))
    with pytest.raises(CommandError, match="Everybody can read"):
        run("copy_uploads", "--to", "bucket")
    assert s3.keys(uploads, "uploads") == set()


def test_without_a_bucket_there_is_nowhere_to_copy_to(run: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="UPLOADS_TARGET"):
        run("copy_uploads", "--to", "bucket")
