"""A site with its lists, in Catalan and with a home page in Spanish."""

from typing import Any

import pytest

from tests import factories as made


@pytest.fixture
def practice(practices: Any) -> Any:
    body = made.OrganisationFactory(name="Ajuntament de Sort")
    page = made.PracticePageFactory(parent=practices, title="L’oficina", slug="oficina", organisation=body)
    return published(page)


@pytest.fixture
def stop(stops: Any) -> Any:
    return published(made.StopPageFactory(parent=stops, title="Casa per casa", slug="casa"))


def published(page: Any) -> Any:
    page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)
