"""A day of a translator, each way: the original changes, the queue says so, and two people bring it to readers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
CHANGE = """
from events.models import StopPage
from wagtail_localize.models import Translation
pair = {{"source__locale__language_code": "{source}", "target_locale__language_code": "{target}"}}
keys = Translation.objects.filter(enabled=True, **pair).values("source__object")
stop = StopPage.objects.filter(translation_key__in=keys, locale__language_code="{source}", live=True).order_by("pk")[0]
other = StopPage.objects.get(translation_key=stop.translation_key, locale__language_code="{target}")
stop.summary += " {more}"
stop.save_revision().publish()
task = Translation.objects.get(source__object=stop.translation_key, **pair).task
print("|".join(["told:", str(task.pk), stop.title, other.url, other.summary]))
"""
UNDO = """
from events.models import StopPage
from wagtail_localize.models import Translation
pair = {{"source__locale__language_code": "{source}", "target_locale__language_code": "{target}"}}
stop = StopPage.objects.get(locale__language_code="{source}", summary__endswith=" {more}")
stop.summary = stop.summary.removesuffix(" {more}")
stop.save_revision().publish()
Translation.objects.get(source__object=stop.translation_key, **pair).save_target(publish=True)
"""


@dataclass(frozen=True)
class Way:
    """From one language into the other: who translates, what the original says besides and how that is said there."""

    source: str
    target: str
    translator: str
    more: str
    translated: str
    question: str


WAYS = [
    Way(
        "ca",
        "es",
        "traduccio-ca-es",
        "Hi haurà berenar per a tothom.",
        "Habrá merienda para todo el mundo.",
        "Per a tothom?",
    ),
    Way("es", "ca", "traduccio-es-ca", "Habrá visita al archivo.", "Hi haurà visita a l’arxiu.", "¿A qué archivo?"),
]


@dataclass(frozen=True)
class Changed:
    """What the change of the original left to do."""

    way: Way
    task: str
    title: str
    address: str
    summary: str


@pytest.fixture(params=WAYS, ids=lambda way: f"{way.source}-{way.target}")
def changed(request: pytest.FixtureRequest, site: str, database_url: str) -> Iterator[Changed]:
    """A stop whose original was published again with a sentence more; taken back at the end."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}

    def shell(code: str) -> str:
        words = {name: getattr(request.param, name) for name in ("source", "target", "more")}
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code.format(**words)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    task, title, address, summary = shell(CHANGE).rpartition("told:|")[2].strip().split("|")
    yield Changed(request.param, task, title, f"{site}{address}", summary)
    shell(UNDO)


def text_of(page: Page, changed: Changed) -> Locator:
    """The row of the editor with the sentence that is new."""
    return page.locator("[data-row]").filter(has=page.locator("[data-source]", has_text=changed.way.more))


def test_a_changed_original_reaches_readers_once_two_people_agree(
    changed: Changed, desk: Callable[..., Page], site: str
) -> None:
    queue = f"{site}/admin/translations/"
    translator = desk(changed.way.translator)
    translator.goto(queue)
    waiting = translator.locator("tr").filter(has=translator.get_by_role("link", name=changed.title, exact=True))
    expect(waiting.locator(".queue-mark--stale")).to_be_visible()
    waiting.get_by_role("link", name=changed.title, exact=True).click()
    translator.wait_for_load_state()  # the keys are known from then on

    row = text_of(translator, changed)
    expect(row.locator(".te-proposed__matched ins").first).to_contain_text(changed.way.more.split()[0])
    row.locator("textarea").first.focus()
    translator.keyboard.press("F8")
    expect(row.locator("textarea").first).to_have_value(changed.summary)
    row.locator("details").last.locator("summary").click()
    row.locator("[name^=question-]").fill(changed.way.question)
    row.locator("[formaction*='/ask/']").click()

    author = desk("editora")
    author.goto(f"{queue}questions/")
    asked = author.locator("article", has_text=changed.way.question)
    asked.locator("[name=answer]").fill("Sí, per a tothom.")
    asked.locator("button").click()
    expect(asked).to_have_count(0)

    translator.goto(queue)
    expect(waiting.locator(".queue-mark--new")).to_be_visible()
    waiting.get_by_role("link", name=changed.title, exact=True).click()
    translator.wait_for_load_state()
    row = text_of(translator, changed)
    expect(row.locator(".te-answer")).to_contain_text("Sí, per a tothom.")
    row.locator("textarea").first.fill(f"{changed.summary} {changed.way.translated}")
    translator.keyboard.press("Control+Enter")
    expect(row).to_have_attribute("data-state", "confirmed")
    before = translator.request.get(changed.address).text()
    assert changed.way.translated not in before
    assert changed.way.more not in before
    translator.locator("[formaction$='/send/']").click()
    translator.wait_for_url(queue)
    assert translator.goto(f"{queue}{changed.task}/compare/")
    expect(translator.locator("[value=publish]")).to_have_count(0)  # somebody else reads it

    reviewer = desk("revisora")
    reviewer.goto(f"{queue}{changed.task}/compare/")
    expect(reviewer.locator("ins").first).to_contain_text(changed.way.translated.split()[0])
    reviewer.locator("[value=publish]").click()
    reviewer.wait_for_url(queue)
    assert changed.way.translated in reviewer.request.get(changed.address).text()
