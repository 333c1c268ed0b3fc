"""A rapporteur's phone: what she writes survives a lost connection, and arrives once."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from caravana_site.common import secret_links
from events.models import Visit, VisitNote
from tests.factories import ThemeFactory, publish_home
from tests.factories.visits import GuideQuestionFactory, VisitFactory

from .test_public_forms import faults, reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser: administration"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def path(live_server: Any) -> str:
    publish_home("es")
    block = GuideQuestionFactory(text="Què passava abans?", hint="Busca una xifra.", feeds="problem").block
    GuideQuestionFactory(text="I a qui?", block=block, feeds="problem")
    visit = VisitFactory(stop__theme=ThemeFactory(key="dades-obertes"))
    return f"{live_server.url}/ca/visita/{secret_links.current(Visit.PURPOSE, visit.key).token}/"


def test_notes_survive_a_lost_connection_and_arrive_once(browser: Browser, path: str) -> None:
    with reader(browser) as page:
        page.goto(path)
        assert faults(page) == []
        note, state = page.get_by_label("Què passava abans?"), page.locator("[data-state]")
        note.fill("Quaranta-sis quilòmetres.")
        expect(state).to_have_text("Tot està enviat.", timeout=10_000)

        page.context.set_offline(True)
        note.fill("Quaranta-sis quilòmetres, i tot el matí.")
        expect(state).to_contain_text("Desat en aquest dispositiu", timeout=10_000)
        assert faults(page) == []
        page.close()
        assert [one.text for one in VisitNote.objects.all()] == ["Quaranta-sis quilòmetres."]

        page.context.set_offline(False)
        again = page.context.new_page()
        again.goto(path)
        expect(again.get_by_label("Què passava abans?")).to_have_value("Quaranta-sis quilòmetres, i tot el matí.")
        expect(again.locator("[data-state]")).to_have_text("Tot està enviat.", timeout=10_000)
        [kept] = VisitNote.objects.all()
        assert (kept.text, kept.number) == ("Quaranta-sis quilòmetres, i tot el matí.", 2)


def test_two_phones_are_shown_both_texts(browser: Browser, path: str) -> None:
    with reader(browser) as one, reader(browser) as other:
        one.goto(path)
        other.goto(path)
        one.get_by_label("I a qui?").fill("A la gent gran.")
        expect(one.locator("[data-state]")).to_have_text("Tot està enviat.", timeout=10_000)
        other.get_by_label("I a qui?").fill("A les empreses.")
        expect(other.locator("[data-state]")).to_contain_text("Algú més ha escrit", timeout=10_000)
        expect(other.get_by_label("I a qui?")).to_have_value("A la gent gran.\n\n— — —\n\nA les empreses.")


def test_the_clock_runs_and_is_remembered(browser: Browser, path: str) -> None:
    with reader(browser, color_scheme="dark") as page:
        page.goto(path)
        clock, minutes = page.locator("[data-clock]"), page.get_by_role("timer")
        expect(minutes).to_have_text("00:00")
        page.get_by_role("button", name="Engega el rellotge").click()
        expect(minutes).to_have_text("00:02", timeout=5_000)
        expect(clock).to_contain_text("Bloc")
        page.reload()
        expect(minutes).not_to_have_text("00:00")
        page.get_by_role("button", name="Atura el rellotge").click()
        page.get_by_role("button", name="Torna a zero").click()
        expect(minutes).to_have_text("00:00")
        assert faults(page) == []


def test_without_scripts_the_form_keeps_and_brings(browser: Browser, path: str) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(path)
        page.get_by_label("Què passava abans?").fill("Cues de dues hores.")
        page.get_by_role("button", name="Desa el que he escrit").click()
        expect(page.get_by_label("Què passava abans?")).to_have_value("Cues de dues hores.")
        page.get_by_role("button", name="Porta les notes a la història").click()
        expect(page.get_by_text("Aquesta visita encara no té esborrany")).to_be_visible()
