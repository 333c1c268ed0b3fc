"""A site of the test's own: a database that other programs can see, and folders beside it."""

import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connections
from django.test import Client

from practices import catalogue_index
from tests.factories import (
    ConsentFactory,
    ImageFactory,
    InterviewFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    publish_home,
)

STORY = "/ca/practiques/una-bona-idea/"
PERSON, OTHER = "nuria@sort.example", "pere@rialp.example"


class Databases:
    """Makes databases on the engine that the suite runs on, and points Django at them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.first, self.made = folder, connections["default"], []
        self.postgresql = self.first.vendor == "postgresql"

    def copy(self, template: str) -> str:
        name = self._name()
        if self.postgresql:
            self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        else:
            shutil.copyfile(template, name)
        return name

    def empty(self) -> str:
        name = self._name()
        if self.postgresql:
            self._run(f'CREATE DATABASE "{name}"')
        return name

    def use(self, name: str) -> None:
        self._leave()
        connections["default"] = type(self.first)({**self.first.settings_dict, "NAME": name}, "default")
        cache.clear()  # addresses of the other site
        catalogue_index.forget()

    def leave(self) -> None:
        self._leave()
        connections["default"] = self.first
        cache.clear()

    def end(self) -> None:
        self.leave()
        for name in self.made if self.postgresql else ():
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _leave(self) -> None:
        if connections["default"] is not self.first:
            connections["default"].close()

    def _name(self) -> str:
        self.made.append(f"caravana_backups_{os.getpid()}_{self.folder.name}_{len(self.made)}")
        return self.made[-1] if self.postgresql else str(self.folder / self.made[-1])

    def _run(self, statement: str) -> None:
        parameters = self.first.get_connection_params() | {"dbname": "postgres"}
        wanted = {
            name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters
        }
        with psycopg.connect(**wanted, autocommit=True) as server:
            server.execute(statement)


@pytest.fixture(scope="session")
def template(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the suite's own database, with all its tables, that nobody is connected to."""
    found = Databases(tmp_path_factory.mktemp("template"))
    with django_db_blocker.unblock():
        found.first.ensure_connection()
        if found.postgresql:
            found.first.close()
            name = found.copy(found.first.settings_dict["NAME"])
        else:
            name = found.empty()
            with closing(sqlite3.connect(name)) as copy:
                found.first.connection.backup(copy)
        yield name
        found.end()


@pytest.fixture
def site(template: str, db: None, tmp_path: Path, settings: Any) -> Iterator[Databases]:
    """A site with a story, uploads public and private, and people's addresses; the next `use` is another."""
    found = Databases(tmp_path)
    try:
        found.use(found.copy(template))
        folders(settings, tmp_path / "first")
        settings.BACKUP_TARGET = str(tmp_path / "backups")
        settings.VAR_DIR = tmp_path / "var"
        settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
        fill()
        yield found
    finally:
        found.end()


def folders(settings: Any, folder: Path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = str(folder / "media"), str(folder / "private")


def fill() -> None:
    page = PracticePageFactory(
        parent=PracticeIndexPageFactory(parent=publish_home()), title="Una bona idea", slug="una-bona-idea"
    )
    page.relay_email = OTHER
    page.save_revision().publish()
    ImageFactory(title="Plaça")
    InterviewFactory(page=page, consent=ConsentFactory(file=ContentFile(b"%PDF-1.4 signed by hand", "signed.pdf")))
    EmailMessage("Gràcies", f"Escriu a {PERSON}.", "caravana@sort.example", [OTHER]).send()


@pytest.fixture
def run() -> Callable[..., str]:
    def command(*words: str) -> str:
        out = io.StringIO()
        call_command(*words, stdout=out, stderr=out)
        return out.getvalue()

    return command


def answers() -> list[int]:
    return [Client().get(path).status_code for path in ("/ca/", STORY)]
