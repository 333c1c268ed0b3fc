"""A story in a browser: the checklist of a device, what is copied, the way to the comparison, what is printed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]
STORY = "/ca/practiques/oficina-digital-que-fa-parada/"


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 390, "height": 800}, permissions=["clipboard-write"])
    yield context.new_page()
    context.close()


def test_the_checklist_is_remembered_on_the_device_and_cleared_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY}")
    boxes = page.locator(".check input")
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(0)).not_to_be_checked()
    assert page.context.cookies() == []
    page.goto(f"{site}/es/practicas/oficina-digital-que-hace-parada/")
    expect(boxes.nth(1)).to_be_checked()  # the same step in another language
    page.get_by_role("button", name="Borra las marcas").focus()
    page.keyboard.press("Enter")
    expect(boxes.nth(1)).not_to_be_checked()
    expect(page.locator("[data-forgotten]")).to_have_text(re.compile("no queda"))
    page.reload()
    expect(boxes.nth(1)).not_to_be_checked()


def test_a_browser_that_forbids_storage_still_ticks(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.goto(f"{site}{STORY}")
    page.locator(".check input").first.check()
    page.get_by_role("button", name="Esborra les marques").click()
    expect(page.locator(".check input").first).not_to_be_checked()
    page.close()


def test_without_javascript_nothing_promises_what_it_does_not_do(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{STORY}")
    page.locator(".check input").first.check()
    expect(page.locator("[data-forget], [data-print], [data-copy]")).to_have_count(4)
    for promise in page.locator("[data-forget], [data-print], [data-copy], [data-remembers]").all():
        expect(promise).to_be_hidden()
    # From the list to the comparison: two boxes and a button.
    page.goto(f"{site}/ca/practiques/")
    for box in page.locator('input[name="p"]').all()[:2]:
        box.check()
    page.get_by_role("button", name="Compara-les").click()
    expect(page.locator(".compared thead th")).to_have_count(2)
    context.close()


def test_the_citation_is_copied_as_plain_text(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY}")
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    page.locator(".cite summary").click()
    page.get_by_role("button", name="Copia la citació").click()
    copied = page.evaluate("window.copied")
    assert copied.startswith("Consell Comarcal del Berguedà (")
    assert "\n" not in copied
    assert STORY in copied


def seen(page: Page, selector: str) -> bool:
    return page.locator(selector).first.is_visible()


def test_paper_has_the_story_and_none_of_the_navigation(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY}")
    page.emulate_media(media="print")
    for kept in ("h1", ".facts", "#sides", "#results .chart", "#resources", ".minimum", ".check", ".licence a"):
        assert seen(page, kept), kept
    assert page.locator(".licence .only-on-paper").inner_text().strip().endswith(STORY)
    for left in (
        *(".site-header nav", ".crumbs", ".rail", ".share", ".related", "[data-print]", ".chapter .button"),
        *(".site-footer__in", ".site-footer__tell"),
    ):
        assert not seen(page, left), left


def test_the_checklist_alone_can_be_printed(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY}")
    page.evaluate("window.print = () => { window.printing = document.documentElement.dataset.printing; }")
    page.get_by_role("button", name="Imprimeix la llista").click()
    assert page.evaluate("window.printing") == "checklist"
    page.emulate_media(media="print")
    assert seen(page, ".check")
    assert seen(page, "h1")
    assert not seen(page, "#sides")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert seen(page, "#sides")


def test_the_printed_comparison_has_every_practice_and_none_of_the_navigation(page: Page, site: str) -> None:
    compared = ("oficina-digital-que-fa-parada", "idcat-a-casa", "actes-que-es-poden-buscar")
    page.goto(f"{site}/ca/practiques/compara/?" + "&".join(f"p={slug}" for slug in compared))
    titles = page.locator(".compared__head > a:first-of-type").all_inner_texts()
    assert len(titles) == len(compared)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 1000})  # A4 less its margins, in CSS pixels
    sheet = page.locator(".compared").bounding_box()
    assert sheet is not None
    assert sheet["x"] >= 0
    assert sheet["x"] + sheet["width"] <= 673, "no column falls off the sheet"
    for title in titles:
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    last = page.locator(".compared tbody tr").last
    expect(last.locator("td")).to_have_count(len(compared))
    expect(last).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Informe del"))).to_be_visible()
    for left in (
        *(".site-header nav", ".crumbs", ".compared__drop", "[data-print]", ".link-more"),
        *(".site-footer__in", ".site-footer__tell"),
    ):
        assert not seen(page, left), left
