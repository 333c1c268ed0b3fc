"""The translators' editor by keyboard, with somebody else at the page, without a connection, on a small screen."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
ROOT = Path(__file__).resolve().parents[2]
TRANSLATOR = "traduccio-ca-es"
FIND = """
from caravana_site.translation.models import TranslationTask
print(TranslationTask.objects.get(translation__source__object_repr="Premsa").pk)
"""
PROPOSE = """
from wagtail.models import Locale
from wagtail_localize.models import StringSegment
from caravana_site.translation.models import Suggestion
segment = StringSegment.objects.get(pk={segment})
Suggestion.objects.create(segment=segment, locale=Locale.objects.get(language_code="es"), kind="machine",
    text="Un texto de la máquina.", tool_name="Apertium")
"""


@pytest.fixture
def shell(site: str, database_url: str, site_folder: Path) -> Callable[[str], str]:
    """Runs a line of Python on the server's database; returns what it prints."""
    settings = {"DJANGO_SETTINGS_MODULE": "caravana_site.settings.test", "VAR_DIR": str(site_folder)}
    environment = {**os.environ, **settings, "DATABASE_URL": database_url}

    def run(code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    return run


@pytest.fixture
def press(desk: Callable[..., Page], site: str, shell: Callable[[str], str]) -> Callable[[str], Page]:
    """The press page's editor, opened by somebody."""
    task = shell(FIND)

    def open_editor(account: str) -> Page:
        page = desk(account)
        page.goto(f"{site}/admin/translations/{task}/")
        return page

    return open_editor


def row(page: Page, number: int) -> Locator:
    """A text; the title and the slug come before."""
    return page.locator("[data-row]").nth(number)


def field(page: Page, number: int) -> Locator:
    return row(page, number).locator("textarea").first


def status(page: Page) -> Locator:
    return page.locator("[data-status]")


def rewrite(page: Page, number: int, text: str) -> None:
    field(page, number).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_text_is_translated_by_keyboard_and_saved_by_itself(press: Callable[[str], Page]) -> None:
    page = press(TRANSLATOR)
    before = field(page, 2).input_value()
    rewrite(page, 2, "Escrito con el teclado.")
    expect(status(page)).to_have_attribute("data-kind", "good")
    expect(page.locator("[data-announce]")).not_to_be_empty()
    rewrite(page, 4, "")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+s")
    expect(row(page, 4)).to_have_attribute("data-state", "missing")
    field(page, 2).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(field(page, 3)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+Enter")
    expect(field(page, 4)).to_be_focused()  # the next that is not done
    page.keyboard.press("F2")
    expect(field(page, 4)).to_have_value(row(page, 4).locator("[data-source]").get_attribute("data-source") or "")
    page.keyboard.press("Control+Enter")
    expect(row(page, 4)).to_have_attribute("data-state", "confirmed")
    page.reload()
    expect(field(page, 2)).to_have_value("Escrito con el teclado.")
    rewrite(page, 2, before)
    expect(status(page)).to_have_attribute("data-kind", "good")


def test_two_at_the_same_text_see_both_and_choose(press: Callable[[str], Page]) -> None:
    first, second = press(TRANSLATOR), press("editora")
    before = field(first, 2).input_value()
    rewrite(first, 2, "Lo de la primera.")
    expect(status(first)).to_have_attribute("data-kind", "good")
    rewrite(second, 2, "Lo de la segunda.")
    conflict = row(second, 2).locator("[data-conflict]")
    expect(conflict).to_contain_text("Lo de la primera.")
    expect(field(second, 2)).to_have_value("Lo de la segunda.")
    conflict.locator("[data-keep-mine]").focus()
    second.keyboard.press("Enter")
    expect(row(second, 2).locator(".te-conflict")).to_have_count(0)
    expect(status(second)).to_have_attribute("data-kind", "good")
    second.reload()
    expect(field(second, 2)).to_have_value("Lo de la segunda.")
    expect(row(second, 2).locator("[data-versions]")).to_contain_text("Lo de la primera.")
    rewrite(second, 2, before)
    expect(status(second)).to_have_attribute("data-kind", "good")


def test_a_machines_suggestion_is_taken_and_confirmed(
    press: Callable[[str], Page], shell: Callable[[str], str]
) -> None:
    page = press(TRANSLATOR)
    before = field(page, 2).input_value()
    shell(PROPOSE.format(segment=row(page, 2).get_attribute("data-row")))
    page.reload()
    field(page, 2).focus()
    page.keyboard.press("F8")
    expect(row(page, 2)).to_have_attribute("data-state", "machine")
    expect(field(page, 2)).to_have_value("Un texto de la máquina.")
    page.keyboard.press("Control+Enter")
    expect(row(page, 2)).to_have_attribute("data-state", "confirmed")
    rewrite(page, 2, before)
    expect(status(page)).to_have_attribute("data-kind", "good")


def test_without_a_connection_nothing_is_lost(press: Callable[[str], Page]) -> None:
    page = press(TRANSLATOR)
    before = field(page, 2).input_value()
    page.context.set_offline(True)
    rewrite(page, 2, "Sin conexión.")
    expect(status(page)).to_have_attribute("data-kind", "bad")
    page.context.set_offline(False)
    expect(status(page)).to_have_attribute("data-kind", "good")
    rewrite(page, 2, "Sin <u>enlace")  # refused, so that this browser alone has it
    expect(row(page, 2).locator("[data-problem]")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    kept = row(page, 2).locator("[data-kept]")
    expect(kept).to_contain_text("Sin <u>enlace")
    kept.locator("[data-use]").click()
    expect(field(page, 2)).to_have_value("Sin <u>enlace")
    rewrite(page, 2, before)
    expect(status(page)).to_have_attribute("data-kind", "good")


@pytest.mark.parametrize(("account", "language"), [(TRANSLATOR, "es"), ("editora", "ca")])
def test_axe_finds_no_fault_and_nothing_overflows(press: Callable[[str], Page], account: str, language: str) -> None:
    page = press(account)
    expect(page.locator("html")).to_have_attribute("lang", language)
    faults = []
    for width, scheme in ((1280, "light"), (390, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.reload()
        page.evaluate("document.querySelectorAll('.te details').forEach((one) => { one.open = true })")
        rewrite(page, 2, "x <u>")
        expect(row(page, 2).locator("[data-problem]")).to_be_visible()
        found: Any = Axe().run(page, context={"include": [[".te"]]}, options=LEVELS).response["violations"]
        faults += [f"{width}: {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        inner, box = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.te'))")
        if wide > room or inner > box:
            faults.append(f"{width}: wider than the screen")
        page.evaluate("localStorage.clear()")
        page.once("dialog", lambda dialog: dialog.accept())
    assert not faults, "\n".join(faults)
