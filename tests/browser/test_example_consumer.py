"""The example of the documentation, served at another origin: what is public, a draft, and the editor's panel."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "examples"
GOLDEN = Path(__file__).resolve().parents[1] / "contract"
SHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
PRACTICE = "/ca/practiques/oficina-digital-que-fa-parada/"


class Example(SimpleHTTPRequestHandler):
    """The folder, with the address of the API that its reader would write into it."""

    api = ""

    def do_GET(self) -> None:
        if urlsplit(self.path).path != "/":
            super().do_GET()
            return
        told = (FOLDER / "index.html").read_text("utf-8").replace("https://caravana.example.cat", self.api)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def front_end(site: str) -> Iterator[str]:
    Example.api = site
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Example, directory=str(FOLDER))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context()
    context.route("http://testserver/**", partial(from_site, site))
    yield context.new_page()
    context.close()


def from_site(site: str, route: Route) -> None:
    """Documents name the site as its settings do, where nobody is."""
    route.fulfill(response=route.fetch(url=route.request.url.replace("http://testserver", site)))


def uuid_of(page: Page, site: str) -> str:
    return str(page.request.get(f"{site}/api/v1/resolve", params={"path": PRACTICE}).json()["uuid"])


def with_pictures(page: Page, site: str, told: dict[str, Any]) -> dict[str, Any]:
    """The samples have neither pictures nor interviews: one of the press page’s, and the golden document's."""
    press = page.request.get(f"{site}/api/v1/pages?page_type=press&locale=ca").text()
    found = re.search(r'"image":(\{"alt".*?"srcset":\[.*?\]\})', press)
    assert found
    picture = json.loads(found[1])
    block = {"type": "picture", "id": "a", "value": {"image": picture, "caption": "A la plaça"}}
    golden = json.loads((GOLDEN / "practice.ca.json").read_text("utf-8"))
    return {"lead_picture": picture, "story": [*told["story"], block], "interviews": golden["interviews"]}


def with_another_body(told: dict[str, Any], route: Route) -> None:
    """With the headers that the site really sends, so that CORS is its own."""
    route.fulfill(response=route.fetch(), json=told)


@pytest.mark.parametrize(("language", "width"), [("ca", 1280), ("es", 390)])
def test_it_draws_a_practice_from_another_origin(
    page: Page, site: str, front_end: str, language: str, width: int
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 900})
    uuid = uuid_of(page, site)
    told = page.request.get(f"{site}/api/v1/practices/{uuid}?locale={language}").json()
    told |= with_pictures(page, site, told)
    answered = partial(with_another_body, told)
    page.route("**/api/v1/practices/**", answered)
    page.goto(f"{front_end}/?uuid={uuid}&lang={language}")
    expect(page.locator("h1")).to_have_text(told["title"])
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".mark")).to_have_text(re.compile("Mostra|Muestra"))
    expect(page.get_by_role("contentinfo").or_(page.locator("footer"))).to_contain_text(told["attribution"])
    assert page.locator("figure img").count() == 2
    expect(page.get_by_role("link", name=re.compile("Un any de furgoneta"))).to_have_attribute(
        "href", re.compile("#t=0")
    )
    for image in page.locator("img").all():
        assert image.get_attribute("alt")
        assert " 320w" in (image.get_attribute("srcset") or "")
    assert page.locator("main h1 ~ div").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"example-{language}-{width}.png", full_page=True)
    assert said == []


def test_it_says_what_failed_and_runs_nothing_of_a_text(page: Page, site: str, front_end: str) -> None:
    page.goto(f"{front_end}/?preview=forged")
    expect(page.get_by_role("alert")).to_contain_text("There is no such thing")
    uuid = uuid_of(page, site)
    evil = "<img src=x onerror=document.title='run'>"
    told = page.request.get(f"{site}/api/v1/practices/{uuid}?locale=ca").json()
    told |= {"title": evil, "summary": evil, "attribution": evil, "licence": {**told["licence"], "url": "javascript:1"}}
    page.route("**/api/v1/practices/**", lambda route: route.fulfill(json=told))
    page.goto(f"{front_end}/?uuid={uuid}")
    expect(page.locator("h1")).to_have_text(evil)
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0


def test_an_editor_sees_the_draft_there_and_gives_a_link_to_it(
    desk: Callable[..., Page],
    front_end: str,
    site: str,
    other_server: Callable[..., Any],
    browser: Browser,
) -> None:
    page = desk("editora")
    with other_server(PREVIEW_FRONT_END=front_end) as own:
        card = re.search(r"/cards/ca/(\d+)\.png", page.request.get(f"{own}{PRACTICE}").text())
        assert card
        page.goto(f"{own}/admin/pages/{card[1]}/edit/")
        page.locator("#id_title").fill("Un títol que ningú no ha desat")
        page.get_by_role("button", name=re.compile("previsualització", re.I)).first.click()
        shown = page.frame_locator("iframe#w-preview-iframe").frame_locator("iframe")
        expect(shown.locator("h1")).to_have_text("Un títol que ningú no ha desat")
        expect(shown.locator(".mark").first).to_contain_text("Esborrany")
        page.goto(f"{own}/admin/previews/{card[1]}/")
        page.get_by_role("button", name="Fes un enllaç").click()
        address = page.locator("code").last.inner_text()
        assert address.startswith(f"{front_end}/?preview=")
        stranger = browser.new_context()
        reader = stranger.new_page()
        reader.goto(address)
        expect(reader.locator(".mark").first).to_contain_text("Esborrany")
        page.get_by_role("button", name="Retira").click()
        reader.reload()
        expect(reader.get_by_role("alert")).to_contain_text("taken back")
        stranger.close()
