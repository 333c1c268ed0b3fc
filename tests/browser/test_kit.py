"""Putting a kit together in a browser, by keyboard and without script."""

import zipfile

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]


@pytest.mark.parametrize(
    ("address", "role", "meeting", "tool", "button", "within"),
    [
        ("/ca/kit/", "Relator", "En línia", "Casa meva, casa teva", "Baixa’l (ZIP)", "3-despres/casa-meva-casa-teva"),
        ("/es/kit/", "Relator", "En línea", "Mi casa, tu casa", "Descárgalo (ZIP)", "3-despues/mi-casa-tu-casa"),
    ],
)
def test_a_kit_is_put_together_and_taken_away_by_keyboard(
    browser: Browser, site: str, address: str, role: str, meeting: str, tool: str, button: str, within: str
) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(site + address)
    for label in (role, meeting, tool):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("Space")
    with page.expect_download() as taken:
        page.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")
    with zipfile.ZipFile(taken.value.path()) as archive:
        names = set(archive.namelist())
    assert {f"{within}.odt", f"{within}.pdf", "index.html"} <= names
    assert len(names) == 14, "six musts of a rapporteur, the one ticked, and the index with its style"
    assert taken.value.suggested_filename == "kit-caravana.zip"
    context.close()


def test_what_has_the_focus_is_never_under_the_bar(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700}, reduced_motion="reduce")  # scrolls at once
    page.goto(f"{site}/ca/kit/")
    page.get_by_role("button", name="Mostra el meu kit").focus()
    for _press in range(16):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """async () => {
                await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
                const bar = document.querySelector(".kit-sum").getBoundingClientRect();
                const box = document.activeElement.getBoundingClientRect();
                return box.bottom <= bar.top || box.top >= bar.bottom;
            }"""
        )
    page.close()


def test_only_what_was_chosen_is_printed_with_empty_boxes(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/ca/kit/?role=host&format=online&tool=paquet-de-xarxes")
    page.emulate_media(media="print")
    shown = [one.inner_text() for one in page.locator(".tool__name").all() if one.is_visible()]
    assert shown == [
        "Full de ruta", "Acord d’expectatives", "Llista de l’amfitrió", "Consentiment d’imatge i veu",
        "Fitxa de la pràctica", "Valoració final", "Paquet de xarxes",
    ]  # fmt: skip
    assert not page.locator(".kit-sum").is_visible()
    box = page.locator(".tool input").first
    assert box.evaluate("one => getComputedStyle(one, '::before').content") == "none"
    page.close()
