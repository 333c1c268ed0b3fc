"""The whole life of a request, by keyboard alone: asked, answered, matched, published as a stop, told and published."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import RequestState, StopPage, StopRequest
from practices.models import PracticePage
from tests.events.stop_requests.conftest import letters, link_in

from .keyboard import choose, dialog_is_there, open_tab, press, reach, write, write_date
from .test_public_forms import READING, reader
from .test_requests import fits, tab_to
from .whole_life import HOST, PASSWORD, Place, prepare

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser: administration"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=["ca", "es"])
def place(request: Any, live_server: Any, settings: Any) -> Place:
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
    return prepare(str(live_server.url), request.param)


@pytest.fixture
def desk(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale=place.language
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{place.url}/admin/login/")
    reach(page, page.locator("[name=login]"))
    page.keyboard.type("revisora")
    reach(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.url}/admin/")
    yield page
    context.close()


def last_letter(to: str) -> Any:
    return [one for one in letters() if one["To"] == to][-1]


def test_the_whole_life_of_a_request(browser: Browser, place: Place, desk: Page) -> None:
    say = place.say
    with reader(browser, locale=place.language) as page:
        asks(page, place)
        own_page = f"{place.url}{link_in(last_letter(HOST))}"
        office = takes_on_and_asks(desk, place)
        answers(page, place)
        matches_and_drafts(desk, place, office)
        publishes_stop(desk, place)
        assert say["confirmed"] in last_letter(HOST).get_body(("plain",)).get_content()
        visit = makes_guide_link(desk, place, office)
        notes(page, place, visit)
        finishes_story(desk, place, office)
        approves(page, place)
        publishes_practice(desk, place, office)
        reads(page, place, own_page)


FOREIGN = {
    "ca": re.compile(r"\w*ción\b|\w*ñ\w*|¿|\b(?:the|your|with|and)\b", re.IGNORECASE),
    "es": re.compile(r"\w*l·l\w*|\w*ció\b|\w*[àèòç]\w*|\b(?:the|your|with|and)\b", re.IGNORECASE),
}
"""Words that only another language has."""
NAMES = {"innovació", "Berguedà", "Català"}


def here(page: Page, place: Place) -> None:
    """In the language of whoever is there, without a word of another, and no wider than the screen."""
    assert page.locator("html").get_attribute("lang") == place.language, page.url
    found = set(FOREIGN[place.language].findall(page.locator("body").inner_text()))
    assert found <= NAMES, (page.url, found - NAMES)
    assert fits(page), page.url


def asks(page: Page, place: Place) -> None:
    say = place.say
    page.goto(f"{place.url}{say['form']}")
    here(page, place)
    for name, text in (("organisation_name", "Ajuntament de Sort"), ("challenge", say["challenge"])):
        tab_to(page, name)
        page.keyboard.type(text)
    for name in ("theme", "months"):
        tab_to(page, name)
        page.keyboard.press("Space")
    for name, text in (("name", "Persona de mostra"), ("email", HOST)):
        tab_to(page, name)
        page.keyboard.type(text)
    page.wait_for_timeout(READING)
    tab_to(page, "accepted")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(place.say["asked"])


def takes_on_and_asks(page: Page, place: Place) -> str:
    say = place.say
    press(page, "link", say["board"])
    here(page, place)
    press(page, "link", "Ajuntament de Sort")
    here(page, place)
    press(page, "button", say["take"])
    reach(page, page.locator("summary", has_text=say["ask"]))
    page.keyboard.press("Enter")
    write(page, "ask-question", say["question"])
    press(page, "button", say["send question"])
    return page.url


def answers(page: Page, place: Place) -> None:
    say = place.say
    page.goto(f"{place.url}{link_in(last_letter(HOST))}")
    here(page, place)
    expect(page.get_by_text(say["question"]).first).to_be_visible()
    reach(page, page.get_by_label(say["your answer"]))
    page.keyboard.type(say["answer"])
    press(page, "button", say["send answer"])
    expect(page.get_by_role("status")).to_contain_text(say["answered"])


def matches_and_drafts(page: Page, place: Place, office: str) -> None:
    say = place.say
    page.goto(office)
    expect(page.get_by_text(say["answer"]).first).to_be_visible()
    press(page, "link", say["look"])
    here(page, place)
    press(page, "button", say["match"])
    expect(page.locator(".office-standing")).to_contain_text(say["matched"])
    press(page, "link", say["drafts"])
    here(page, place)
    start = timezone.localtime() + timedelta(days=14)
    write(page, "start", f"{start:%Y-%m-%d} 10:00")
    write(page, "end", f"{start:%Y-%m-%d} 12:00")
    write(page, "place", "Sala d’actes")
    press(page, "button", say["drafts"])
    expect(page.locator(".office-standing")).to_contain_text(say["scheduled"])


def publish(page: Page, place: Place) -> None:
    """The arrow beside the button at the foot, and “publish” in its list."""
    reach(page, page.locator("footer .w-dropdown__toggle"), back=True)
    page.keyboard.press("Enter")
    press(page, "button", place.say["publish"])
    expect(page.locator(".messages .success")).to_be_visible()


def publishes_stop(page: Page, place: Place) -> None:
    say = place.say
    press(page, "link", say["stop"])
    here(page, place)
    write(page, "summary", say["summary"])
    open_tab(page, say["when"])
    choose(page, "state", "conf")
    publish(page, place)
    assert StopPage.objects.get().live


def makes_guide_link(page: Page, place: Place, office: str) -> str:
    page.goto(office)
    press(page, "link", place.say["guide"])
    here(page, place)
    reach(page, page.locator("footer button[type=submit]").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    link = page.locator("a[href*='/visit']", has_text="http://testserver/").first
    reach(page, link)
    return f"{place.url}{(link.get_attribute('href') or '').removeprefix('http://testserver')}"


def notes(page: Page, place: Place, address: str) -> None:
    say = place.say
    page.goto(address)
    here(page, place)
    for told in place.notes.values():
        reach(page, page.get_by_label(told.question))
        page.keyboard.type(told.answer)
    expect(page.locator("[data-state]")).to_have_text(say["sent"], timeout=20_000)
    press(page, "button", say["bring"])
    expect(page.get_by_text(say["brought"])).to_be_visible()


def finishes_story(page: Page, place: Place, office: str) -> None:
    """The notes stand in the draft; what they do not tell is written, and the approval is asked for."""
    say = place.say
    page.goto(office)
    press(page, "link", say["practice"])
    here(page, place)
    for told in list(place.notes.values())[:4]:
        expect(page.get_by_text(told.answer).first).to_be_visible()
    write(page, "summary", say["summary"])
    open_tab(page, say["road"])
    for kind in ("successes", "difficulties"):
        expect(page.locator(f"[name='{kind}-0-text']")).to_have_value(place.notes[kind].answer)
    write(page, "no_results_reason", say["early"])
    open_tab(page, say["kinds"])
    reach(page, page.locator("#id_audiences-0-audience-chooser").get_by_role("button").first)
    page.keyboard.press("Enter")
    dialog_is_there(page)
    press(page, "link", say["everybody"], leads=False)
    expect(page.locator("#id_audiences-0-audience-chooser")).to_contain_text(say["everybody"])
    choose(page, "status", say["deployed"])
    write_date(page, "started", "2025-03-01")
    open_tab(page, say["governance"])
    today = f"{timezone.localdate():%Y-%m-%d}"
    write_date(page, "reviewed_on", today)
    reach(page, page.locator("footer button[type=submit]").first)
    expect(page.locator("[name='reviewed_on']")).to_have_value(today)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator("[name='reviewed_on']")).to_have_value(today)
    open_tab(page, say["governance"])
    press(page, "link", say["approval"])
    here(page, place)
    write(page, "holder", say["holder"])
    write(page, "email", HOST)
    press(page, "button", say["approval"])
    here(page, place)


def approves(page: Page, place: Place) -> None:
    say = place.say
    page.goto(f"{place.url}{link_in(last_letter(HOST))}")
    here(page, place)
    for told in place.notes.values():
        expect(page.get_by_text(told.answer).first).to_be_visible()
    write(page, "signed", "Persona de mostra")
    reach(page, page.locator("[name=read]"))
    page.keyboard.press("Space")
    press(page, "button", say["yes"])
    expect(page.get_by_role("status")).to_contain_text(say["approved"])


def publishes_practice(page: Page, place: Place, office: str) -> None:
    page.goto(office)
    press(page, "link", place.say["practice"])
    publish(page, place)
    told = PracticePage.objects.get()
    assert (told.live, told.approved_by, told.unapproved_reason) == (True, place.say["holder"], "")


def reads(page: Page, place: Place, own_page: str) -> None:
    """From the request's own page to its stop, and from the stop to the story."""
    say = place.say
    page.goto(own_page)
    here(page, place)
    press(page, "link", say["to the stop"])
    here(page, place)
    press(page, "link", say["challenge"])
    here(page, place)
    assert page.url.endswith(PracticePage.objects.get().url)
    expect(page.get_by_role("heading", level=1)).to_have_text(say["challenge"])
    for told in place.notes.values():
        expect(page.get_by_text(told.answer).first).to_be_visible()
    assert StopRequest.objects.filter(state=RequestState.SCHEDULED).count() == 2
