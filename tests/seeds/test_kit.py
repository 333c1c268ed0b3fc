"""The starter kit's files in the seed: attached once, renewed when theirs are newer, left alone when an editor's."""

import hashlib
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Page
from wagtail_localize.models import Translation

from caravana_site.common.models import Document
from events import kit_starter, seed_kit
from events.kit_starter import StarterFile
from events.models import KitResourcePage

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("seeds")]
OLD = b"what stood here before"


def seed() -> str:
    out = io.StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def tool(key: str, language: str) -> Any:
    pages = KitResourcePage.objects.filter(locale__language_code=language)
    return pages.get(translation_key=seed_kit.existing(f"kit/{key}", pages[0].locale).translation_key)


def make_older(page: Any, name: str, contents: bytes) -> None:
    document = getattr(page, name)
    document.file.save(f"abans.{document.file_extension}", ContentFile(contents), save=False)
    document.file_hash, document.file_size = hashlib.sha1(contents).hexdigest(), len(contents)
    document.save()


def test_the_starter_kit_brings_its_files_and_keeps_them_current(
    first_content: None, client: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    pages = list(KitResourcePage.objects.live().with_files())
    assert len(pages) == 26
    for page in pages:
        code = page.locale.language_code
        assert [(file.language, file.file_extension) for file in page.files] == [(code, "odt"), (code, "pdf")]
        assert page.editable_file.filename.startswith(page.slug)
        assert client.get(page.accessible_file.url)["Content-Type"] == "application/pdf"
        assert page.versions.count() == 1
    before = list(Document.objects.order_by("pk").values())
    assert "kit resources: nothing to do" in seed()
    assert list(Document.objects.order_by("pk").values()) == before

    # A translation made again keeps its own files.
    translation = Translation.objects.get(source__object_id=tool("acord", "ca").translation_key)
    translation.save_target(publish=True)
    assert tool("acord", "es").editable_file.language == "es"

    # A newer version comes: what the seed attached gives way, an editor's file stays.
    really, old = kit_starter.starter_file, hashlib.sha1(OLD).hexdigest()

    def newer(key: str, language: str, ending: str) -> StarterFile:
        file = really(key, language, ending)
        return StarterFile(file.name, file.version, file.sha1, {old: "0.9"})

    monkeypatch.setattr(seed_kit, "starter_file", newer)
    ours, theirs = tool("acord", "es"), tool("guio", "ca")
    make_older(ours, "editable_file", OLD)
    make_older(theirs, "editable_file", b"an editor wrote this")
    for page in (ours, theirs):
        page.version, page.version_date = "0.9", date(2026, 1, 15)
        page.save_revision().publish()
    draft = tool("acord", "es")
    draft.title = "Un esborrany"
    draft.save_revision()
    lost = ours.editable_file.file
    with django_capture_on_commit_callbacks(execute=True):
        assert "kit resources: 1 made" in seed()
    renewed, kept = tool("acord", "es"), tool("guio", "ca")
    assert renewed.editable_file.file.read() == really("acord", "es", "odt").path.read_bytes()
    assert renewed.editable_file.pk == ours.editable_file.pk, "who links to it still does"
    assert not lost.storage.exists(lost.name)
    assert (renewed.version, kept.version) == ("1.0", "0.9")
    assert [row.version for row in renewed.earlier_versions] == ["0.9"]
    assert renewed.get_latest_revision_as_object().title == "Un esborrany"
    assert renewed.get_latest_revision_as_object().version == "1.0"
    assert kept.editable_file.file.read() == b"an editor wrote this"
    with django_capture_on_commit_callbacks(execute=True):
        assert "kit resources: nothing to do" in seed()

    # Taken off a page, they do not come back; a page of before files gets its own, and its translation keeps them.
    KitResourcePage.objects.filter(pk=kept.pk).update(editable_file=None, accessible_file=None)
    bare = tool("llenc", "es")
    Document.objects.filter(pk__in=[file.pk for file in bare.files]).delete()
    assert "kit resources: 2 made" in seed()
    assert tool("guio", "ca").files == []
    assert [file.language for file in tool("llenc", "es").files] == ["es", "es"]
    Translation.objects.get(source__object_id=bare.translation_key).save_target(publish=True)
    assert [file.language for file in tool("llenc", "es").files] == ["es", "es"]
    assert Page.find_problems() == ([], [], [], [], [])
