"""Files that are broken, hostile or of something else: told in the reader's language, without an error of ours."""

import io
import zipfile
from typing import Any

import polib
import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from caravana_site.common import groups
from caravana_site.translation.exchange import uploads

from .conftest import Desk, Office, words

pytestmark = pytest.mark.django_db
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<xliff version="1.2"><file original="x"><body>
<trans-unit id="1"><source>&b;</source></trans-unit></body></file></xliff>"""
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def locked_with_a_password() -> bytes:
    content = bytearray(zipped(**{"a.po": b'msgid "a"\nmsgstr "b"\n'}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


BROKEN: dict[str, tuple[str, bytes, str]] = {
    "an empty PO": ("a.po", b"# \n", "no hi ha textos"),
    "no PO": ("a.po", b'msgid "a\nmsgstr', "no és un po"),
    "the name of a file of ours": ("a.po", b"/etc/passwd", "no és un po"),
    "bytes": ("a.po", b"\xff\x00\x80\x81", "no és un po"),
    "broken XML": ("a.xlf", b"<xliff version='1.2'><file>", "trencat"),
    "another XML": ("a.xlf", b"<html/>", "no és un fitxer xliff"),
    "XLIFF 2": ("a.xlf", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "xliff 2"),
    "billion laughs": ("a.xlf", LAUGHS, "entitats"),
    "an entity from outside": ("a.xlf", OUTSIDE, "entitats"),
    "entities in UTF-16": ("a.xlf", LAUGHS.decode().encode("utf-16"), "entitats"),
    "another format": ("a.docx", b"PK", "només es llegeixen"),
    "no ZIP": ("a.zip", b"PK\x03\x04 nothing", "zip"),
    "a ZIP cut short": ("a.zip", zipped(**{"a.po": b"x" * 999})[:-40], "zip"),
    "a ZIP with a password": ("a.zip", locked_with_a_password(), "zip"),
    "an empty ZIP": ("a.zip", zipped(), "no hi ha res"),
    "a way out": ("a.zip", zipped(**{"../../etc/a.po": b'msgid "a"\nmsgstr "b"\n'}), "fora del zip"),
    "a way out on Windows": ("a.zip", zipped(**{"C:\\a.po": b'msgid "a"\nmsgstr "b"\n'}), "fora del zip"),
    "something else in a ZIP": ("a.zip", zipped(**{"a.exe": b"MZ"}), "només es llegeixen"),
    "of no page": ("a.po", b'msgctxt "title"\nmsgid "Res"\nmsgstr "Nada"\n', "de cap pàgina"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_says_why_and_changes_nothing(desk: Desk, kind: str) -> None:
    name, content, told = BROKEN[kind]
    answer = desk.check(name, content)
    assert answer.status_code == 200
    assert told in words(answer).lower()
    assert not answer.context["report"].has_work
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_IN_ONE", "MOST_FILES"])
def test_what_unpacks_to_too_much_is_not_unpacked(desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(uploads, limit, 1 if limit == "MOST_FILES" else 1000)
    bomb = zipped(**{f"{number}.po": b"\0" * 600 if limit == "MOST_UNPACKED" else b"\0" * 2000 for number in range(2)})
    answer = desk.check("a.zip", bomb)
    assert answer.status_code == 200
    assert answer.context["report"].refused
    assert "com a màxim" in words(answer) or "més de" in words(answer)


def test_a_good_file_beside_a_broken_one_is_taken(desk: Desk, office: Office) -> None:
    found = polib.pofile("# \n" + desk.content("po").decode())
    found.find("Una pàgina").msgstr = "Una página"
    answer = desk.check("a.zip", zipped(**{"bo.po": str(found).encode(), "dolent.xlf": b"<"}))
    assert "dolent.xlf" in words(answer)
    desk.take("a.zip", zipped(**{"bo.po": str(found).encode(), "dolent.xlf": b"<"}))
    assert office.text("title") == "Una página"


def test_a_file_of_another_page_is_refused_where_one_was_named(desk: Desk, office: Office) -> None:
    [other] = office.many(1)
    content = desk.content("xliff").replace(b'<target state="needs-translation"/>', b"<target>Hola</target>")
    answer = desk.take("a.xlf", content, query=f"?task={other.pk}")
    assert "és d’una altra pàgina: «Una pàgina»" in words(answer)
    assert not StringTranslation.objects.exists()


def test_a_file_in_another_language_is_refused(desk: Desk) -> None:
    content = desk.content("po").replace(b"Language: es", b"Language: fr").replace(b'msgstr ""', b'msgstr "Bonjour"')
    assert "«fr»" in words(desk.take("a.po", content))
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("state", ["locked", "stopped"])
def test_a_page_that_is_locked_or_edited_by_hand_is_left_alone(desk: Desk, office: Office, state: str) -> None:
    if state == "locked":
        office.task.translation.save_target(publish=False)
        type(office.page).objects.filter(locale=office.task.translation.target_locale).update(locked=True)
    content = desk.content("po").replace(
        b'msgid "Una p\xc3\xa0gina"\nmsgstr ""', b'msgid "Una p\xc3\xa0gina"\nmsgstr "Una"'
    )
    if state == "stopped":
        type(office.task.translation).objects.update(enabled=False)
    answer = desk.take("a.po", content)
    assert ("bloquejada" if state == "locked" else "a mà") in words(answer)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("kind", ["another's", "changed", "too old"])
def test_only_the_report_of_a_moment_ago_is_taken(client: Any, desk: Desk, office: Office, kind: str) -> None:
    found = polib.pofile("# \n" + desk.content("po").decode())
    found.find("Una pàgina").msgstr = "Una página"
    carried = desk.check("a.po", str(found).encode()).context["carried"]
    if kind == "changed":
        carried = f"x{carried}"
    if kind == "another's":
        client.force_login(office.member(groups.TRANSLATORS_ES_CA), backend="django.contrib.auth.backends.ModelBackend")
    if kind == "too old":
        stamp = carried.split(":")
        carried = ":".join([stamp[0], "1tAAAA", *stamp[2:]])
    answer = client.post(reverse("translations_import"), {"carried": carried})
    assert answer.status_code == 400
    assert "Torna a pujar el fitxer" in words(answer)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(("language", "told"), [("ca", "Primer tria un fitxer"), ("es", "Primero elige un archivo")])
def test_the_words_are_in_the_readers_language(desk: Desk, language: str, told: str) -> None:
    for profile in UserProfile.objects.all() or [
        UserProfile.objects.create(user_id=desk.client.session["_auth_user_id"])
    ]:
        profile.preferred_language = language
        profile.save()
    answer = desk.client.post(reverse("translations_import"), {})
    assert answer.status_code == 400
    assert told in words(answer)
    found = polib.pofile("# \n" + desk.content("po").decode())
    found.find("Una pàgina").msgstr = "x" * 400
    with translation.override(language):
        label = translation.gettext("Too long")
    assert label in words(desk.check("a.po", str(found).encode()))
    assert label == {"ca": "Massa llarg", "es": "Demasiado largo"}[language]
