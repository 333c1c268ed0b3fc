"""Pages and documents that only those may read who have a password for them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from caravana_site.common.models import Document
from tests import factories as made

pytestmark = pytest.mark.django_db
WORDS = {
    "ca": ("Cal una contrasenya", "La contrasenya que"),
    "es": ("Hace falta una contraseña", "no es correcta"),
}


@pytest.fixture
def page() -> Any:
    """In Catalan, with its Spanish version, each behind a password."""
    home = made.publish_home("es")
    made.SiteSettingsFactory()
    made.SiteSettingsFactory(locale=made.in_language("es"))
    index = made.PracticeIndexPageFactory(parent=home)
    made.translated(index, "es", slug="practicas")
    found = made.PracticePageFactory(parent=index, title="La furgoneta secreta", summary="Ningú no ho sap.")
    made.translated(found, "es", slug="furgoneta")
    for one in (found, found.get_translation(made.in_language("es"))):
        PageViewRestriction.objects.create(page=one, restriction_type="password", password="obre-t")
    return found


def form_of(answer: Any) -> str:
    """The address that it is sent to."""
    text = answer.content.decode()
    return str(text.split('class="deed" method="post" action="')[1].split('"')[0])


@pytest.mark.parametrize("language", WORDS)
def test_a_private_page_asks_for_its_password_in_the_sites_own_frame_and_tells_nothing(
    client: Client, page: Any, language: str
) -> None:
    wanted = page.get_translation(made.in_language(language)) if language != "ca" else page
    asked = client.get(wanted.url)
    heading, wrong = WORDS[language]
    text = asked.content.decode()
    assert f'<html lang="{language}">' in text
    assert f"<h1>{heading}</h1>" in text
    assert "site-header" in text
    assert "La furgoneta secreta" not in text
    assert "Ningú no ho sap" not in text
    assert asked["Cache-Control"].endswith("private")

    sent = client.post(form_of(asked), {"password": "no", "return_url": wanted.url})
    assert sent.status_code == 200
    assert wrong in sent.content.decode()
    assert "La furgoneta secreta" not in sent.content.decode()

    opened = client.post(form_of(asked), {"password": "obre-t", "return_url": wanted.url}, follow=True)
    assert opened.redirect_chain == [(wanted.url, 302)]
    assert "Ningú no ho sap" in opened.content.decode()
    assert opened["Cache-Control"].endswith("private")
    assert "Ningú no ho sap" not in Client().get(wanted.url).content.decode(), "it is open for whoever knew it alone"


def test_a_private_document_asks_for_its_password_as_well(client: Client, page: Any) -> None:
    private = Collection.get_first_root_node().add_child(name="Privats")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="password", password="obre-t")
    document = Document.objects.create(title="Acta", collection=private, file=ContentFile(b"%PDF-1.4", "acta.pdf"))
    asked = client.get(document.url)
    assert "<h1>Cal una contrasenya</h1>" in asked.content.decode()
    opened = client.post(form_of(asked), {"password": "obre-t", "return_url": document.url}, follow=True)
    assert b"".join(opened.streaming_content) == b"%PDF-1.4"
