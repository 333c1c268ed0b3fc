"""Two web nodes that share PostgreSQL, Redis and a bucket, and no disk: readers and editors cannot tell them apart."""

import io
import os
import re
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from PIL import Image as PillowImage
from wagtail.models import Collection

from caravana_site.common.models import User
from tests import factories as made
from tests import s3
from tests.common.backups.conftest import Databases
from tests.faults.test_queue import until
from tests.operations.nodes import HOST, Node, Visitor, in_front, node, redis

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed (Debian: apt install nginx)"),
    pytest.mark.skipif(
        shutil.which("redis-server") is None, reason="Redis is not installed (Debian: apt install redis-server)"
    ),
]
PASSWORD = secrets.token_urlsafe(20)
PAGE = "/ca/un-text/"
LIMIT = 8


@dataclass
class Nodes:
    first: Node
    second: Node
    front: int
    bucket: dict[str, str]
    page: int
    stop_first: Callable[[], None]
    stop_bucket: Callable[[], None]


@pytest.fixture(scope="module")  # before the test itself opens the database that is copied
def copied(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """A copy of the suite's own."""
    with django_db_blocker.unblock():
        found = Databases(tmp_path_factory.mktemp("database"))
        found.first.close()
        found.copy(found.first.settings_dict["NAME"])
        yield found
        found.end()


@pytest.fixture
def database(copied: Databases, db: None) -> Iterator[tuple[str, int]]:
    """Its address, and a page that has a draft; this process sees it too."""
    [name] = copied.made
    copied.use(name)
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl(), filled()
    finally:
        copied.leave()


def filled() -> int:
    made.SiteSettingsFactory()
    page = made.ContentPageFactory(parent=made.publish_home(), title="Un text", slug="un-text")
    page.title = "Un text nou"
    page.save_revision()
    User.objects.create_superuser("editor", "editor@example.cat")
    User.objects.update(password=ScryptPasswordHasher().encode(PASSWORD, "salt"))
    return int(page.pk)


@pytest.fixture
def nodes(database: tuple[str, int], tmp_path: Path) -> Iterator[Nodes]:
    with ExitStack() as stack:
        ends_bucket, ends_first = stack.enter_context(ExitStack()), ExitStack()
        bucket = ends_bucket.enter_context(s3.bucket("uploads"))
        told = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.release_settings", "DATABASE_URL": database[0],
            "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": HOST, "SITE_URL": f"https://{HOST}",
            "EMAIL_HOST": "localhost", "DEFAULT_FROM_EMAIL": "Cara <a@example.cat>", "TRUSTED_PROXIES": "1",
            "MFA_REQUIRED": "0", "MACHINE_TRANSLATOR": "none", "API_ANONYMOUS_REQUESTS": str(LIMIT),
            "REDIS_URL": stack.enter_context(redis(tmp_path)), "UPLOADS_TARGET": "s3://uploads/caravana",
            "UPLOADS_S3_ENDPOINT": bucket["endpoint_url"], "UPLOADS_S3_REGION": bucket["region_name"],
            "UPLOADS_S3_KEY": s3.KEY, "UPLOADS_S3_SECRET": s3.KEY,
        }  # fmt: skip
        first, second = (node(tmp_path / name, told) for name in ("first", "second"))
        stack.enter_context(second.running())
        (tmp_path / "nginx").mkdir()
        front = stack.enter_context(in_front(tmp_path / "nginx", first, second))
        stack.enter_context(ends_first).enter_context(first.running())
        yield Nodes(first, second, front, bucket, database[1], ends_first.close, ends_bucket.close)


def test_two_nodes_are_one_site(nodes: Nodes) -> None:
    """One story, since two nodes take seconds to start."""
    editor = a_session_holds_everywhere(nodes)
    what_one_publishes_the_other_shows(nodes, editor)
    what_one_is_sent_the_other_serves(nodes, editor)
    requests_are_counted_together(nodes)
    a_stopped_node_loses_nothing(nodes, editor)
    without_the_bucket_pages_are_read(nodes)


