"""What people have translated before is proposed again, in both directions, with an honest percentage."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringTranslation

from caravana_site.translation import segments
from caravana_site.translation.suggestions import memory
from caravana_site.translation.suggestions.likeness import edits, percent

from .desk import Desk

pytestmark = pytest.mark.django_db
TEXT, WRITTEN = "L’ajuntament obre les dades de cada barri.", "El ayuntamiento abre los datos de cada barrio."


@pytest.mark.parametrize(
    "asked",
    [
        TEXT,
        "L'ajuntament obre  les dades de cada barri.",
        "L’AJUNTAMENT obre les dades de cada barri.",
    ],
)
def test_the_same_text_is_proposed_whatever_its_spaces_quotes_and_capitals(asked: str, desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    assert desk.prepared(desk.submit(asked), asked) == [("exact", WRITTEN, 100)]


def test_it_is_read_backwards_too(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    assert desk.prepared(desk.submit(WRITTEN, source="es"), WRITTEN) == [("exact", TEXT, 100)]


def test_something_like_it_says_how_like_it_is(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    asked = "L’ajuntament obre les dades de cada carrer."
    [(kind, text, likeness)] = desk.prepared(desk.submit(asked), asked)
    assert (kind, text) == ("fuzzy", WRITTEN)
    assert 80 <= likeness < 95
    assert desk.prepared(desk.submit("Res a veure amb això d’aquí."), "Res a veure amb això d’aquí.") == []


def test_the_likest_comes_first_and_few_are_enough(desk: Desk) -> None:
    for number in range(5):
        desk.remember(f"La biblioteca presta {'molts ' * number}llibres digitals.", f"Versión {number}.")
    asked = "La biblioteca presta llibres digitals"
    found = desk.prepared(desk.submit(asked), asked)
    assert len(found) == memory.MOST
    assert found[0][1] == "Versión 0."
    assert [likeness for *_rest, likeness in found] == sorted((one[2] for one in found), reverse=True)


@pytest.mark.parametrize("spoilt", [{"has_error": True}, {"translation_type": "machine"}, {"data": ""}])
def test_only_what_a_person_stands_behind_counts(spoilt: dict[str, object], desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    StringTranslation.objects.filter(data=WRITTEN).update(**spoilt)
    assert desk.prepared(desk.submit(TEXT), TEXT) == []


def test_what_is_taken_back_is_gone_at_once(desk: Desk) -> None:
    before = desk.remember(TEXT, WRITTEN)
    asked = desk.submit(TEXT)
    assert desk.prepared(asked, TEXT)
    desk.write(before, TEXT, "")
    prepared_again = desk.submit(TEXT)
    assert desk.prepared(prepared_again, TEXT) == []


def test_a_text_never_proposes_itself_and_a_page_can_be_left_out(desk: Desk) -> None:
    translation = desk.remember(TEXT, WRITTEN)
    line = desk.line(translation, TEXT)
    assert memory.find([line]) == [[]]
    other = desk.line(desk.submit(TEXT), TEXT)
    assert memory.find([other])[0][0].text == WRITTEN
    assert memory.find([other], exclude=translation.source.object_id) == [[]]
    assert memory.find([other], exclude=uuid.uuid4())[0][0].text == WRITTEN


def test_links_take_the_place_of_those_of_the_other_text(desk: Desk) -> None:
    source = desk.submit('Mireu la <a href="https://example.cat/a">guia</a> de dades obertes.')
    desk.write(
        source, 'Mireu la <a id="a1">guia</a> de dades obertes.', 'Mire la <a id="a1">guía</a> de datos abiertos.'
    )
    plain = "Mireu la guia de dades obertes."
    assert desk.prepared(desk.submit(plain), plain) == [("exact", "Mire la guía de datos abiertos.", 100)]
    two = 'Mireu la <a href="https://example.cat/a">guia</a> de <a href="https://example.cat/b">dades</a> obertes.'
    asked = 'Mireu la <a id="a1">guia</a> de <a id="a2">dades</a> obertes.'
    assert desk.prepared(desk.submit(two), asked) == []


def test_many_texts_cost_the_queries_of_one(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    counts = []
    for many in (2, 8):
        lines = segments.lines_of(desk.submit(*[f"{TEXT} {number}" for number in range(many)]))
        with CaptureQueriesContext(connection) as asked:
            memory.find(lines)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("gat", "gats", 1),
        ("kitten", "sitting", 3),
        ("ab", "ba", 2),
        ("x" * 90, "y" * 70, 90),
    ],
)
def test_edits_are_counted_as_letters_added_dropped_or_changed(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == edits(other, one) == distance


def test_a_percentage_is_never_rounded_up_to_the_whole() -> None:
    assert percent("a" * 999 + "b", "a" * 1000) == 99
    assert percent("", "") == 100
