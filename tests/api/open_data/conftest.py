"""A site with one thing of most kinds, in both languages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from rdflib import Graph

from caravana_site.api.open_data.making import make_all
from home.models import SiteSettings
from tests import factories as made
from tests.api.catalogue import in_spanish, practice, publish, site

from .judging import read


@pytest.fixture(autouse=True)
def _own_files(own_files: None) -> None:
    """Each test has a folder of its own."""


@pytest.fixture
def page() -> Any:
    """A practice that tells all that one can tell, with the body that leads it, public in both languages."""
    page = publish(practice(site()))
    in_spanish(page)
    SiteSettings.objects.update(
        promoter_name="Consorci de la Caravana",
        promoter_dir3="A09002970",
        contact_email="dades@exemple.cat",
        contact_phone="93 000 00 00",
    )
    return page


@pytest.fixture
def dumps(page: Any) -> int:
    """Its files, made."""
    return make_all()


@pytest.fixture
def another(page: Any) -> Any:
    """Further practices, with titles of their own."""

    def make(title: str, **fields: Any) -> Any:
        return publish(made.PracticePageFactory(parent=page.get_parent(), title=title, **fields))

    return make


@pytest.fixture
def catalogue(page: Any, client: Client) -> Graph:
    """Of a site with stops too."""
    stops = made.StopIndexPageFactory(parent=page.get_parent().get_parent())
    for month in (6, 3):
        start = datetime(2026, month, 10, 8, tzinfo=UTC)
        publish(made.StopPageFactory(parent=stops, title=f"Parada {month}", start=start, end=start.replace(hour=10)))
    make_all()
    return read(client)
