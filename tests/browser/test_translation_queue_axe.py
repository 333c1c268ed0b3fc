"""The translators' room is for everybody: no fault that axe sees, nothing wider than its screen, in both languages."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import ROOT
from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
QUEUE = "/admin/translations/"
WORK = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from caravana_site.translation import counts, questions, segments
from caravana_site.translation.models import TranslationTask
from caravana_site.translation.progress import counting
person = get_user_model().objects.get(username="traduccio-ca-es")
pages = {"translation__source__specific_content_type__model": "practicepage"}
task = TranslationTask.objects.filter(translation__target_locale__language_code="es", **pages).first()
lines = [line for line in segments.lines_of(task.translation) if line.is_read]
texts = {line.key: line.text.data for line in lines if line.text}
texts[lines[0].key] = "Otras palabras de antes"
late = timezone.now() - timedelta(days=9)
TranslationTask.objects.filter(pk=task.pk).update(
    state="review", waiting_since=late, stale_since=late, due_on=late.date(), assignee=person, sent_by=person,
    sent_at=late, published_texts=texts, returned_note="Mira’l.",
)
questions.ask(task, lines[1].segment, person, "A qui saluda?")
questions.answer(questions.ask(task, lines[1].segment, person, "I aquí?"), person, "Aquí també.")
counting.write(timezone.localdate() - timedelta(days=9))
counting.keep_day()
print(f"key:{task.pk}")
"""


@pytest.fixture
def task(site: str, database_url: str) -> str:
    """A translation that waits for its review, late and out of date, with questions and a history."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", WORK]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return told.rpartition("key:")[2].strip()


def faults_of(page: Page, where: str) -> list[str]:
    # Wagtail's own furniture is not ours to mend.
    found: Any = Axe().run(page, context={"include": [[".queue"]]}, options=LEVELS).response["violations"]
    told = [f"{where}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [*told, f"{where}: {wide} px wide in {room} px"] if wide > room else told


def test_axe_finds_no_fault_and_nothing_overflows(desk: Callable[..., Page], site: str, task: str) -> None:
    faults: list[str] = []
    paths = (QUEUE, f"{QUEUE}?pair=x", f"{QUEUE}{task}/compare/?all=1", f"{QUEUE}questions/", f"{QUEUE}progress/")
    for account, language in (("revisora", "ca"), ("traduccio-ca-es", "es")):
        page = desk(account)
        for width, scheme in ((1280, "light"), (320, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for path in paths:
                page.goto(f"{site}{path}")
                assert page.locator("html").get_attribute("lang") == language
                page.evaluate("document.querySelectorAll('.queue details').forEach((one) => { one.open = true })")
                faults += faults_of(page, f"{language} {width} {path}")
    assert not faults, "\n".join(faults)


def test_a_translation_is_given_back_by_keyboard(desk: Callable[..., Page], site: str, task: str) -> None:
    page = desk("revisora")
    page.goto(f"{site}{QUEUE}?state=review")
    page.locator(f"a[href='{QUEUE}{task}/compare/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/")
    page.get_by_label("Què cal esmenar").focus()
    page.keyboard.type("El títol no s’entén.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{QUEUE}")
    expect(page.get_by_text("La traducció torna a qui la va escriure")).to_be_visible()
    expect(page.get_by_text("Va tornar amb una nota")).to_be_visible()
