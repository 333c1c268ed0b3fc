"""Which policy is in force at each class of address, errors included."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from caravana_site.common import security_policies
from caravana_site.common.request_limits import EDITORS_LIMIT, MEGABYTE, PUBLIC_LIMIT
from caravana_site.urls import handler500
from caravana_site.urls import urlpatterns as real

CSP = "Content-Security-Policy"


def fails(request: Any) -> Any:
    raise RuntimeError("secret detail")


def without_database(request: Any) -> Any:
    raise OperationalError("secret detail")


urlpatterns = [path("ca/fails/", fails), path("ca/outage/", without_database), *real]
__all__ = ["handler500"]


def directives(answer: Any) -> dict[str, str]:
    return {part.split(" ", 1)[0]: part.partition(" ")[2] for part in answer[CSP].split("; ")}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ca/no-hi-es/", "/health/live", "/robots.txt", "/"])
def test_public_pages_allow_nothing_inline_and_no_frame(client: Any, address: str) -> None:
    answer = client.get(address)
    found = directives(answer)
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == "'self'"
    assert found["frame-ancestors"] == "'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "nonce" not in answer[CSP]


@pytest.mark.django_db
def test_administration_runs_the_scripts_with_its_nonce_and_no_other(client: Any) -> None:
    answer = client.get("/admin/login/")
    found = directives(answer)
    assert re.fullmatch(r"'self' 'nonce-[\w+/=-]+'", found["script-src"])
    assert "unsafe-eval" not in answer[CSP]
    assert found["connect-src"] == "'self'"
    assert found["frame-ancestors"] == "'self'"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_may_stand_in_a_frame_of_the_administration() -> None:
    request = RequestFactory().get("/ca/")
    request.is_dummy = True
    policy = security_policies.policy_for(request)
    assert policy.directives["frame-ancestors"] == ["'self'"]
    assert policy.directives["script-src"] == ["'self'"]
    assert policy.frame_options == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["/media/a.svg", "/documents/1/a.html"])
def test_uploaded_files_run_in_a_sandbox(address: str) -> None:
    policy = security_policies.policy_for(RequestFactory().get(address), "text/html")
    assert "sandbox" in policy.directives
    assert policy.directives["default-src"] == ["'none'"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.security.test_policies")
@pytest.mark.parametrize(("address", "status"), [("/ca/fails/", 500), ("/ca/outage/", 503)])
def test_failures_carry_the_policy_and_no_detail(client: Any, address: str, status: int) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    assert directives(answer)["default-src"] == "'none'"
    assert b"secret detail" not in answer.content
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_database_that_goes_away_in_a_middleware_is_an_outage_too(client: Any, monkeypatch: Any) -> None:
    from caravana_site.common.sign_in.middleware import SecondFactorMiddleware

    def gone(*args: Any) -> None:
        raise OperationalError("secret detail")

    monkeypatch.setattr(SecondFactorMiddleware, "process_view", gone)
    client.raise_request_exception = False
    answer = client.get("/health/live")
    assert answer.status_code == 503
    assert CSP in answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "most", "told"), [("/ca/", 10 * MEGABYTE, "10 MB"), ("/admin/login/", 51 * MEGABYTE, "50 MB")]
)
def test_too_much_to_read_is_refused_from_its_length_by_a_byte(client: Any, address: str, most: int, told: str) -> None:
    """Editors are told of files: the form around one of 50 MB has room of its own."""

    def answer(length: int) -> Any:
        return client.generic("POST", address, b"", content_type="application/octet-stream", CONTENT_LENGTH=str(length))

    assert answer(most).status_code != 413
    assert answer(most + 1).status_code == 413
    assert told in answer(most + 1).content.decode()


def test_nginx_lets_through_just_as_much(settings: Any) -> None:
    everybody, of_editors = (settings.BASE_DIR / "deploy/nginx/site.conf").read_text().split("location /admin/ {")
    assert f"client_max_body_size {PUBLIC_LIMIT // MEGABYTE}m;" in everybody
    assert f"client_max_body_size {EDITORS_LIMIT // MEGABYTE}m;" in of_editors


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ca/", "/api/v1/practices", "/health/live"])
def test_a_length_that_is_no_number_is_refused(client: Client, path: str) -> None:
    """gunicorn refuses it before; Django's own server does not."""
    assert client.generic("GET", path, CONTENT_LENGTH="abc").status_code == 400
