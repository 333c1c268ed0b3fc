"""The mailbox in a browser, and the two views of the administration that editors decide with: no fault of axe."""

import os
import subprocess
import sys
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT
from .test_public_forms import READING, faults, reader
from .test_site import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: administration")]
SESSION = """
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from wagtail.users.models import UserProfile
user, _made = get_user_model().objects.get_or_create(username="mira", defaults={"is_superuser": True})
UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "ca"})
session = SessionStore()
session["_auth_user_id"] = str(user.pk)
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session["_auth_user_hash"] = user.get_session_auth_hash()
session.save()
print("key:" + session.session_key)
"""


@pytest.fixture
def session(site: str, database_url: str) -> str:
    """The cookie of an administrator who has signed in."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", SESSION]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return told.rpartition("key:")[2].strip()


def test_a_complaint_is_made_by_keyboard_with_its_errors_said(browser: Browser, site: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/ca/accessibilitat/")
        page.get_by_role("link", name="Reclamar per una resposta").click()
        expect(page.get_by_label("Reclamar per una resposta, o perquè no ha arribat")).to_be_checked()
        page.get_by_label("Què passa o què necessites").fill("No m’heu respost.")
        page.wait_for_timeout(READING)
        page.get_by_label("El teu nom").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.get_by_role("link", name="Escriu la referència del missatge").click()
        expect(page.locator("[name=earlier_reference]")).to_be_focused()
        page.keyboard.type("ab12 cd34")
        page.get_by_label("El teu nom").fill("Núria Prat")
        page.get_by_label("El teu correu").fill("nuria@sort.example")
        page.get_by_label("He llegit com es tracten les meves dades").check()
        page.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
        page.get_by_role("button", name="Envia-ho").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hem rebut el teu missatge")
        expect(page.get_by_text("Resposta, com a molt tard")).to_be_visible()
        assert faults(page) == []


def test_roads_and_questions_work_without_javascript(browser: Browser, site: str) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(f"{site}/ca/participa/")
        answer = page.get_by_text("secretària a mitja jornada")
        expect(answer).not_to_be_visible()
        page.get_by_text("Som molt petits. Té sentit?").click()
        expect(answer).to_be_visible()
        page.get_by_role("link", name="Ofereix-te com a relator").click()
        expect(page).to_have_url(f"{site}/ca/parades/sollicitud/")


def own_faults(page: Page, inside: str) -> list[str]:
    """Of what is ours on the page: the frame around it is Wagtail's."""
    found = Axe().run(page, context=inside, options=LEVELS).response["violations"]
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_views_of_the_administration_have_no_fault(scheme: Any, browser: Browser, site: str, session: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ("?what=practices&axes=comarca-theme", "?what=stops&axes=comarca-band"):
        page.goto(f"{site}/admin/reports/gaps/{address}")
        expect(page.locator(".gaps__table tbody tr")).to_have_count(44)
        assert own_faults(page, ".gaps") == []
    page.goto(f"{site}/admin/snippets/home/accessibilitymessage/")
    expect(page.get_by_role("heading", name="Missatges sobre accessibilitat")).to_be_visible()
    assert own_faults(page, "main") == []
    assert complaints == []
    context.close()
