"""What the editor's page says of each text, who may open it, and the ways to it."""

import re

import pytest
from django.urls import reverse
from django.utils.text import capfirst

from caravana_site.common import groups
from caravana_site.translation.models import TranslationTask
from tests.people import said

from .conftest import Desk

ADDRESSES = ("save", "fill", "send", "give_back", "publish", "preview")


def test_each_text_has_its_language_its_limit_and_the_spell_check(desk: Desk) -> None:
    page = desk.open()
    segment = desk.segment("Premsa")
    field = re.search(rf'<textarea id="text-{segment.pk}"[^>]*>', page)
    assert field
    for wanted in ('lang="es"', 'spellcheck="true"', 'data-limit="255"', f"limit-{segment.pk}"):
        assert wanted in field[0]
    assert '<div lang="ca" data-source="Premsa">' in page
    assert "0 / 255" in page


def test_a_link_says_where_it_goes_and_is_shown_by_its_mark(desk: Desk) -> None:
    page = desk.open()
    assert "<code>a1</code> → https://example.org/" in page
    assert 'data-before="&lt;a id=&quot;a1&quot;&gt;"' in page
    assert 'data-before="&lt;b&gt;"' in page
    assert '<span class="te-link">aquí' in page


def test_a_source_is_shown_without_running_what_it_holds(desk: Desk) -> None:
    desk.source.introduction = "Hola <script>alert(1)</script> & adeu"
    desk.source.save_revision().publish()
    desk.translation.source.update_from_db()
    assert "<script>alert" not in desk.open()


def test_texts_stand_under_the_names_of_their_fields(desk: Desk) -> None:
    page = desk.open()
    headings = re.findall(r'<h2 class="te-heading"[^>]*>([^<]*)</h2>', page)
    names = [str(desk.source._meta.get_field(name).verbose_name) for name in ("title", "slug", "introduction")]
    assert headings[:3] == [capfirst(name) for name in names]
    assert page.count('class="te-number"') == 3  # the paragraphs of one field


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("role", [groups.TRANSLATORS_ES_CA, None])
def test_nobody_else_comes_in(desk: Desk, name: str, role: str | None) -> None:
    desk.write_all()
    if role:
        desk.enter(role)
    else:
        desk.client.logout()
    send = desk.client.get if name == "preview" else desk.client.post
    answer = send(desk.address(name))
    assert answer.status_code == 302
    assert str(desk.task.pk) not in answer["Location"].partition("?")[0]
    desk.task.refresh_from_db()
    assert desk.task.state == TranslationTask.State.TRANSLATE


def test_a_task_that_never_was_is_said(desk: Desk) -> None:
    assert desk.client.get(reverse("translations_edit", args=[99999])).status_code == 404
    assert desk.client.post(reverse("translations_save", args=[99999]), {"text-1": "Hola"}).status_code == 404


def test_wagtails_address_of_a_translated_page_leads_to_the_editor(desk: Desk) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[desk.target.pk])
    assert desk.client.get(address)["Location"] == desk.address()
    source = reverse("wagtailadmin_pages:edit", args=[desk.source.pk])
    desk.enter(groups.REVIEWERS)
    assert desk.client.get(source).status_code == 200


def test_an_administrator_keeps_the_packages_editor_with_a_way_to_ours_and_back(desk: Desk) -> None:
    desk.enter_as_administrator()
    address = reverse("wagtailadmin_pages:edit", args=[desk.target.pk])
    answer = desk.client.get(address)
    assert "js-translation-editor" in answer.content.decode()
    assert desk.address() in answer.content.decode()
    assert f'href="{address}"' in desk.open()


def test_a_stopped_translation_is_not_written_here(desk: Desk) -> None:
    desk.translation.enabled = False
    desk.translation.save()
    assert "readonly" in desk.open()
    assert desk.put(desk.segment("Tres"), "Tres.").status_code == 423


def test_the_preview_is_the_draft_and_nobody_may_find_it(desk: Desk) -> None:
    desk.write("Per a qui", "Para quien escribe.")
    answer = desk.client.get(desk.address("preview"))
    assert answer.status_code == 200
    assert "Para quien escribe." in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert not desk.target.live
    desk.source.delete()
    assert desk.client.get(desk.address("preview")).status_code == 404


def test_four_eyes_are_said(desk: Desk) -> None:
    desk.write_all()
    desk.enter(groups.COMMUNICATION)
    desk.post("send")
    assert "translations_publish" not in desk.open()
    assert said(desk.post("publish")) or not desk.target.live


def test_a_text_that_came_in_wrong_says_why(desk: Desk) -> None:
    desk.write("Llegeix", "Sin enlace.", has_error=True)
    desk.write("Tres", "Tres.", has_error=True, field_error="Esto no puede ser.")
    page = desk.open()
    assert page.count("te-badge--wrong") == 2
    assert "a1" in re.findall(r"data-problem>([^<]*)</p>", page)[0]
    assert "Esto no puede ser." in page
