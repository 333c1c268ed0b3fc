"""What was typed last is what stays, whatever Wagtail was saving by itself when the editor saved."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import HttpRequest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage
from wagtail.hooks import register_temporarily
from wagtail.models import Page

from caravana_site.common.automatic_saves import is_automatic
from home.models import ContentPage
from practices.models import PracticeIndexPage
from tests.factories import PracticePageFactory

from .whole_life import PASSWORD, prepare

PATIENCE = 3  # seconds that the slow request waits for the other at most
RESTING = 2000  # milliseconds
pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser: administration"),
    pytest.mark.django_db(transaction=True),
]


def prepared(live_server: Any) -> PracticeIndexPage:
    prepare(str(live_server.url), "ca")
    return PracticeIndexPage.objects.get(locale__language_code="ca")


@contextmanager
def signed_in(browser: Browser, live_server: Any) -> Iterator[BrowserPage]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="ca")
    context.set_default_timeout(20_000)
    try:
        desk = context.new_page()
        desk.goto(f"{live_server.url}/admin/login/")
        desk.locator("[name=login]").fill("revisora")
        desk.locator("[name=password]").fill(PASSWORD)
        desk.keyboard.press("Enter")
        desk.wait_for_url(f"{live_server.url}/admin/")
        yield desk
    finally:
        context.close()


def write_until(desk: BrowserPage, arrived: threading.Event) -> None:
    """The editor looks for changes from a moment after the page has come, and saves when typing rests."""
    for turn in range(10):
        if arrived.is_set():
            return
        desk.locator("[name=title]").fill(f"Padró {turn}")
        desk.wait_for_timeout(RESTING)
    raise AssertionError("The editor saves nothing by itself.")


def press(desk: BrowserPage, action: str) -> None:
    if action == "publish":
        desk.locator("footer .w-dropdown__toggle").click()
        desk.locator("footer [name=action-publish]").click()
    else:
        desk.locator("footer button[type=submit]").first.click()
    expect(desk.locator(".messages .success")).to_be_visible()


@pytest.mark.parametrize("live", [True, False], ids=["public", "draft"])
@pytest.mark.parametrize("action", ["save", "publish"])
def test_an_automatic_save_does_not_undo_what_the_editor_saves(
    browser: Browser, live_server: Any, action: str, live: bool
) -> None:
    index = prepared(live_server)
    practice = PracticePageFactory(parent=index, title="Padró", is_sample=True, live=live)
    arrived, saved = threading.Event(), threading.Event()

    def be_slow(request: HttpRequest, page: Page) -> None:
        """The server has read the page's latest version, and takes its time with what came by itself."""
        if is_automatic(request):
            arrived.set()
            saved.wait(PATIENCE)

    def tell(request: HttpRequest, page: Page) -> None:
        if not is_automatic(request):
            saved.set()

    with (
        signed_in(browser, live_server) as desk,
        register_temporarily("before_edit_page", be_slow),
        register_temporarily("after_edit_page", tell),
    ):
        desk.goto(f"{live_server.url}/admin/pages/{practice.pk}/edit/")
        write_until(desk, arrived)
        desk.locator("[name=title]").fill("Padró que es fa sol")
        press(desk, action)
        desk.wait_for_timeout(PATIENCE * 1000)  # the slow one ends too
    practice.refresh_from_db()
    assert practice.get_latest_revision_as_object().title == "Padró que es fa sol"


@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_new_page_is_made_once_whoever_saves_it(browser: Browser, live_server: Any, action: str) -> None:
    home = prepared(live_server).get_parent()
    arrived = threading.Event()

    def be_slow(request: HttpRequest, *_told: Any) -> None:
        if is_automatic(request) and not arrived.is_set():
            arrived.set()
            time.sleep(PATIENCE)

    with signed_in(browser, live_server) as desk, register_temporarily("before_create_page", be_slow):
        desk.goto(f"{live_server.url}/admin/pages/add/home/contentpage/{home.pk}/")
        write_until(desk, arrived)
        desk.locator("[name=title]").fill("Un text de debò")
        press(desk, action)
    page = ContentPage.objects.get()
    assert page.get_latest_revision_as_object().title == "Un text de debò"
    assert page.live is (action == "publish")
