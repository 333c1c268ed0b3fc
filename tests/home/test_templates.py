"""Rules of every public template: nothing inline, and partials that see only what they are given."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOTS = [settings.BASE_DIR / name / "templates" for name in ("caravana_site", "practices", "events", "home")]
ADMIN = {
    "admin",
    "office",
    "wagtailadmin",
    "wagtail_localize",
    "account",
    "allauth",
    "mfa",
    "wagtailusers",
    "wagtailimages",
    "wagtaildocs",
    "translation",
}


def public_templates() -> list[Path]:
    found = [path for root in ROOTS for path in sorted(root.rglob("*.html"))]
    return [path for path in found if not ADMIN & set(path.parts)]


OF_A_SESSION = "password_required.html"
"""Whoever has the password of a private page is remembered in a session: no cache keeps its form, which has a token."""


@pytest.mark.parametrize("path", public_templates(), ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
class TestPublicTemplate:
    def test_nothing_inline(self, path: Path) -> None:
        text = path.read_text()
        assert not re.search(r"<style|\sstyle=|\son\w+=\"", text)
        assert all("src=" in tag or "application/ld+json" in tag for tag in re.findall(r"<script[^>]*>", text))

    def test_partials_see_only_what_they_are_given(self, path: Path) -> None:
        for tag in re.findall(r"{%\s*include\s[^%]*%}", path.read_text()):
            assert re.search(r"\sonly\s*%}$", tag), tag

    def test_no_user_and_no_session(self, path: Path) -> None:
        told = r"request\.user|request\.session|user\.|messages"
        if path.name != OF_A_SESSION:
            told += "|csrf_token"
        assert not re.search(rf"{{[{{%][^}}]*\b({told})\b", path.read_text())


def every_template() -> dict[str, str]:
    """What templates include one another by, and what they say, those of the administration too."""
    return {
        path.relative_to(root).as_posix(): path.read_text() for root in ROOTS for path in sorted(root.rglob("*.html"))
    }


def test_a_form_in_a_partial_is_given_its_token() -> None:
    """`only` hides it too, and Django's test client asks for none: the button would answer 403 to everybody."""
    templates = every_template()
    with_form = {name for name, text in templates.items() if "{% csrf_token %}" in text}
    included = [
        (name, tag, partial)
        for name, text in templates.items()
        for tag, partial in re.findall(r'({%\s*include\s+"([^"]+)"[^%]*%})', text)
    ]
    assert [(name, tag) for name, tag, partial in included if partial in with_form and "csrf_token=" not in tag] == []
