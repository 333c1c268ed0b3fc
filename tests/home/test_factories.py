"""Everything that tests are built from is valid and is served."""

from typing import Any

import pytest
from django.test import Client

from tests import factories

PAGES: list[tuple[Any, Any]] = [
    (factories.PracticeIndexPageFactory, factories.PracticePageFactory),
    (factories.StopIndexPageFactory, factories.StopPageFactory),
    (factories.KitIndexPageFactory, factories.KitResourcePageFactory),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("index", "factory"), PAGES)
def test_pages_are_valid_and_served(client: Client, index: Any, factory: Any) -> None:
    parent = index(parent=factories.publish_home())
    page = factory(parent=parent)
    page.full_clean()
    assert page.locale.language_code == "ca"
    assert client.get(parent.url).status_code == 200
    response = client.get(page.url)
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [factories.ContentPageFactory, factories.AccessibilityStatementPageFactory])
def test_ordinary_pages_are_valid_and_served(client: Client, factory: Any) -> None:
    page = factory(parent=factories.publish_home())
    page.full_clean()
    assert page.title in client.get(page.url).content.decode()
