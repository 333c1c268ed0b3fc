"""Rows that are read together are the rows that Django would have read one kind at a time."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.forms import model_to_dict

from caravana_site.common.rows_at_once import read_rows
from practices.models import Milestone, PracticeCollaborator, PracticePage, PracticeTechnology, Result
from practices.models.practice_queries import ROWS
from tests.factories import (
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SuccessFactory,
    TechnologyFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Any:
    page = PracticePageFactory(parent=PracticeIndexPageFactory(parent=publish_home()), rows=False)
    own = {"page": page, "locale": page.locale}
    for number in (2, 1, 0):
        SuccessFactory(**own, title=f"«Encert» {number}", text='Amb "cometes" i \\ barres', sort_order=number)
    PracticeTechnology.objects.create(**own, technology=TechnologyFactory())
    PracticeCollaborator.objects.create(page=page, organisation=OrganisationFactory(population=None))
    Milestone.objects.create(**own, month=date(2024, 2, 29), text="Un dia", kind="success")
    Result.objects.create(
        **own, indicator="Euros", before=Decimal("12345678901.10"), after=Decimal("0.30"), unit="€", period="2024"
    )
    return page


def test_every_row_and_its_term_is_the_same(practice: Any, django_assert_num_queries: Any) -> None:
    page = PracticePage.objects.get(pk=practice.pk)
    assert connection.features.supports_json_field  # each connection to SQLite asks that once
    with django_assert_num_queries(1):
        read_rows(page, ROWS)
        together = {path: list(getattr(page, path.partition("__")[0]).all()) for path in ROWS}
        terms = [row.technology.name for row in together["technologies__technology"]]
        terms += [row.organisation.name for row in together["collaborators__organisation"]]
    plain = PracticePage.objects.get(pk=practice.pk)
    for path, rows in together.items():
        name, _two, term = path.partition("__")
        expected = list(getattr(plain, name).order_by("sort_order"))
        assert [model_to_dict(row) for row in rows] == [model_to_dict(row) for row in expected]
        for row, other in zip(rows, expected, strict=True):
            assert row.pk == other.pk
            if term:
                one, two = getattr(row, term), getattr(other, term)
                assert one == two
                assert not one or model_to_dict(one) == model_to_dict(two)
    assert len(terms) == 2
    assert together["results"][0].before == Decimal("12345678901.10")


def test_the_rows_of_a_draft_are_left_as_they_are(practice: Any) -> None:
    practice = PracticePage.objects.get(pk=practice.pk)
    practice.successes = [one for one in practice.successes.all() if one.title == "«Encert» 1"]
    draft = practice.save_revision().as_object()
    read_rows(draft, ROWS)
    assert [row.title for row in draft.successes.all()] == ["«Encert» 1"]
