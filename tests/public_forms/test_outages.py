"""A form that was sent while the database was away: its sender keeps what they wrote, and only they."""

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from caravana_site.common.public_forms.views import PublicFormView
from caravana_site.common.sign_in.middleware import SecondFactorMiddleware
from tests.factories.public_forms import OWN, Reader

from .conftest import MESSAGE

HOSTILE = 'Com ho vau "fer"?\n<script>alert(1)</script>'
BUTTON = "Torna-ho a enviar tot"
NOT_KEPT = "el que acabes d’enviar no s’ha desat"


@pytest.fixture
def outage(contact: Reader, monkeypatch: pytest.MonkeyPatch) -> Reader:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("secret detail")

    monkeypatch.setattr(PublicFormView, "post", gone)
    return contact


def test_it_can_be_sent_again_as_it_was(outage: Reader) -> None:
    answer = outage.send(**{**MESSAGE, "text": HOSTILE})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert NOT_KEPT in page
    assert BUTTON in page
    assert f'<form method="post" action="{outage.url}"' in page
    assert "<script" not in page
    assert HOSTILE in unescape(page)
    assert "secret detail" not in page


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {}],
    ids=["site", "origin", "none"],
)
def test_what_another_site_sent_is_never_offered(outage: Reader, headers: dict[str, str]) -> None:
    page = outage.client.post(outage.url, {**MESSAGE, "text": HOSTILE}, headers=headers).content.decode()
    assert NOT_KEPT in page
    assert BUTTON not in page
    assert "alert" not in page


def test_files_are_left_to_the_browser(outage: Reader) -> None:
    file = SimpleUploadedFile("a.txt", b"x")
    page = outage.client.post(outage.url, {**MESSAGE, "file": file}, **OWN).content.decode()
    assert BUTTON not in page
    assert "torna-la a carregar" in page


def test_a_password_is_never_written_into_a_page(client: Any, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def gone(*args: Any) -> None:
        raise OperationalError("x")

    monkeypatch.setattr(SecondFactorMiddleware, "process_view", gone)
    client.raise_request_exception = False
    answer = client.post("/admin/login/", {"login": "a", "password": "molt secreta"}, **OWN)
    assert answer.status_code == 503
    assert "molt secreta" not in answer.content.decode()
    assert NOT_KEPT in answer.content.decode()
