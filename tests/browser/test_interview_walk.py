"""An interview's life as its editor meets it: added, refused with the reasons, mended, published, taken out."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import practices

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
CONSENT = Path(practices.__file__).parent / "seeds" / "interviews" / "consentiment-de-mostra.pdf"
SUBRIP = b"1\n00:00:01,000 --> 00:00:02,000\nHola"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Tècnica>Vam trucar porta per porta.\n".encode()
TITLE = "Una porta cada dia"


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#id_interviews-0-{name}")


@contextmanager
def added_in_chooser(page: Page, name: str) -> Iterator[Locator]:
    """The form of a new one, in the window where captions or consents are chosen; sent at the end."""
    page.locator(f"[data-contentpath={name}]").locator("visible=true").get_by_role("button").first.click()
    window = page.locator(".modal-body")
    window.get_by_role("tab").nth(1).click()
    yield window
    send_chooser(window)


def send_chooser(window: Locator) -> None:
    window.locator("section:not([hidden])").locator("button[type=submit], input[type=submit]").last.click()


def publish(page: Page) -> None:
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("[name=action-publish]").click()


def interviews(page: Page) -> None:
    page.get_by_role("tab", name="Entrevistes").click()


@pytest.fixture
def practice(desk: Callable[..., Page], site: str) -> Iterator[tuple[Page, str, str]]:
    """A draft, copied from a practice without interviews: the page at its form, its form's and its public address."""
    page, slug = desk("revisora"), f"pis-{time.time_ns()}"
    page.goto(f"{site}/admin/practices/?q=pis+tres+webs")
    source = page.get_by_role("link", name="Buscar pis sense entendre tres webs").first.get_attribute("href")
    page.goto(f"{site}{(source or '').replace('/edit/', '/copy/')}")
    page.locator("[name=new_title]").fill("Pis de prova")
    page.locator("[name=new_slug]").fill(slug)
    page.locator("main form [type=submit]").last.click()
    page.get_by_role("link", name="Pis de prova").first.click()
    page.wait_for_url("**/edit/")
    form = page.url
    yield page, form, f"{site}/ca/practiques/{slug}/"
    page.goto(form.replace("/edit/", "/delete/"))
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url("**/admin/pages/**")


def test_an_interview_is_added_refused_mended_published_and_taken_out(practice: tuple[Page, str, str]) -> None:
    page, form, public = practice
    interviews(page)
    page.locator("#id_interviews-ADD").click()
    field(page, "title").fill(TITLE)
    field(page, "url").fill("https://example.org/gats")
    field(page, "chapters").fill("sense hora")
    with added_in_chooser(page, "captions") as window:
        window.locator("input[type=file]").set_input_files(
            {"name": "subtitols.vtt", "mimeType": "text/vtt", "buffer": SUBRIP}
        )
        expect(window.locator("[name$=title]")).to_have_value("subtitols")  # written by itself, in a moment
        send_chooser(window)
        refusal = window.locator("#id_document-chooser-upload-file-errors, .w-field__errors").filter(has_text="WEBVTT")
        expect(refusal).to_contain_text("la primera línia ha de ser WEBVTT")
        expect(refusal).not_to_contain_text("extensió")  # one reason, the true one
        window.locator("input[type=file]").set_input_files(
            {"name": "subtitols.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS}
        )
    expect(page.locator("[data-contentpath=captions] [data-chooser-title]").first).to_have_text("subtitols")

    publish(page)
    interviews(page)
    for reason in (
        "Aquesta no és l’adreça d’un vídeo de YouTube o Vimeo",
        "Aquesta no en té: «sense hora»",
        f"L’entrevista «{TITLE}» no diu com sap què mostra qui no la veu",
        f"L’entrevista «{TITLE}» no té consentiment signat",
    ):
        expect(page.get_by_text(reason)).to_be_visible()
    expect(field(page, "title")).to_have_value(TITLE)
    assert page.request.get(public).status == 404

    field(page, "url").fill("https://www.youtube.com/watch?v=abcdefghijk")
    field(page, "chapters").fill("")
    field(page, "visual_information").select_option("spoken")
    with added_in_chooser(page, "consent") as window:
        window.locator("[name$=person]").fill("Mostra: persona inventada")
        window.locator("[name$=signed_on]").fill("2026-02-20")
        window.locator("input[type=file]").set_input_files(CONSENT)
    expect(page.locator("[data-contentpath=consent] [data-chooser-title]").first).to_contain_text("Consentiment C-")
    publish(page)

    reader = page.context.browser.new_page()  # type: ignore[union-attr]  # a context of ours has its browser
    reader.goto(public)
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    reader.locator(".fold--printed > summary").click()
    expect(reader.get_by_text("Vam trucar porta per porta.")).to_be_visible()
    spanish = public.replace("/ca/practiques/", "/es/practicas/")
    reader.goto(spanish)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Pis de prova")
    expect(reader.get_by_text("Todavía sin traducir.")).to_be_visible()
    expect(reader.get_by_text(TITLE)).to_have_count(0)

    page.goto(form)
    take_out(page)
    for address in (public, spanish):
        assert TITLE not in reader.request.get(address).text()
    found = reader.request.get(f"{public.split('/ca/')[0]}/ca/cerca/?q=%22porta+per+porta%22").text()
    assert "Pis de prova" not in found
    reader.close()


def take_out(page: Page) -> None:
    """What the interview has, what will be gone, and that it is."""
    interviews(page)
    expect(page.get_by_text("Té tot el que cal per publicar-la.")).to_be_visible()
    page.get_by_role("link", name="Treu-la").click()
    expect(page.get_by_text("s’esborra «subtitols» (document)")).to_be_visible()
    page.get_by_label("Per què es retira").fill("Ho ha demanat.")
    page.get_by_role("button", name="Treu-la de tot arreu").click()
    expect(page.get_by_text(f"L’entrevista «{TITLE}» ja no hi és, en cap llengua.")).to_be_visible()
    interviews(page)
    expect(page.locator("#id_interviews-0-title")).to_have_count(0)
