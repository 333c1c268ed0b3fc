"""The administration's inline scripts: every one that is ours to run has the page's nonce, an injected one has none."""

import hashlib
import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.urls import reverse

from caravana_site.common.admin_scripts import READ
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, publish_home

PACKAGES = ("wagtail", "wagtail_localize", "wagtailmedia")
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|text/[^\"]*template[^\"]*)\")([^>]*)>")
NEVER_OURS = ("styleguide", "search_promotions", "/tests/", "/test/", "userbar")


def originals() -> dict[str, Path]:
    """Template name → file, for the packages' templates that hold an inline script."""
    found = {}
    for package in PACKAGES:
        root = Path(importlib.import_module(package).__file__).parent
        for path in root.rglob("templates/**/*.html"):
            if not any(part in str(path) for part in NEVER_OURS) and SCRIPT.search(path.read_text(encoding="utf-8")):
                found[str(path).rpartition("/templates/")[2]] = path
    return found


def test_each_template_with_an_inline_script_is_listed_and_is_the_one_that_was_read() -> None:
    found = originals()
    assert set(found) == set(READ)
    changed = {name for name, path in found.items() if hashlib.sha256(path.read_bytes()).hexdigest() != READ[name]}
    assert not changed, "look at what changed, then write the new hash"


@pytest.mark.parametrize("name", READ)
def test_a_listed_template_writes_a_nonce_and_compiles(name: str) -> None:
    template = engines["django"].get_template(name).template
    assert "admin_nonce" in template.source
    assert all("nonce=" in tag for tag in SCRIPT.findall(template.source))


@pytest.mark.django_db
def test_every_inline_script_of_an_editor_has_the_nonce_of_the_policy(admin_client: Any) -> None:
    page = PracticePageFactory(parent=PracticeIndexPageFactory(parent=publish_home()))
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    policy = answer["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    scripts = SCRIPT.findall(answer.content.decode())
    assert len(scripts) > 3
    assert {re.search(r'nonce="([^"]*)"', attributes)[1] for attributes in scripts} == {nonce}
    again = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))["Content-Security-Policy"]
    assert nonce not in again, "a nonce serves once"
