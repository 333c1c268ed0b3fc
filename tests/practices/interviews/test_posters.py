"""Posters are fetched by a job, from allowed hosts alone; a provider that fails leaves one of ours and a message."""

import io
import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
import requests
import time_machine
from django.urls import reverse
from django_q.models import OrmQ
from PIL import Image
from requests.adapters import HTTPAdapter

from caravana_site.common import remote
from practices import posters
from practices.models import InterviewPoster
from tests.factories import InterviewFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = "video.exemple.cat"
VIDEO = f"https://{HOST}/w/kkGMgK9ZtnKfYAgnEtQxbv"
WHOLE = {"thumbnail_url": f"https://{HOST}/thumb.jpg"}


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1920, 1080), "blue").save(file, "PNG")
    return file.getvalue()


class Provider(BaseHTTPRequestHandler):
    """A provider whose answers each test writes: path → (status, headers, body), or a function that sends them."""

    answers: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        status, headers, body = self.answers.get(path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for part in [body] if isinstance(body, bytes) else body():
                self.wfile.write(part)
        except OSError:
            return  # who asked has gone

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class ToTheTest(HTTPAdapter):
    """Sends what goes to https://any.host to the test's own server, over a real connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        path = request.url.split("/", 3)[3]
        request.url = f"http://127.0.0.1:{self.port}/{path}"
        return super().send(request, *args, **kwargs)


@pytest.fixture
def provider(monkeypatch: Any, settings: Any) -> Iterator[dict[str, Any]]:
    settings.PEERTUBE_HOSTS = [HOST]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = remote.session

    def session() -> requests.Session:
        made = real()
        made.mount("https://", ToTheTest(server.server_address[1]))
        return made

    monkeypatch.setattr(remote, "session", session)
    monkeypatch.setattr(remote, "addresses_of", lambda host: [])
    Provider.answers = {
        "/services/oembed": (200, {}, json.dumps(WHOLE).encode()),
        "/thumb.jpg": (200, {}, picture()),
    }
    Provider.asked = []
    yield Provider.answers
    server.shutdown()
    server.server_close()


def made(practice: Any) -> InterviewPoster:
    """The poster of the practice's interview after its job has run."""
    interview = practice.interviews.first() or InterviewFactory(page=practice, url=VIDEO)
    practice.save_revision()
    posters.make(str(interview.identity), interview.url, "red", OrganisationFactory().outline)
    return InterviewPoster.objects.get(identity=interview.identity)


def test_the_providers_poster_is_fetched_made_small_and_kept_by_us(provider: Any, practice: Any, client: Any) -> None:
    poster = made(practice)
    assert (poster.problem, poster.waiting) == ("", False)
    with Image.open(poster.file) as image:
        assert (image.format, image.size) == ("WEBP", posters.SIZE)
        assert image.getpixel((5, 5))[2] > 200, "the provider's own, not the drawn one"
    html = client.get(practice.url).content.decode()
    assert f'src="{poster.file.url}"' in html
    assert f"https://{HOST}/thumb.jpg" not in html
    asked = list(Provider.asked)
    posters.make(str(poster.identity), poster.url, "red", "")
    client.get(practice.url)
    assert Provider.asked == asked, "neither a second run nor a reader asks again"


def slowly() -> Iterator[bytes]:
    for _turn in range(40):
        yield b" " * 10
        time.sleep(0.1)


BAD = {
    "down": {"/services/oembed": (503, {}, b"")},
    "junk": {"/services/oembed": (200, {}, b"<html>")},
    "a list": {"/services/oembed": (200, {}, b"[]")},
    "no poster": {"/services/oembed": (200, {}, b"{}")},
    "not text": {"/services/oembed": (200, {}, b"\xff\xfe\x00")},
    "a number": {"/services/oembed": (200, {}, b'{"thumbnail_url": 7}')},
    "endless": {"/services/oembed": (200, {}, b" " * (posters.MOST_WORDS + 1))},
    "slow": {"/services/oembed": (200, {}, slowly)},
    "another host": {"/services/oembed": (200, {}, b'{"thumbnail_url": "https://evil.example/x.jpg"}')},
    "a file": {"/services/oembed": (200, {}, b'{"thumbnail_url": "file:///etc/passwd"}')},
    "another port": {"/services/oembed": (200, {}, f'{{"thumbnail_url": "https://{HOST}:22/x"}}'.encode())},
    "no address": {"/services/oembed": (200, {}, b'{"thumbnail_url": "https://[::1/x"}')},
    "a redirect": {"/thumb.jpg": (302, {"Location": "http://169.254.169.254/latest/"}, b"")},
    "huge": {"/thumb.jpg": (200, {}, b"\x00" * (posters.MOST_BYTES + 1))},
}


@pytest.mark.parametrize("kind", BAD)
def test_a_provider_that_fails_leaves_a_poster_of_ours_and_a_message(
    kind: str, provider: Any, practice: Any, monkeypatch: Any, admin_client: Any
) -> None:
    monkeypatch.setattr(remote, "SECONDS", 1)
    provider.update(BAD[kind])
    began = time.monotonic()
    poster = made(practice)
    assert time.monotonic() - began < 5
    assert poster.problem == InterviewPoster.Problem.SILENT
    assert 1000 < poster.file.size < 10 * 1024, "a first view has room for no more"
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk])).content.decode()
    assert "el proveïdor no ha respost com calia" in html


