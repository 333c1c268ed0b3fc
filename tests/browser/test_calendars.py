"""Following the stops from one's own calendar: by keyboard, on a phone, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [("/ca/parades/", 1280, "light"), ("/es/paradas/", 320, "dark")], ids=["wide", "phone"]
)
def test_the_ways_to_subscribe_open_by_keyboard(
    path: str, width: int, scheme: str, browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page = context.new_page()
    page.goto(f"{site}{path}")
    page.locator(".subscribe summary").focus()
    page.keyboard.press("Enter")
    row = page.locator(".subscription", has_text="Berguedà")
    address = f"{site}/calendar/{path[1:3]}/stops.ics?comarca=bergueda"
    assert row.locator("a").first.get_attribute("href") == f"webcal{address.removeprefix('http')}"
    row.locator("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.subscription button [aria-live]') !== null")
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert Axe().run(page, options=LEVELS).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_addresses_are_links_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/ca/parades/")
    page.locator(".subscribe summary").click()
    link = page.locator(".subscription a[href^=http]").first
    assert link.is_visible()
    assert context.request.get(link.get_attribute("href") or "").headers["content-type"].startswith("text/calendar")
    assert page.locator(".subscription button:visible").count() == 0
    context.close()
