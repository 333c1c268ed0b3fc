"""What templates draw and write with."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from caravana_site.common.templatetags import caravana


def render(source: str, **context: object) -> str:
    return Template("{% load caravana %}" + source).render(Context(context))


@pytest.mark.parametrize(("language", "expected"), [("ca", "dj 16 abril"), ("es", "jue 16 abril")])
def test_short_day_has_no_dots_nor_capitals(language: str, expected: str) -> None:
    with translation.override(language):
        assert caravana.short_day(date(2026, 4, 16)) == expected


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("ca", date(2026, 4, 11), "11 d’abril de 2026"),
        ("ca", date(2026, 12, 7), "7 de desembre de 2026"),
        ("es", date(2026, 4, 11), "11 de abril de 2026"),
    ],
)
def test_a_whole_date_has_its_preposition(language: str, day: date, expected: str) -> None:
    with translation.override(language):
        assert date_format(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El que funciona.", ["El que", "funciona."]),
        ("Y lo que ha costado.", ["Y lo que", "ha costado."]),
        ("Avancem", ["Avancem"]),
        ("", [""]),
    ],
)
def test_headline_is_parted_where_it_is_narrowest(text: str, expected: list[str]) -> None:
    assert caravana.two_lines(text) == expected


def test_day_is_the_readers_day() -> None:
    """Half past eleven at night in Greenwich is already tomorrow here."""
    with translation.override("ca"):
        assert render("{{ when|short_date }}", when=datetime(2026, 4, 15, 23, 30, tzinfo=UTC)) == "16 abr 2026"


def test_icon_is_hidden_from_assistive_technology() -> None:
    assert 'aria-hidden="true"' in render('{% icon "play" %}')
    assert "sprite.svg#play" in render('{% icon "play" %}')


@pytest.mark.parametrize(("number", "marks"), [(0, ""), (3, "..."), (12, "........")])
def test_up_to_stops_at_the_most(number: int, marks: str) -> None:
    assert render("{% for mark in number|up_to:8 %}.{% endfor %}", number=number) == marks


def test_glyph_has_a_dot_for_each_stretch() -> None:
    drawn = caravana.glyph(["success", "difficulty", "success"])
    assert drawn.count("<circle") == 3
    assert '<path d="M' in drawn


def test_branch_draws_a_road_for_each_line() -> None:
    assert len(caravana.branch(5)) == 5
