"""Two to four practices side by side, whatever the address says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DifficultyFactory, PracticeIndexPageFactory, PracticePageFactory, publish_home

URL = "/ca/practiques/compara/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


def test_costs_and_difficulties_stand_side_by_side(client: Any, index: Any) -> None:
    one = PracticePageFactory(parent=index, title="Furgoneta", initial_cost=118_000, cost_year=2025)
    two = PracticePageFactory(parent=index, title="Casa per casa", initial_cost=0)
    DifficultyFactory(page=two, locale=two.locale, title="Telèfons massa vells")
    answer = client.get(URL, {"p": [one.slug, two.slug]}).content.decode()
    assert answer.count('<th scope="col"') == 2
    assert "118.000 €" in answer
    assert "Telèfons massa vells" in answer
    assert 'name="robots" content="noindex"' in answer


@pytest.mark.parametrize("junk", [[], ["nope"], ["\x00"], ["a" * 3000], ["' OR 1=1"], ["one"] * 9])
def test_too_few_or_unknown_is_said_and_breaks_nothing(client: Any, index: Any, junk: list[str]) -> None:
    answer = client.get(URL, {"p": junk})
    assert answer.status_code == 200
    assert b"<table" not in answer.content
    assert b'class="problems"' in answer.content


def test_four_at_most(client: Any, index: Any) -> None:
    slugs = [PracticePageFactory(parent=index).slug for _number in range(6)]
    answer = client.get(URL, {"p": slugs}).content
    assert answer.count(b'<th scope="col"') == 4
    assert b'class="problems"' in answer


def test_a_comparison_of_more_costs_no_more_queries(client: Any, index: Any) -> None:
    slugs = [PracticePageFactory(parent=index).slug for _number in range(4)]

    def queries(number: int) -> int:
        client.get(URL, {"p": slugs[:number]})
        with CaptureQueriesContext(connection) as spent:
            answer = client.get(URL, {"p": slugs[:number]})
        assert answer.content.count(b'<th scope="col"') == number
        return len(spent)

    assert queries(2) == queries(4)
