"""Another Wagtail embeds us with what docs/embedding.md tells its developers to write."""

import re
from typing import Any

import pytest
from django.conf import settings as project
from wagtail.embeds.embeds import get_embed

from tests import factories as made

from .conftest import published

pytestmark = [pytest.mark.django_db(transaction=True)]


def finders(address: str) -> Any:
    """The snippet of the documentation, with this server in the place of its example."""
    text = (project.BASE_DIR / "docs/embedding.md").read_text("utf-8")
    snippet = re.search(r"```python\n(WAGTAILEMBEDS_FINDERS.*?)```", text, flags=re.DOTALL)
    assert snippet is not None
    written: dict[str, Any] = {}
    host = re.escape(address.partition("//")[2])
    own = snippet[1].replace("https://caravana.example.cat", address).replace(r"caravana\.example\.cat", host)
    exec(own.replace("^https:", "^http:"), written)
    return written["WAGTAILEMBEDS_FINDERS"]


def test_the_documented_finder_gets_our_html(live_server: Any, settings: Any) -> None:
    made.SiteSettingsFactory()
    home = made.publish_home()
    page = published(made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=home)))
    settings.WAGTAILEMBEDS_FINDERS = finders(live_server.url)
    embed = get_embed(f"{live_server.url}{page.url}", max_width=500)
    assert (embed.type, embed.title, embed.width) == ("rich", page.title, 500)
    assert embed.provider_name == "Caravana d’innovació digital"
    assert f'<iframe src="{live_server.url}/embed/ca/practice/{page.translation_key}/"' in embed.html
    assert embed.cache_until is not None
