"""Watching and reading an interview in a real browser: by keyboard, from a second, asking nobody before the click."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.test_site import LEVELS
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]
STORY = {
    "ca": "/ca/practiques/oficina-digital-que-fa-parada/",
    "es": "/es/practicas/oficina-digital-que-hace-parada/",
}
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghijk"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def second_of(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def test_a_fragment_waits_there_and_the_keyboard_plays_from_it(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY['ca']}#t=14")
    until(page, "document.activeElement.classList.contains('video__facade')")
    assert page.locator("[id='t=14']").is_visible(), "the words are open too"
    assert page.evaluate("document.querySelector('video').paused"), "nothing plays by itself"
    page.keyboard.press("Enter")
    until(page, "document.querySelector('video').currentTime >= 14")
    assert second_of(page) < 20
    shown = "[...document.querySelector('video').textTracks].map(track => [track.language, track.mode])"
    assert page.evaluate(shown) == [["ca", "showing"], ["es", "disabled"]]
    page.locator(".chapters a").last.focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('video').currentTime >= 26")


def elsewhere(route: Any) -> None:
    """The story, with a video at YouTube's in the place of the one of ours."""
    answer = route.fetch()
    facade = (
        f'<a class="video__facade" href="https://www.youtube.com/watch?v=abcdefghijk" data-frame="{FRAME}" '
        'data-start="&amp;start=SECOND" data-title="Entrevista"><span class="video__play">Mira</span></a>'
    )
    body = re.sub(r"<video.*?</button>", facade, answer.text(), flags=re.DOTALL)
    route.fulfill(response=answer, body=body)


def test_no_third_party_is_asked_before_the_click(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="<title>player</title>", content_type="text/html"))
    page.route(f"**{STORY['ca']}", elsewhere)
    page.goto(f"{site}{STORY['ca']}#t=14", wait_until="networkidle")
    own = urlsplit(site).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}
    until(page, "document.activeElement.classList.contains('video__facade')")
    with page.expect_request(f"{FRAME}*"):
        page.keyboard.press("Enter")
    assert [url for url in asked if urlsplit(url).netloc != own] == [f"{FRAME}?autoplay=1&start=14"]
    page.locator(".chapters a").last.click()
    until(page, "document.querySelector('iframe').src.endsWith('start=26')")
    assert page.context.cookies() == []


def test_it_reads_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{STORY['es']}")
    assert page.locator("video[controls] track").count() == 2
    assert not page.locator(".video__facade").is_visible()
    assert page.locator(".chapters a").first.get_attribute("href").endswith(".mp4#t=0")  # type: ignore[union-attr]  # fails the test
    context.close()


@pytest.mark.parametrize("language", STORY)
def test_axe_finds_no_fault_with_the_transcript_open(language: str, browser: Browser, site: str) -> None:
    faults = []
    for width, scheme in ((1280, "light"), (320, "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of its words
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{site}{STORY[language]}")
        page.locator(".fold--printed > summary").click()
        for playing in (False, True):
            if playing:
                page.locator(".video__facade").click()
            found = Axe().run(page, options=LEVELS).response["violations"]
            faults += [f"{width} {scheme}: {one['id']}: {json.dumps(one['nodes'][0]['html'][:160])}" for one in found]
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room
        context.close()
    assert not faults, "\n".join(faults)


def test_paper_has_the_title_and_the_transcript(page: Page, site: str) -> None:
    page.goto(f"{site}{STORY['ca']}")
    page.emulate_media(media="print")
    assert not page.locator(".interview .video").is_visible()
    assert page.locator(".interview__title").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Que mesuri la cobertura a peu de plaça").is_visible()
