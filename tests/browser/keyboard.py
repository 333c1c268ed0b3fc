"""A page by keyboard alone: what the keyboard does not reach within a bounded number of steps fails the test."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from .waiting import until


def reach(page: Page, target: Locator, *, back: bool = False, most: int = 200) -> None:
    """Press Tab until that one has the focus, as whoever has no mouse would."""
    here = target.element_handle()
    for _step in range(most):
        if here.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def press(page: Page, role: Any, name: str, *, leads: bool = True, back: bool = False) -> None:
    """Reach a link or a button and press it; `leads` to another page unless told otherwise."""
    reach(page, page.get_by_role(role, name=name).first, back=back)
    if not leads:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Put that text in place of whatever the field of that name has."""
    reach(page, page.locator(f"[name='{name}']"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def write_date(page: Page, name: str, text: str) -> None:
    """A date of Wagtail's: its calendar opens a moment after the focus, and may take what was typed before that."""
    field = page.locator(f"[name='{name}']")
    reach(page, field)
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    write(page, name, text)
    expect(field).to_have_value(text)


def dialog_is_there(page: Page) -> None:
    """It takes the focus once it stands still; what is reached before would lose it again."""
    until(page, "document.activeElement.closest('.modal') !== null")


def choose(page: Page, name: str, beginning: str) -> None:
    """In a list of choices, by typing how the choice begins."""
    reach(page, page.locator(f"select[name='{name}']"))
    page.keyboard.type(beginning)


def open_tab(page: Page, name: str) -> None:
    """Back to the open tab, and by the arrows to the one of that name."""
    reach(page, page.get_by_role("tab", selected=True).first, back=True)
    wanted = page.get_by_role("tab", name=name)
    for _step in range(wanted.locator("..").get_by_role("tab").count()):
        if wanted.get_attribute("aria-selected") == "true":
            return
        page.keyboard.press("ArrowRight")
    expect(wanted).to_have_attribute("aria-selected", "true")