def test_what_is_no_picture_is_not_kept(provider: Any, practice: Any) -> None:
    provider["/thumb.jpg"] = (200, {"Content-Type": "image/jpeg"}, b"<svg onload=alert(1)>")
    poster = made(practice)
    assert poster.problem == InterviewPoster.Problem.NO_PICTURE
    with Image.open(poster.file) as image:
        assert image.format == "WEBP"


def test_saving_again_tries_again_and_only_then(provider: Any, practice: Any) -> None:
    good = dict(provider)
    provider["/services/oembed"] = (503, {}, b"")
    assert made(practice).problem
    provider.update(good)
    assert made(practice).problem == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
def test_a_private_address_is_never_asked(address: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", (address, 443))])
    with pytest.raises(remote.RemoteError, match="private"):
        remote.fetch(f"https://{HOST}/x", hosts=[HOST], most_bytes=10)


@pytest.mark.parametrize(
    "url", [f"http://{HOST}/x", "https://evil.example/x", f"https://{HOST}.evil.example/x", "https://[/"]
)
def test_only_listed_hosts_are_asked_and_only_by_https(url: str) -> None:
    with pytest.raises(remote.RemoteError):
        remote.fetch(url, hosts=[HOST], most_bytes=10)


def files_of_posters() -> list[str]:
    storage = InterviewPoster._meta.get_field("file").storage
    return sorted(storage.listdir("posters")[1]) if storage.exists("posters") else []


def while_it_is_fetched(monkeypatch: Any, happens: Any) -> None:
    """Let something happen between the job's first look and its last word."""
    real = posters.fetched

    def fetched(player: Any) -> Any:
        happens()
        return real(player)

    monkeypatch.setattr(posters, "fetched", fetched)


def test_a_job_brings_nothing_back_that_was_taken_out_meanwhile(provider: Any, practice: Any, monkeypatch: Any) -> None:
    interview = InterviewFactory(page=practice, url=VIDEO)
    practice.save_revision()
    before = files_of_posters()
    while_it_is_fetched(monkeypatch, lambda: InterviewPoster.objects.all().delete())
    posters.make(str(interview.identity), VIDEO, "red", "")
    assert not InterviewPoster.objects.exists()
    assert files_of_posters() == before


def test_a_job_for_an_older_address_leaves_the_newer_one_to_its_own(
    provider: Any, practice: Any, monkeypatch: Any
) -> None:
    interview = InterviewFactory(page=practice, url=VIDEO)
    practice.save_revision()
    while_it_is_fetched(monkeypatch, lambda: InterviewPoster.objects.update(url=f"{VIDEO}new"))
    posters.make(str(interview.identity), VIDEO, "red", "")
    poster = InterviewPoster.objects.get()
    assert (poster.url, poster.waiting, poster.file.name) == (f"{VIDEO}new", True, "")


def test_a_job_that_died_is_asked_for_again_after_an_hour(practice: Any) -> None:
    InterviewFactory(page=practice)
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False) as clock:
        practice.save_revision()
        clock.shift(timedelta(minutes=59))
        practice.save_revision()
        assert [job.key for job in OrmQ.objects.all()] == ["slow"], "mail does not wait behind it"
        clock.shift(timedelta(minutes=2))
        practice.save_revision()
        practice.save_revision()
    assert OrmQ.objects.count() == 2
