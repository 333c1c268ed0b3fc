"""Each text is kept while it is written, and nobody's words are lost."""

from typing import Any

import pytest
from wagtail_localize.models import StringTranslation

from caravana_site.common import groups
from caravana_site.translation.models import Suggestion, TextVersion

from .conftest import LINK, Desk


def test_a_text_is_kept_and_the_answer_says_how_much_is_left(desk: Desk) -> None:
    answer = desk.put(desk.segment("Tres"), " Tres.\n")
    assert answer.status_code == 200
    assert answer.json() == {
        "text": "Tres.",
        "remarks": [],
        "state": {"key": "confirmed", "label": answer.json()["state"]["label"]},
        "counts": {"total": 5, "left": 4, "words": answer.json()["counts"]["words"]},
    }
    assert desk.text("Tres") == "Tres."


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("Premsa", "x" * 400),
        ("Llegeix", "Léelo aquí y pídelo."),
        ("Tres", "Tres <script>alert(1)</script>"),
        ("Tres", '<b onclick="x()">Tres</b>'),
        ("Tres", 'Tres <a href="javascript:alert(1)">x</a>'),
    ],
)
def test_what_may_not_stand_there_is_refused_with_words(desk: Desk, of: str, text: str) -> None:
    answer = desk.put(desk.segment(of), text)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert desk.text(of) is None


@pytest.mark.parametrize("body", ["", "[]", "{", '{"text": 3, "seen": ""}', '{"text": "a"}', b"\xff\xfe"])
def test_junk_is_refused_with_words(desk: Desk, body: Any) -> None:
    address = desk.address("text", desk.segment("Tres").pk)
    answer = desk.client.put(address, body, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)


def test_two_who_write_the_same_text_lose_neither(desk: Desk) -> None:
    segment = desk.segment("Tres")
    assert desk.put(segment, "Tres, dice una.").status_code == 200
    desk.enter(groups.TRANSLATORS_CA_ES, "Segona")
    answer = desk.put(segment, "Tres, dice otra.")
    assert answer.status_code == 409
    assert (answer.json()["theirs"], answer.json()["by"]) == ("Tres, dice una.", groups.TRANSLATORS_CA_ES)
    assert desk.text("Tres") == "Tres, dice una."
    assert TextVersion.objects.get(text="Tres, dice otra.").author == desk.user
    assert desk.put(segment, "Tres, dice otra.", "Tres, dice una.").status_code == 200
    assert TextVersion.objects.filter(text="Tres, dice una.").exists()


def test_a_text_whose_original_changed_is_kept(desk: Desk) -> None:
    segment = desk.segment("Tres")
    desk.source.about = desk.source.about.replace("Tres", "Quatre")
    desk.source.save_revision().publish()
    desk.translation.source.update_from_db()
    answer = desk.put(segment, "Tres.")
    assert answer.status_code == 410
    assert answer.json()["message"]
    assert TextVersion.objects.get(text="Tres.").author == desk.user
    assert "Tres." in desk.open()  # among the former texts of that place


def test_a_source_that_was_deleted_is_said(desk: Desk) -> None:
    segment = desk.segment("Tres")
    desk.source.delete()
    answer = desk.put(segment, "Tres.")
    assert (answer.status_code, bool(answer.json()["message"])) == (404, True)


def test_a_locked_page_is_not_written(desk: Desk) -> None:
    page = desk.target
    page.locked, page.locked_by = True, desk.member(groups.REVIEWERS)
    page.save()
    answer = desk.put(desk.segment("Tres"), "Tres.")
    assert answer.status_code == 423
    assert desk.text("Tres") is None


def test_who_translates_other_languages_writes_nothing(desk: Desk) -> None:
    desk.enter(groups.TRANSLATORS_ES_CA)
    answer = desk.put(desk.segment("Tres"), "Tres.")
    assert (answer.status_code, bool(answer.json()["message"])) == (403, True)
    assert desk.text("Tres") is None


def test_marks_that_differ_are_remarked_and_kept(desk: Desk) -> None:
    answer = desk.put(desk.segment("La caravana"), "La caravana para en <i>todas</i> partes.")
    assert answer.status_code == 200
    assert [("<b>" in one, "<i>" in one) for one in answer.json()["remarks"]] == [(True, False), (False, True)]
    assert desk.put(desk.segment("Llegeix"), LINK).json()["remarks"] == []


@pytest.mark.parametrize(
    ("kind", "percent", "state"),
    [("exact", 100, "confirmed"), ("fuzzy", 80, "draft"), ("previous", 100, "draft"), ("machine", 100, "machine")],
)
def test_a_suggestion_taken_as_it_is_waits_for_a_person_unless_it_is_certain(
    desk: Desk, kind: str, percent: int, state: str
) -> None:
    segment = desk.segment("Tres")
    tool = "Apertium" if kind == "machine" else ""
    made = Suggestion.objects.create(
        segment=segment, locale=desk.es, kind=kind, percent=percent, text="Tres.", tool_name=tool
    )
    answer = desk.put(segment, "Tres.", suggestion=made.pk)
    assert answer.json()["state"]["key"] == state
    assert desk.put(segment, "Tres.", "Tres.").json()["state"]["key"] == "confirmed"
    other = desk.put(segment, "Tres y más.", "Tres.", suggestion=made.pk)
    assert other.json()["state"]["key"] == "confirmed"  # it is no longer what was suggested


def test_an_empty_text_takes_the_translation_away_and_keeps_it_as_a_version(desk: Desk) -> None:
    desk.write("Tres", "Tres.")
    answer = desk.put(desk.segment("Tres"), "", "Tres.")
    assert answer.json()["state"]["key"] == "missing"
    assert not StringTranslation.objects.filter(data="Tres.").exists()
    assert TextVersion.objects.filter(text="Tres.").exists()
