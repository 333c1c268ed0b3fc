"""How words are read: what is one word for the search, and what is not."""

import pytest

from caravana_site.search.analysis import asked_forms, indexed_text, read, words_of
from caravana_site.search.unanswered import may_be_personal

SAME = {
    "ca": (
        "pràctica pràctiques practica practiques", "botiga botigues", "plaça places placa", "platja platges",
        "imatge imatges", "llengua llengües llengues", "aigua aigües aigues", "ciutadà ciutadans ciutadana ciutada",
        "procés processos proces", "país països pais", "veí veïns veïna veins", "padró padrons padro",
        "regió regions regio", "dada dades", "informe informes", "text textos", "recurs recursos", "vídeo vídeos video",
        "col·lectiu col.lectiu col-lectiu collectiu col•lectius COL·LECTIU",
        "digitalització digitalitzacions digitalitzacio",
        "antic antiga antics antigues", "públic pública públics públiques", "obert oberta oberts obertes",
    ),
    "es": (
        "práctica prácticas practica", "vez veces", "luz luces", "índice índices indice", "interés intereses interes",
        "joven jóvenes jovenes", "imagen imágenes imagenes", "camión camiones camion", "país países", "plan planes",
        "digitalización digitalizaciones digitalizacion", "abierto abierta abiertos abiertas", "web webs",
    ),
}  # fmt: skip
APART = {
    "ca": ("tràmit tram", "pàgina pagament", "parada paraula", "petit petició", "escola escala", "càmera camí"),
    "es": ("página pago", "puerto puerta", "plan plano"),
}


def index_has(word: str, asked: str, language: str) -> bool:
    """Whether a form that is not left to PostgreSQL joins them."""
    kept = indexed_text(word, language).split()[0]
    return kept in asked_forms(words_of(asked)[0], language)


@pytest.mark.parametrize(("language", "words"), [(code, words) for code, sets in SAME.items() for words in sets])
def test_a_words_spellings_and_numbers_are_one_word(language: str, words: str) -> None:
    first, *others = words.split()
    for one in (first, *others):
        for accented in words.split()[:2]:
            assert index_has(accented, one, language), (accented, one)


@pytest.mark.parametrize(("language", "words"), [(code, words) for code, pairs in APART.items() for words in pairs])
def test_words_that_only_begin_alike_stay_apart(language: str, words: str) -> None:
    one, other = words.split()
    assert not index_has(one, other, language)
    assert not index_has(other, one, language)


@pytest.mark.parametrize(
    ("language", "typed", "words", "phrases"),
    [
        ("ca", "l'ajuntament d’Olot s'obre", ("ajuntament", "olot", "obre"), ()),
        ("ca", "els permisos de la plaça", ("permisos", "plaça"), ()),
        ("es", "los permisos de la plaza", ("permisos", "plaza"), ()),
        ("ca", '"oficina de la plaça" nova', ("nova",), (("oficina", "de", "la", "plaça"),)),
        ("ca", "«fa parada»", (), (("fa", "parada"),)),
        ("ca", "de la", (), ()),
        ("ca", "2.026 habitants", ("2026", "habitants"), ()),
        ("ca", "& | ! ( ) : * <->", (), ()),
    ],
)
def test_what_is_typed_is_words_and_phrases(
    language: str, typed: str, words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]
) -> None:
    question = read(typed, language)
    assert question.words == words
    assert question.phrases == phrases


@pytest.mark.parametrize(
    "text", ["anna@example.cat", "977 12 34 56", "+34 600-123-456", "12345678Z", "X1234567L", "https://a.cat", "43201"]
)
def test_what_may_say_who_asks_is_recognised(text: str) -> None:
    assert may_be_personal(text)


@pytest.mark.parametrize("text", ["furgoneta", "llei 39", "agenda 2030", "4.000 habitants", "pla 2023-2027"])
def test_ordinary_words_and_years_are_not_personal(text: str) -> None:
    assert not may_be_personal(text)
