"""The administration in a real browser: no policy broken, and nobody else asked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.factories.home import first_rows

from .conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTENT = ("/admin/", "/admin/images/add/", "/admin/users/new/", "/admin/groups/new/", "/admin/account/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Any]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_administration_breaks_no_policy_and_asks_nobody_else(live_server: Any, page: Any, administrator: Any) -> None:
    first_rows()
    complaints: list[str] = []
    strangers: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            strangers.append(asked.url)
            if urlsplit(asked.url).scheme in ("http", "https") and not asked.url.startswith(live_server.url)
            else None
        ),
    )
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=login]", administrator.username)
    page.fill("[name=password]", PASSWORD)
    page.click("form.login-form button[type=submit]")
    page.wait_for_url(f"{live_server.url}/admin/")
    for address in CONTENT:
        answer = page.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, address
    assert complaints == []
    assert strangers == []
