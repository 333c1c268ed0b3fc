"""A small site to look things up in."""

from typing import Any

import pytest
from django.db import connection

from tests import factories as made

ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def site() -> dict[str, Any]:
    """The home pages of both languages, and the lists below the Catalan one."""
    home = made.publish_home("es")
    return {
        "home": home,
        "es": home.get_translations().get().specific,
        "practices": made.PracticeIndexPageFactory(parent=home),
        "stops": made.StopIndexPageFactory(parent=home),
        "kit": made.KitIndexPageFactory(parent=home),
    }


def titles(client: Any, words: str, url: str = "/ca/cerca/", **query: str) -> list[str]:
    """What a reader is shown, in its order."""
    listing = client.get(url, {"q": words, **query}).context["listing"]
    return [str(found.row) for found in listing.found]
