"""Asking for a stop and following it, by keyboard alone, with JavaScript and without, accessible in every state."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from events.models import EntryKind, RequestState, StopRequest
from events.stop_requests import applicant, history, moves
from tests.events.stop_requests.conftest import letters, link_in
from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    StopIndexPageFactory,
    StopPageFactory,
    StopRequestFactory,
    ThemeFactory,
    in_language,
    publish_home,
)
from tests.factories.public_forms import open_forms

from .test_public_forms import READING, faults, reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser: public"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("queued"),
]


@pytest.fixture
def site_here(live_server: Any) -> str:
    home = publish_home("es")
    open_forms("ca", "es")
    OrganisationFactory(name="Ajuntament de Sort", municipality=MunicipalityFactory(name="Sort"))
    theme = ThemeFactory(name="Serveis fàcils", plate="A", colour="ochre")
    ThemeFactory(name="Servicios fáciles", plate="A", colour="ochre", locale=in_language("es"))
    StopPageFactory(parent=StopIndexPageFactory(parent=home), theme=theme, rapporteur=None, title="Casa per casa")
    return str(live_server.url)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def looked_over(page: Page) -> list[str]:
    """Faults, wide and narrow."""
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found += faults(page) + ([] if fits(page) else [f"{page.url} is wider than {width} px"])
    return found


def tab_to(page: Page, name: str, *, most: int = 60) -> None:
    """Press Tab until the field of that name has the focus."""
    for _step in range(most):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {name}.")


WORDS = {
    "ca": ("/ca/parades/sollicitud/", "Hi ha 5 problemes", "Ja tens la sol·licitud en ruta", "Rebuda"),
    "es": ("/es/paradas/solicitud/", "Hay 5 problemas", "Ya tienes la solicitud en ruta", "Recibida"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_stop_is_asked_for_by_keyboard_mended_sent_and_followed(
    language: str, browser: Browser, site_here: str
) -> None:
    path, problems, thanks, state = WORDS[language]
    with reader(browser, color_scheme="dark" if language == "es" else "light") as page:
        page.goto(f"{site_here}{path}")
        assert looked_over(page) == []
        tab_to(page, "organisation_name")
        page.keyboard.type("Ajuntament de Sort")
        page.wait_for_timeout(READING)
        page.keyboard.press("Enter")
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text(problems)
        assert looked_over(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[name=challenge]")).to_be_focused()
        page.keyboard.type("El padró que es fa sol.")
        tab_to(page, "theme")
        page.keyboard.press("Space")
        tab_to(page, "months")
        page.keyboard.press("Space")
        tab_to(page, "name")
        page.keyboard.type("Persona de mostra")
        tab_to(page, "email")
        page.keyboard.type("mostra@sort.example")
        tab_to(page, "accepted")
        page.keyboard.press("Space")
        page.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
        assert looked_over(page) == []
        expect(page.locator("[data-print]")).to_be_visible()
        mine = next(one for one in letters() if one["To"] == "mostra@sort.example")
        page.goto(f"{site_here}{link_in(mine)}")
        expect(page.get_by_role("heading", level=1)).to_have_text(state)
        assert page.complaints == []  # type: ignore[attr-defined]  # kept by `reader`
    assert StopRequest.objects.get().organisation.name == "Ajuntament de Sort"


def test_the_role_shows_what_that_role_is_asked(browser: Browser, site_here: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site_here}/ca/parades/sollicitud/")
        distance, hardest = page.locator("[name=farthest_km]"), page.locator("[name=difficulty]")
        expect(distance).to_be_hidden()
        expect(hardest).to_be_visible()
        page.get_by_text("Relator", exact=True).click()
        expect(distance).to_be_visible()
        expect(hardest).to_be_hidden()
        assert looked_over(page) == []
        page.get_by_text("Tots dos", exact=True).click()
        expect(distance).to_be_visible()
        expect(hardest).to_be_visible()


def test_municipality_and_body_are_proposed(browser: Browser, site_here: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site_here}/ca/parades/sollicitud/")
        page.locator("[name=town]").focus()
        expect(page.locator("#id_town-proposals option[value=Sort]")).to_have_count(1)
        page.locator("[name=organisation_name]").focus()
        expect(page.locator("#id_organisation_name-proposals option")).not_to_have_count(0)


def test_without_javascript_an_offer_from_a_stop_waits_for_its_link(browser: Browser, site_here: str) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(f"{site_here}/ca/parades/")
        page.goto(f"{site_here}{page.locator('a', has_text='Casa per casa').first.get_attribute('href')}")
        page.get_by_role("link", name="M’ofereixo com a relator").click()
        expect(page.get_by_text("T’ofereixes com a relator de")).to_be_visible()
        page.get_by_label("El teu ens").fill("Ens nou")
        page.get_by_label("Municipi").fill("sort")
        page.get_by_label("La pràctica o el repte").fill("Com ho heu fet.")
        page.get_by_text("Serveis fàcils").click()
        page.get_by_label("Fins a quina distància hi aniries?").fill("80")
        page.get_by_label("Nom", exact=True).fill("Persona de mostra")
        page.get_by_label("Correu electrònic de la feina").fill("mostra@sort.example")
        page.get_by_label("He llegit com es tracten les meves dades").check()
        page.wait_for_timeout(READING)
        page.get_by_role("button", name="Envia la sol·licitud").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mira el correu")
        page.goto(f"{site_here}{link_in(letters()[0])}")
        page.get_by_role("button", name="Sí, l’he enviat jo").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ja tens la sol·licitud en ruta")
    kept = StopRequest.objects.get()
    assert (kept.announced_stop.title, kept.farthest_km) == ("Casa per casa", 80)


def test_the_applicants_page_is_accessible_in_every_state(browser: Browser, site_here: str, tmp_path: Any) -> None:
    request = StopRequestFactory(months=["09"])
    address = f"{site_here}{applicant.address_of(request, 'ca').removeprefix('http://testserver')}"
    with reader(browser) as page:
        page.goto(address)
        assert looked_over(page) == []
        moves.move(request, RequestState.IN_STUDY)
        history.write(request, EntryKind.QUESTION, text="Quants sou?")
        moves.move(request, RequestState.NEEDS_INFORMATION)
        page.goto(address)
        assert looked_over(page) == []
        page.get_by_role("button", name="Envia la resposta").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        assert looked_over(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("La teva resposta")).to_be_focused()
        page.keyboard.type("Som tres.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Ha arribat la teva resposta")
        assert looked_over(page) == []
        (tmp_path / "programa.pdf").write_bytes(b"MZ\x90\x00")
        (tmp_path / "pla.pdf").write_bytes(b"%PDF-1.7")
        for name in ("programa.pdf", "pla.pdf"):
            page.get_by_label("Fitxer", exact=True).set_input_files(tmp_path / name)
            page.get_by_role("button", name="Afegeix el fitxer").click()
        expect(page.get_by_role("link", name="pla.pdf")).to_be_visible()
        page.get_by_role("link", name="Retira la sol·licitud").click()
        assert looked_over(page) == []
        page.get_by_role("button", name="Sí, retira-la").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Retirada")
        assert looked_over(page) == []
        page.get_by_role("button", name="Canvia l’enllaç").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tens l’enllaç nou al correu")
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Aquest enllaç ja no funciona")
        assert looked_over(page) == []
