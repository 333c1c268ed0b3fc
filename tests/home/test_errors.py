"""When there is no page, when we break and when the database is away."""

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error
from wagtail.models import Site

from caravana_site.common.middleware import OutageMiddleware
from tests import factories as made


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "language"), [("/ca/no-hi-es/", "ca"), ("/es/no-esta/", "es"), ("/nowhere/", "ca")]
)
def test_not_found_is_in_the_language_of_the_address(client: Client, address: str, language: str) -> None:
    made.publish_home("es")
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}">' in text
    assert "canonical" not in text
    assert f'href="/{language}/"' in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/ca/", "/es/no-esta/", "/ca/cerca/", "/ca/parades/solicita/", "/oembed?url=https%3A%2F%2Ftestserver%2Fca%2F"],
)
def test_without_a_site_nothing_breaks(client: Client, address: str) -> None:
    """Somebody has deleted the only one in the administration."""
    made.publish_home("es")
    Site.objects.all().delete()
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("language", ["ca", "es"])
def test_broken_page_needs_no_database(language: str) -> None:
    """No database fixture: a query would fail the test."""
    with translation.override(language):
        response = server_error(RequestFactory().get(f"/{language}/"))
    assert response.status_code == 500
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("language", ["ca", "es"])
def test_outage_is_a_page_of_its_own(language: str) -> None:
    def absent(_request: object) -> None:
        raise AssertionError

    middleware = OutageMiddleware(absent)  # type: ignore[arg-type]  # never called
    with translation.override(language):
        response = middleware.process_exception(RequestFactory().get("/"), OperationalError("gone"))
    assert response is not None
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("template", ["500.html", "503.html", "507.html"])
def test_failure_pages_load_nothing_from_elsewhere(template: str) -> None:
    assert "//" not in render_to_string(template).replace("<!doctype html>", "")
