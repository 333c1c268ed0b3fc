"""Embeds in a real browser: alone at several widths, in a page like WordPress's, and where the HTML is copied."""

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_site import LEVELS
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]
PAGES = {
    "ca": ("/ca/practiques/oficina-digital-que-fa-parada/", "/ca/parades/gosol-casa-per-casa/", "/ca/parades/"),
    "es": ("/es/practicas/oficina-digital-que-hace-parada/", "/es/paradas/gosol-casa-por-casa/", "/es/paradas/"),
}
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghijk"
FACADE = (
    '<a class="video__facade" href="https://www.youtube.com/watch?v=abcdefghijk" data-frame="' + FRAME + '" '
    'data-start="&amp;start=SECOND" data-title="Entrevista"><span class="video__play">Mira</span></a>'
)
SECRET = "a1B2c3D4e5"
PARENT = """<!doctype html><title>Parent</title><script>
const messages = [];
addEventListener('message', event => {
  const frame = document.querySelector('iframe');
  messages.push({...event.data, own: event.source === frame.contentWindow, origin: event.origin});
  if (event.data.message === 'height') { frame.removeAttribute('style'); frame.height = event.data.value; }
});
</script>BODY"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 700, "height": 900})
    yield context.new_page()
    context.close()


def embeds(page: Page, site: str, language: str) -> list[str]:
    """The addresses that the pages of a language offer: interview, practice, stop and calendar."""
    found = []
    for path in PAGES[language]:
        text = page.request.get(f"{site}{path}").text()
        found += re.findall(r'data-embed="([^"]*)"', text)
    assert len(found) == 4
    return found


class Parent(BaseHTTPRequestHandler):
    """A page of another site, really served: browsers let no page made in a test frame what is on this machine."""

    html = ""
    address = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.html.encode())

    def log_message(self, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture(autouse=True, scope="module")
def other_site() -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Parent) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        Parent.address = f"http://127.0.0.1:{server.server_port}/"
        yield
        server.shutdown()


def parent(page: Page, body: str) -> None:
    Parent.html = PARENT.replace("BODY", body)
    page.goto(Parent.address)


def wordpress(page: Page, address: str) -> Any:
    """As WordPress puts it: in a sandbox, hidden until the height is told with the secret."""
    parent(
        page,
        f'<iframe sandbox="allow-scripts" security="restricted" src="{address}#?secret={SECRET}" width="500" '
        f'data-secret="{SECRET}" height="300" style="position: absolute; clip: rect(1px, 1px, 1px, 1px)"></iframe>',
    )
    until(page, "messages.some(one => one.message === 'height')")
    handle = page.locator("iframe").element_handle()
    frame = handle.content_frame()
    assert frame is not None
    return frame


@pytest.mark.parametrize("language", PAGES)
def test_axe_finds_no_fault_and_nothing_overflows(language: str, browser: Browser, site: str) -> None:
    faults = []
    for width, scheme in ((320, "light"), (320, "dark"), (800, "light"), (800, "dark"), (280, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 500},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of its words
            reduced_motion="reduce",
        )
        page = context.new_page()
        missing = f"{site}/embed/{language}/practice/00000000-0000-0000-0000-000000000000/"
        for address in (*embeds(page, site, language), missing):
            page.goto(address)
            assert page.locator("html").get_attribute("lang") == language
            found = Axe().run(page, options=LEVELS).response["violations"]
            faults += [
                f"{width} {scheme} {address}: {one['id']}: {json.dumps(one['nodes'][0]['html'][:160])}" for one in found
            ]
            wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            if wide > room:
                faults.append(f"{address}: {wide} px wide in {room} px")
        assert context.cookies() == []
        context.close()
    assert not faults, "\n".join(faults)


def test_what_was_asked_for_rules_over_the_device(browser: Browser, site: str) -> None:
    grounds = {}
    for device in ("light", "dark"):
        context = browser.new_context(color_scheme=device)  # type: ignore[arg-type]  # one of its words
        page = context.new_page()
        address = embeds(page, site, "ca")[1]
        for asked in ("", "light", "dark"):
            page.goto(f"{address}?scheme={asked}")
            grounds[device, asked] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        faults = Axe().run(page, options=LEVELS).response["violations"]
        assert faults == []
        context.close()
    light, dark = grounds["light", ""], grounds["dark", ""]
    assert light != dark
    assert [grounds[device, "light"] for device in ("light", "dark")] == [light] * 2
    assert [grounds[device, "dark"] for device in ("light", "dark")] == [dark] * 2


def test_it_reads_without_javascript_and_a_link_leaves_the_frame(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address = embeds(page, site, "ca")[1]
    parent(page, f'<iframe src="{address}" width="600" height="500"></iframe>')
    page.frame_locator("iframe").locator("h1 a").click()
    page.wait_for_url(f"{site}{PAGES['ca'][0]}")
    assert context.cookies() == []
    context.close()


def test_wordpress_gets_the_height_with_its_secret_and_follows_links(page: Page, site: str) -> None:
    for address in embeds(page, site, "ca"):
        frame = wordpress(page, address)
        until(page, "document.querySelector('iframe').clientHeight > 0")
        told = page.evaluate("messages")
        assert {(one["secret"], one["own"], one["origin"]) for one in told} == {(SECRET, True, "null")}
        high, shown = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert high == shown, "neither cut nor with a gap"
    frame.locator("h1 a").click()
    until(page, "messages.some(one => one.message === 'link')")
    links = page.evaluate("messages.filter(one => one.message === 'link')")
    assert [(one["value"], one["secret"]) for one in links] == [(f"{site}{PAGES['ca'][2]}", SECRET)]


def test_in_wordpress_s_sandbox_a_video_of_ours_plays_with_captions_and_icons(page: Page, site: str) -> None:
    frame = wordpress(page, embeds(page, site, "ca")[0])
    assert frame.evaluate("self.origin") == "null"
    expect(frame.locator(".video__play use").first).to_have_attribute("href", "#play")
    frame.locator(".video__facade").click()
    expect(frame.locator(".video__facade")).to_be_hidden()
    for _turn in range(100):
        shown = frame.evaluate(
            "[document.querySelector('video').currentTime > 0,"
            " [...document.querySelector('video').textTracks].find(one => one.mode === 'showing')?.cues?.length > 0]"
        )
        if all(shown):
            break
        page.wait_for_timeout(100)
    assert shown == [True, True]


def elsewhere(route: Any) -> None:
    """The interview, with a video at YouTube's in the place of the one of ours."""
    answer = route.fetch()
    body = re.sub(r"<video.*?</button>", FACADE, answer.text(), flags=re.DOTALL)
    route.fulfill(response=answer, body=body)


