"""Terms are said as the termbase says them: proposed, put into a machine's drafts, and remarked on afterwards."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation as language

from caravana_site.common import seeds
from caravana_site.translation import remarks, segments
from caravana_site.translation.models import Term, TermWording
from caravana_site.translation.suggestions import names, seed
from caravana_site.translation.suggestions.word_forms import joined, plural

from .desk import Desk

pytestmark = pytest.mark.django_db


def remarked(desk: Desk, source: str, text: str) -> list[str]:
    with language.override("ca"):
        return remarks.on([desk.line(desk.submit(source), source)], [text])[0]


def test_a_text_that_is_a_term_gets_its_wording_with_its_capital_and_number(desk: Desk) -> None:
    desk.term("seu electrònica", "sede electrónica")
    for asked, wanted in (
        ("Seu electrònica", "Sede electrónica"),
        ("seus electròniques", "sedes electrónicas"),
    ):
        assert desk.prepared(desk.submit(asked), asked) == [("term", wanted, 100)]
    assert desk.prepared(desk.submit("Sede electrónica", source="es"), "Sede electrónica") == [
        ("term", "Seu electrònica", 100)
    ]


def test_a_name_stays_as_it_is(desk: Desk) -> None:
    desk.name("DigiCanvis")
    assert desk.prepared(desk.submit("DigiCanvis"), "DigiCanvis") == [("term", "DigiCanvis", 100)]
    assert remarked(desk, "Ho fa DigiCanvis amb vosaltres.", "Lo hace DigiCambios con ustedes.")
    assert not remarked(desk, "Ho fa DigiCanvis amb vosaltres.", "Lo hace DigiCanvis con ustedes.")


def test_a_word_that_is_not_used_is_remarked_on_with_the_one_that_is(desk: Desk) -> None:
    desk.term("seu electrònica", "sede electrónica", not_es="sienta electrónica\nsu electrónica")
    [said] = remarked(desk, "Obrim la seu electrònica avui.", "Abrimos la sienta electrónica hoy.")
    assert "sienta electrónica" in said
    assert "sede electrónica" in said
    assert remarked(desk, "Obrim les seus electròniques avui.", "Abrimos hoy las sientas electrónicas.")
    assert remarked(desk, "Obrim la seu electrònica ja.", "Abrimos el portal ya.")
    assert not remarked(desk, "Obrim la seu electrònica demà.", "Mañana abrimos la Sede electrónica.")
    assert not remarked(desk, "Obrim la porta avui mateix.", "Abrimos la sienta electrónica hoy.")


def test_a_short_word_inside_a_sentence_is_no_term(desk: Desk) -> None:
    desk.term("ens", "entidad")
    assert not remarked(desk, "La caravana ens visita demà.", "La caravana nos visita mañana.")
    assert desk.prepared(desk.submit("Ens"), "Ens") == [("term", "Entidad", 100)]


def test_many_texts_are_remarked_on_with_the_queries_of_one(desk: Desk) -> None:
    desk.term("tràmit", "trámite")
    counts = []
    for many in (2, 8):
        lines = segments.lines_of(desk.submit(*[f"Un tràmit {number} més." for number in range(many)]))
        with CaptureQueriesContext(connection) as asked:
            found = remarks.on(lines, ["Un papel."] * len(lines))
        assert sum(map(len, found)) == many
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("text", "protected"),
    [("Ho fem a Salt.", True), ("Salt endavant.", False), ("Vam anar al Prat de Llobregat.", True), ("un salt", False)],
)
def test_names_of_places_are_told_from_common_words(
    text: str, protected: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_sources", [lambda: ["Salt", "Prat de Llobregat"]])
    assert bool(remarked(desk, text, "Otra cosa.")) is protected


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("ca", "seu electrònica", "seus electròniques"),
        ("ca", "bona pràctica", "bones pràctiques"),
        ("ca", "oficina d’atenció ciutadana", "oficines d’atenció ciutadana"),
        ("ca", "administració oberta", "administracions obertes"),
        ("es", "anfitrión", "anfitriones"),
        ("es", "entidad local", "entidades locales"),
        ("es", "volante de empadronamiento", "volantes de empadronamiento"),
    ],
)
def test_plurals(code: str, one: str, many: str) -> None:
    assert plural(one, code) == many


@pytest.mark.parametrize(
    ("code", "before", "phrase", "many", "wanted"),
    [
        ("es", "en el ", "sede electrónica", False, "en la sede electrónica"),
        ("es", "cerca del ", "entidad local", False, "cerca de la entidad local"),
        ("es", "de la ", "trámite", False, "del trámite"),
        ("es", "Los ", "brechas", True, "Las brechas"),
        ("ca", "de la ", "àmbit", False, "de l’àmbit"),
        ("ca", "del ", "administració", False, "de l’administració"),
        ("ca", "l'", "programari", False, "el programari"),
        ("ca", "de ", "ens local", False, "d’ens local"),
        ("ca", "La ", "universitat", False, "La universitat"),
        ("ca", "amb ", "dades", True, "amb dades"),
    ],
)
def test_articles_agree_with_the_word_that_is_put_after_them(
    code: str, before: str, phrase: str, many: bool, wanted: str
) -> None:
    assert joined(before, phrase, code, many=many) == wanted


def test_the_first_terms_are_made_once_and_corrections_stay(desk: Desk) -> None:
    seed.run(seeds.Run(demo=False, say=lambda text: None))
    count = Term.objects.count()
    assert count > 60
    wording = TermWording.objects.get(text="sede electrónica")
    assert "sienta electrónica" in wording.forbidden_words()
    TermWording.objects.filter(pk=wording.pk).update(text="portal electrónico")
    again = seeds.Run(demo=False, say=lambda text: None)
    seed.run(again)
    assert (again.made, Term.objects.count()) == (0, count)


def test_no_first_term_forbids_what_another_says(desk: Desk) -> None:
    """Or each of two texts would be remarked on whatever one writes."""
    seed.run(seeds.Run(demo=False, say=lambda text: None))
    said: dict[Any, set[str]] = {}
    for wording in TermWording.objects.all():
        said.setdefault(wording.locale_id, set()).add(wording.text)
    for wording in TermWording.objects.all():
        assert not said[wording.locale_id] & set(wording.forbidden_words())
