"""What the tests of the documents share."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests import factories as made
from tests.api.published import publish


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are built after the commit, and the test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda told, **options: told())


@pytest.fixture
def own_files(settings: Any, tmp_path: Any) -> None:
    """Files keep their names, whatever other tests have made."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def that_day(own_files: None) -> Iterator[None]:
    """A fixed moment, and files whose names nobody has taken."""
    with time_machine.travel(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def home() -> Any:
    made.SiteSettingsFactory()
    made.SiteSettingsFactory(locale=made.in_language("es"), site_name="Caravana de innovación digital")
    return made.publish_home("es")


@pytest.fixture
def practices(home: Any) -> Any:
    return made.PracticeIndexPageFactory(parent=home)


@pytest.fixture
def stops(home: Any) -> Any:
    return made.StopIndexPageFactory(parent=home)


@pytest.fixture
def calendar() -> Any:
    """The list of stops in Catalan, which has a Spanish one."""
    index = made.StopIndexPageFactory(parent=made.publish_home("es"))
    made.translated(index, "es", slug="paradas")
    return index


@pytest.fixture
def stories(calendar: Any) -> Any:
    index = made.PracticeIndexPageFactory(parent=calendar.get_parent())
    made.translated(index, "es", slug="practicas")
    return index


@pytest.fixture
def stop(calendar: Any) -> Any:
    """Live in both languages."""
    page = publish(made.StopPageFactory(parent=calendar, title="Casa per casa", slug="casa"))
    made.translated(page, "es", title="Casa por casa", slug="casa-por-casa")
    return page
