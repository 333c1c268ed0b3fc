"""The views that we add to the administration, in a real browser: no fault of WCAG 2.2, A or AA."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
READING = 3500  # milliseconds, above what a form takes for a robot's
WAGTAILS_OWN = [".w-editing-sessions"]
"""Left out: the avatars of who else has the page open are buttons without a name in Wagtail 8.0."""
SNIPPETS = "/admin/snippets"
VIEWS = {
    "consents": f"{SNIPPETS}/practices/interviewconsent/",
    "a new consent": f"{SNIPPETS}/practices/interviewconsent/add/",
    "replications shown": f"{SNIPPETS}/practices/replication/",
    "a new replication": f"{SNIPPETS}/practices/replication/add/",
    "replications received": f"{SNIPPETS}/practices/replicationreport/",
    "mistakes": f"{SNIPPETS}/home/mistakereport/",
    "searches without results": "/admin/reports/searches/",
    "privacy notices": f"{SNIPPETS}/common/privacynotice/",
    "what is held": "/admin/reports/personal-data/",
    "sign-ins": "/admin/reports/sign-ins/",
    "what waits": "/admin/",
    "practices": "/admin/practices/",
}
FIRST_OF = ("consents", "replications shown", "replications received", "mistakes", "privacy notices")
"""The listings whose first row is opened too, to edit or to review it."""


def faults(page: Page, what: str) -> list[str]:
    found = Axe().run(page, context={"exclude": [WAGTAILS_OWN]}, options=LEVELS).response["violations"]
    return [f"{what}: {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.fixture
def something_received(browser: Browser, site: str) -> None:
    """A mistake told of, a replication sent and a search in vain: their views have something to show."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/ca/cerca/?q=carallots")
    page.goto(f"{site}/ca/avisa/?pagina=/ca/kit/")
    page.get_by_label("Què no va bé?").fill("Hi ha una paraula mal escrita.")
    other = context.new_page()
    other.goto(f"{site}/ca/practiques/oficina-digital-que-fa-parada/adaptada/")
    other.get_by_label("El teu ens").fill("Ajuntament de Sort")
    other.get_by_text("La tenim en marxa").click()
    other.get_by_label("Des de quan").fill("2026-01-15")
    other.get_by_label("Què heu canviat?").fill("Sense furgoneta.")
    other.get_by_label("El teu nom i càrrec").fill("Núria Prat, tècnica")
    other.get_by_label("El teu correu de la feina").fill("nuria@sort.example")
    other.get_by_label("He llegit com es tracten les meves dades").check()
    other.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
    other.wait_for_timeout(READING)
    for tab, send in ((page, "Avisa’ns"), (other, "Envia-ho")):
        tab.get_by_role("button", name=send).click()
        expect(tab.get_by_role("heading", level=1)).to_contain_text("Gràcies")
    context.close()


def test_axe_finds_no_fault_in_what_we_add(desk: Callable[..., Page], site: str, something_received: None) -> None:
    page, found = desk("administracio"), []
    for what, path in VIEWS.items():
        page.goto(f"{site}{path}")
        found += faults(page, what)
        if what in FIRST_OF:
            page.locator("main a[href*='/edit/']").first.click()
            page.wait_for_url("**/edit/**")
            found += faults(page, f"the first of {what}")
    assert not found, "\n".join(found)


def test_axe_finds_no_fault_in_a_persons_data_nor_in_errors(desk: Callable[..., Page], site: str) -> None:
    page, found = desk("administracio"), []
    page.goto(f"{site}{VIEWS['what is held']}")
    page.locator("[name=email]").fill("editora@example.cat")
    page.locator("button[value=find]").click()
    expect(page.locator("button[value=erase]")).to_be_visible()
    found += faults(page, "what is held of a person")
    page.goto(f"{site}{VIEWS['a new consent']}")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".w-field__errors .error-message").first).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")  # a banner that fades in is pale
    found += faults(page, "a consent with errors")
    assert not found, "\n".join(found)


def interviews_of(page: Page, site: str) -> None:
    """Open the practice that has an interview, at its interviews."""
    page.goto(f"{site}/admin/practices/?q=oficina+digital")
    page.get_by_role("link", name="L’oficina digital que fa parada a tots els pobles").click()
    page.get_by_role("tab", name="Entrevistes").click()
    expect(page.locator("#id_interviews-0-title")).to_be_visible()


def test_axe_finds_no_fault_in_a_practices_form_nor_in_its_interviews(desk: Callable[..., Page], site: str) -> None:
    page = desk("revisora")
    interviews_of(page, site)
    found = faults(page, "an interview, open")
    for tab in ("Història", "Governança"):  # rich text, tables, and what is missing
        page.get_by_role("tab", name=tab).click()
        found += faults(page, tab)
    page.get_by_role("tab", name="Entrevistes").click()
    page.get_by_role("link", name="Treu-la").click()
    expect(page.locator("button.serious")).to_be_visible()
    found += faults(page, "taking an interview out")
    assert not found, "\n".join(found)


def test_every_tab_of_a_practices_form_can_be_clicked(desk: Callable[..., Page], site: str) -> None:
    """On a small laptop: Wagtail's button that folds all panels floats at the right of the tabs."""
    page = desk("revisora")
    interviews_of(page, site)
    for tab in page.get_by_role("tab").all():
        tab.click(timeout=3000)
        expect(tab).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Canviar l'estat").click()
    expect(page.get_by_text("Visible per tothom")).to_be_visible()
    for tab in page.get_by_role("tab").all():
        tab.click(timeout=3000)


def test_what_wagtail_leaves_without_a_name_has_one(desk: Callable[..., Any], site: str) -> None:
    page = desk("revisora")
    interviews_of(page, site)
    expect(page.get_by_role("textbox", name="Transcripció escrita")).to_be_visible()
    page.get_by_role("tab", name="Història").click()
    expect(page.get_by_role("textbox", name="Problema").first).to_be_visible()
    cell = page.locator("table input[id*='-cell-0-0']").first
    heading = page.locator("table input[name$='-column-0-heading']").first.input_value()
    assert cell.get_attribute("aria-label") == heading
