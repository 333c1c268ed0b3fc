"""The back office is for everybody too: no fault that axe sees, nothing wider than its screen, all by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
BOARD = "/admin/stop-requests/"


def faults_of(page: Page, where: str) -> list[str]:
    # Wagtail's own furniture is not ours to mend.
    found: Any = Axe().run(page, context={"include": [[".office"]]}, options=LEVELS).response["violations"]
    told = [f"{where}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [*told, f"{where}: {wide} px wide in {room} px"] if wide > room else told


def test_axe_finds_no_fault_and_nothing_overflows(desk: Callable[..., Page], site: str) -> None:
    page = desk("editora")
    page.goto(f"{site}{BOARD}")
    studied, matched = (
        page.get_by_role("link", name=name).get_attribute("href")
        for name in ("Ajuntament d'Olot", "Ajuntament de Camprodon")
    )
    faults: list[str] = []
    paths = (BOARD, f"{BOARD}?theme=nope", studied, f"{studied}match/?body=vic", matched, f"{matched}drafts/")
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for path in paths:
            page.goto(f"{site}{path}")
            assert page.locator("html").get_attribute("lang") == "ca"
            page.evaluate("document.querySelectorAll('.office details').forEach((one) => { one.open = true })")
            faults += faults_of(page, f"{width} {path}")
    assert not faults, "\n".join(faults)


def test_a_request_is_opened_and_a_question_written_by_keyboard(desk: Callable[..., Page], site: str) -> None:
    page = desk("editora")
    page.goto(f"{site}{BOARD}")
    page.get_by_role("link", name="Ajuntament d'Olot").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stop-requests/*/")
    page.locator("summary", has_text="Pregunta a qui la va demanar").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Quanta gent hi cap?")
    assert page.locator("[name=ask-question]").input_value() == "Quanta gent hi cap?"
