"""Adding a language is configuration: a line in the settings and, for its interface, a catalogue."""

from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

from tests.factories import ContentPageFactory, publish_home, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        ("ca", "Català"),
        ("es", "Castellano"),
        ("en", "English"),
    ]
    clear_url_caches()
    yield
    clear_url_caches()


def test_a_third_language_has_its_addresses_switch_and_notice(client: Client, three: Any) -> None:
    home = publish_home("es", "en")
    ContentPageFactory(parent=home, title="Participa", slug="participa")
    page = client.get("/en/").content.decode()
    assert '<html lang="en">' in page
    assert 'hreflang="en"' in client.get("/ca/").content.decode()
    notice = client.get("/en/participa/")
    assert notice.status_code == 200
    assert notice["X-Robots-Tag"] == "noindex"
    assert 'lang="ca">Participa' in notice.content.decode()
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"


def test_once_translated_the_old_address_leads_to_the_new_one(client: Client, three: Any) -> None:
    home = publish_home("es", "en")
    source = ContentPageFactory(parent=home, title="Participa", slug="participa")
    translated(source, "en", slug="take-part")
    answer = client.get("/en/participa/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/en/take-part/")