def a_session_holds_everywhere(nodes: Nodes) -> Visitor:
    editor = Visitor(nodes.first.port)
    answer = editor.post("/admin/login/", {"login": "editor", "password": PASSWORD, "next": "/admin/"})
    assert (answer.status, answer.headers["Location"]) == (302, "/admin/"), answer.text[-3000:]
    assert editor.get("/admin/").status == 200
    assert editor.at(nodes.second.port).get("/admin/").status == 200
    assert Visitor(nodes.second.port).get("/admin/").status == 302
    return editor


def what_one_publishes_the_other_shows(nodes: Nodes, editor: Visitor) -> None:
    reader = Visitor(nodes.second.port)
    for _time in range(2):  # the second time out of the cache
        assert "Un text nou" not in reader.get(PAGE).text
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={nodes.page}", {})
    assert answer.status == 302, answer.text[-3000:]
    assert "Un text nou" in reader.get(PAGE).text
    assert "Un text nou" in reader.at(nodes.first.port).get(PAGE).text


def what_one_is_sent_the_other_serves(nodes: Nodes, editor: Visitor) -> None:
    content = picture()
    told = {
        "title": "Plaça",
        "alt_ca": "Una plaça.",
        "licence": "CC-BY-4.0",
        "collection": str(Collection.get_first_root_node().pk),
    }
    answer = editor.post("/admin/images/add/", told, ("file", "plaza.png", content))
    assert answer.status == 302, answer.text[-3000:]
    there = Visitor(nodes.second.port)
    found = there.get("/media/original_images/plaza.png")
    assert (found.status, found.body, found.headers["Content-Type"]) == (200, content, "image/png")
    listed = editor.at(nodes.second.port).get("/admin/images/").text
    [small] = set(re.findall(r'src="(/media/images/[^"]+)"', listed))
    for port in (nodes.first.port, nodes.second.port, nodes.front):
        answer = there.at(port).get(small)
        assert (answer.status, answer.headers["Content-Type"][:6]) == (200, "image/"), port
        part = there.at(port).get(small, Range="bytes=2-5")
        assert (part.status, part.body) == (206, answer.body[2:6]), port
        known = there.at(port).get(small, **{"If-None-Match": answer.headers["ETag"]})
        assert known.status == 304, port
    assert there.get("/media/original_images/none.png").status == 404
    assert nodes.first.wrote() == nodes.second.wrote() == set(), "nothing is on a disk of theirs"
    assert all(key.startswith("caravana/media/") for key in s3.keys(nodes.bucket, "uploads"))


def picture() -> bytes:
    content = io.BytesIO()
    PillowImage.new("RGB", (400, 300), "teal").save(content, "PNG")
    return content.getvalue()


def requests_are_counted_together(nodes: Nodes) -> None:
    reader, left = Visitor(nodes.first.port), []
    for number in range(LIMIT):
        answer = reader.at((nodes.first, nodes.second)[number % 2].port).get("/api/v1/practices")
        assert answer.status == 200, answer.text
        left.append(int(answer.headers["RateLimit-Remaining"]))
    assert left == list(range(LIMIT - 1, -1, -1))
    assert [reader.at(one.port).get("/api/v1/practices").status for one in (nodes.first, nodes.second)] == [429, 429]


def a_stopped_node_loses_nothing(nodes: Nodes, editor: Visitor) -> None:
    found: Counter[int | str] = Counter()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                found[Visitor(nodes.front).get(PAGE).status] += 1
            except OSError as error:
                found[repr(error)] += 1

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        assert until(lambda: found[200] > 20, 30), found
        nodes.stop_first()
        after = found[200]
        assert until(lambda: found[200] > after + 20, 30), found
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert set(found) == {200}, found
    assert editor.at(nodes.front).get("/admin/").status == 200


def without_the_bucket_pages_are_read(nodes: Nodes) -> None:
    nodes.stop_bucket()
    reader = Visitor(nodes.front)
    assert [reader.get(path).status for path in (PAGE, "/ca/", "/health/ready")] == [200, 200, 200]
    answer = reader.get("/media/original_images/plaza.png")
    assert (answer.status, answer.headers["Cache-Control"]) == (503, "private, no-store")