def test_no_third_party_is_asked_before_play(page: Page, site: str) -> None:
    asked: list[str] = []
    address = embeds(page, site, "ca")[0]
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="<title>player</title>", content_type="text/html"))
    page.route(f"{address}*", elsewhere)
    page.goto(f"{address}?t=14", wait_until="networkidle")
    own = urlsplit(site).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}
    with page.expect_request(f"{FRAME}*"):
        page.locator(".video__facade").click()
    assert [url for url in asked if urlsplit(url).netloc != own] == [f"{FRAME}?autoplay=1&start=14"]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def with_facade(route: Any) -> None:
    """The same, for a frame: its own page has to come from the server."""
    answer = route.fetch()
    first = (
        "document.querySelector('video').remove();"
        f"document.querySelector('.video__facade').outerHTML = {json.dumps(FACADE)};"
    )
    route.fulfill(response=answer, body=first + answer.text())


def test_where_no_player_can_run_play_leads_to_the_story(page: Page, site: str) -> None:
    page.route("**/js/embedded.js", with_facade)
    frame = wordpress(page, embeds(page, site, "ca")[0])
    frame.locator(".video__facade").click()
    frame.locator(".chapters a").last.click()
    until(page, "messages.filter(one => one.message === 'link').length === 2")
    story = f"{site}{PAGES['ca'][0]}"
    values = page.evaluate("messages.filter(one => one.message === 'link').map(one => one.value)")
    assert values == [f"{story}#t=0", f"{story}#t=26"]
    assert frame.locator("iframe").count() == 0


def test_a_page_with_our_script_has_each_frame_at_its_height(page: Page, site: str) -> None:
    first, second = embeds(page, site, "ca")[1:3]
    parent(
        page,
        f'<main><iframe src="{first}" width="600" height="90"></iframe><iframe src="{second}" width="300" height="90">'
        f'</iframe></main><script async src="{site}/static/caravana/js/embed.js"></script>',
    )
    for frame in page.locator("iframe").element_handles():
        inside = frame.content_frame()
        assert inside is not None
        for _turn in range(100):
            high, shown = inside.evaluate("[document.documentElement.scrollHeight, innerHeight]")
            if high == shown and inside.locator(".embed__card").count():
                break
            page.wait_for_timeout(100)
        assert high == shown
        assert inside.locator(".embed__card").count() == 1


@pytest.mark.parametrize(("language", "other"), [("ca", "es"), ("es", "ca")])
def test_the_html_is_copied_with_what_was_chosen(language: str, other: str, browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}{PAGES[language][0]}", wait_until="networkidle")
    assert not [url for url in asked if "/embed/" in url], "the preview waits"
    fold = page.locator(".embed-this").last
    fold.locator("summary").click()
    preview = fold.frame_locator("iframe")
    expect(preview.locator("html")).to_have_attribute("lang", language)
    fold.locator("[data-embed-language]").select_option(other)
    fold.locator("[data-embed-scheme]").select_option("dark")
    expect(preview.locator("html")).to_have_attribute("lang", other)
    fold.locator("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    address = fold.locator("[data-embed-alone]").get_attribute("href")
    assert f'<iframe src="{address}"' in copied
    assert f"/embed/{other}/practice/" in copied
    assert "?scheme=dark" in copied
    faults = Axe().run(page, options=LEVELS).response["violations"]
    assert faults == []
    context.close()


def test_the_html_is_there_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{PAGES['es'][1]}")
    fold = page.locator(".embed-this")
    fold.locator("summary").click()
    assert "<iframe" in fold.locator("textarea").input_value()
    assert not fold.locator("select").first.is_visible()
    assert not fold.locator("button").is_visible()
    context.close()
