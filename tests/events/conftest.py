from typing import Any

import pytest

from tests.factories import StopIndexPageFactory, publish_home


@pytest.fixture
def calendar() -> Any:
    """The list of stops in Catalan."""
    return StopIndexPageFactory(parent=publish_home("es"))
