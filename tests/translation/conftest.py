"""What the tests of translating share."""

from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page

from caravana_site.common import groups
from tests import people
from tests.factories import ContentPageFactory, publish_home

from .bilingual import Bilingual


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """wagtail-localize publishes after the commit, and the test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda told, **options: told())


@pytest.fixture
def front() -> Page:
    """The Catalan home page, which has a Spanish one."""
    return publish_home("es")


@pytest.fixture
def page(committed: None, front: Page) -> Bilingual:
    """An ordinary page, live in both languages."""
    return Bilingual(
        ContentPageFactory(parent=front, title="Una pàgina", slug="una-pagina", introduction="Hola a tothom d’aquí.")
    )


@pytest.fixture
def reviewer(client: Any, front: Page) -> Any:
    """Signed in as somebody who publishes."""
    client.person = people.member(groups.ensure_groups()[groups.REVIEWERS], "revisora")
    return people.signed_in(client, client.person)
