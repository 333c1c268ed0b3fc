"""What the tests of caches share."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import connection, transaction

from caravana_site.api.projection.projector import project_all
from tests import factories as made


class Content:
    """A site in two languages: a story that tests change, another one, and a page that has nothing to do with them."""

    def __init__(self) -> None:
        made.SiteSettingsFactory()
        self.home = made.publish_home("es")
        index = made.PracticeIndexPageFactory(parent=self.home)
        self.index_es = made.translated(index, "es", slug="practicas")
        self.index = index
        self.stops = made.StopIndexPageFactory(parent=self.home)
        self.practice = made.PracticePageFactory(parent=index, title="La primera", slug="la-primera")
        self.practice_es = made.translated(self.practice, "es", title="La primera en castellano", slug="la-primera-es")
        self.other = made.PracticePageFactory(parent=index, title="Una altra", slug="una-altra")
        self.kit = made.KitIndexPageFactory(parent=self.home)
        self.text = made.ContentPageFactory(parent=self.home, title="Un text", slug="un-text")


@pytest.fixture
def content() -> Content:
    found = Content()
    project_all()
    return found


def publish(page: Any, **changes: Any) -> None:
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def committed(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is there, and from now on caches are told at once: the test's own transaction never commits."""
    connection.run_on_commit.clear()  # what the content noted has been done, and would stand for what comes
    monkeypatch.setattr(transaction, "on_commit", lambda told, **options: told())


def rename(row: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


class Cache:
    """Stands for a cache in front: keeps what it was told, and answers as it is bidden."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.answers = 200
        here = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:  # the server's own way of naming
                if here.answers == 200:
                    here.told += (self.headers["xkey-purge"] or self.headers["xkey-softpurge"]).split()
                self.send_response(here.answers)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  # the server's own name
                """Nothing: the test says what it heard."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def cache(settings: Any) -> Iterator[Cache]:
    found = Cache()
    settings.VARNISH_URLS = [found.address]
    yield found
    found.server.shutdown()
    found.server.server_close()
