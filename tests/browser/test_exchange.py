"""Bringing a file back in a browser, and the slug that the administration proposes while a title is written."""

import os
import subprocess
import sys
from collections.abc import Iterator

import polib
import pytest
from playwright.sync_api import Browser, Page, expect

from caravana_site.common.slugs import slug_of
from tests.translation.test_addresses import SLUGS

from .conftest import ROOT
from .test_gaps_and_mailbox import SESSION, own_faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
PREPARED = (
    SESSION
    + """
from caravana_site.translation.models import TranslationTask
from home.models import ContentPage
keys = ContentPage.objects.filter(locale__language_code="ca").values("translation_key")
task = TranslationTask.objects.filter(translation__source__object__in=keys).first()
page = ContentPage.objects.filter(locale__language_code="ca").first()
print(f"told:{session.session_key}:{task.pk}:{page.get_parent().pk}")
"""
)


@pytest.fixture
def told(site: str, database_url: str) -> list[str]:
    """The session of an administrator, a task, and a page to write another one below."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PREPARED]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return said.rpartition("told:")[2].strip().split(":")


@pytest.fixture
def page(browser: Browser, site: str, told: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": told[0], "url": site}])
    yield context.new_page()
    context.close()


def translated_file(content: bytes) -> bytes:
    """With one good text, one that is too long and one that belongs nowhere."""
    catalogue = polib.pofile("# \n" + content.decode())
    for entry in catalogue:
        if entry.msgctxt == "title":
            entry.msgstr = "x" * 400
        if entry.msgctxt == "introduction":
            entry.msgstr = "Otra introducción, que cuenta lo mismo con otras palabras."
    catalogue.append(polib.POEntry(msgctxt="body.nowhere", msgid="Enlloc", msgstr="En ninguna parte"))
    return str(catalogue).encode()


def test_a_file_is_compared_and_its_report_read(page: Page, site: str, told: list[str]) -> None:
    content = page.request.get(f"{site}/admin/translations/export/?format=po&task={told[1]}").body()
    page.goto(f"{site}/admin/translations/import/")
    assert own_faults(page, "main form") == []
    page.set_input_files("[name=file]", {"name": "a.po", "mimeType": "text/plain", "buffer": translated_file(content)})
    page.get_by_role("button", name="Compara").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Informe de la importació")
    expect(page.get_by_role("button", name="Agafa 1 text")).to_be_visible()
    for words in ("Massa llarg", "Lloc desconegut", "Acceptat"):
        expect(page.locator(".exchange-verdict", has_text=words)).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert own_faults(page, ".exchange") == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/report-{width}.png", full_page=True)


def test_the_browser_proposes_the_slug_that_the_server_would_make(page: Page, site: str, told: list[str]) -> None:
    for text in list(SLUGS)[:3]:
        # Anew for each: Wagtail follows the title only while the slug is what it would propose.
        page.goto(f"{site}/admin/pages/add/home/contentpage/{told[2]}/")
        title = page.locator("#id_title")
        expect(title).to_have_attribute("data-w-sync-disabled-value", "false")
        title.click()
        title.press_sequentially(text)
        title.blur()
        expect(page.locator("#id_slug")).to_have_value(slug_of(text))


def test_a_slug_written_by_hand_goes_by_the_rule_too(page: Page, site: str, told: list[str]) -> None:
    page.goto(f"{site}/admin/pages/add/home/contentpage/{told[2]}/")
    page.get_by_role("tab", name="Promoció").click()
    slug = page.locator("#id_slug")
    for text in (one for one in SLUGS if slug_of(one)):
        slug.fill(text)
        slug.blur()
        expect(slug).to_have_value(slug_of(text))
