"""Public forms in a browser: by keyboard alone, with JavaScript and without, accessible in every state."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]
STORY = "/ca/practiques/oficina-digital-que-fa-parada/"
READING = 3500  # milliseconds, above what a form takes for a robot's


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce", **options)
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]  # read by the tests
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert context.cookies() == []
    context.close()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def typed(page: Page, text: str) -> None:
    page.keyboard.press("Tab")
    page.keyboard.type(text)


def test_a_question_is_asked_by_keyboard_and_counts_at_once(browser: Browser, site: str) -> None:
    with reader(browser, color_scheme="dark") as page:
        page.goto(f"{site}{STORY}escriu/")
        assert faults(page) == []
        page.locator("[name=text]").focus()
        page.keyboard.type("Com ho vau fer?")
        typed(page, "Núria Prat")
        typed(page, "nuria@sort")
        page.wait_for_timeout(READING)
        page.keyboard.press("Enter")
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(page.locator("[name=text]")).to_have_value("Com ho vau fer?")
        assert faults(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[name=email]")).to_be_focused()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("nuria@sort.example")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # past the copy, at the link to the whole notice
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("[name=accepted]")).to_be_checked()
        page.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("El teu missatge va de camí")
        assert faults(page) == []
        assert page.complaints == [], "the policy lets the proof of work do its work"


def test_without_javascript_a_replication_waits_for_its_link(browser: Browser, site: str) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(f"{site}{STORY}#replications")
        page.get_by_role("link", name="L’hem adaptada: ho expliquem").click()
        page.get_by_label("El teu ens").fill("Ajuntament de Sort")
        page.get_by_text("La tenim en marxa").click()
        page.get_by_label("Des de quan").fill("2026-01-15")
        page.get_by_label("Què heu canviat?").fill("Sense furgoneta.")
        page.get_by_label("El teu nom i càrrec").fill("Núria Prat, tècnica")
        page.get_by_label("El teu correu de la feina").fill("nuria@sort.example")
        page.get_by_label("He llegit com es tracten les meves dades").check()
        page.wait_for_timeout(READING)
        page.get_by_role("button", name="Envia-ho").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mira el correu")


def test_a_mistake_is_told_from_the_foot_of_any_page(browser: Browser, site: str) -> None:
    for script in (True, False):
        with reader(browser, java_script_enabled=script) as page:
            page.goto(f"{site}/ca/kit/")
            page.get_by_role("link", name="Avisa d’un error").click()
            expect(page.get_by_text("A la pàgina /ca/kit/.")).to_be_visible()
            page.get_by_label("Què no va bé?").fill("Hi ha una paraula mal escrita.")
            page.wait_for_timeout(READING)
            page.get_by_role("button", name="Avisa’ns").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Gràcies: ens ho mirarem")
            page.get_by_role("link", name="Torna a la pàgina").click()
            expect(page).to_have_url(re.compile(r"/ca/kit/$"))


def test_a_replication_with_errors_is_accessible_wide_and_narrow(browser: Browser, site: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site}{STORY}adaptada/")
        page.wait_for_timeout(READING)
        page.get_by_role("button", name="Envia-ho").click()
        expect(page.get_by_role("alert")).to_be_focused()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.get_by_role("link", name="Tria fins on heu arribat.").click()
        expect(page.locator("#id_state_0")).to_be_focused()
