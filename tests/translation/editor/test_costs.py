"""The editor costs the same with 34 texts and with 206, and never more than forty queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caravana_site.translation import segments
from caravana_site.translation.models import SegmentQuestion, Suggestion, TextVersion

from .conftest import Desk

AT_MOST = 40


@pytest.fixture
def counted(client: Any, db: None) -> Any:
    """How many queries opening and saving take with so many texts, each with all that can stand beside it."""
    desk = Desk(client)

    def count(texts: int) -> tuple[int, int]:
        paragraphs = (
            f'<p>Text {number} <a href="https://example.org/{number}">enllaç</a>.</p>' for number in range(texts - 3)
        )
        desk.source.about = "".join(paragraphs)
        desk.source.save_revision().publish()
        desk.translation.source.update_from_db()
        lines = segments.lines_of(desk.translation)
        assert len(lines) == texts
        _fill(desk, lines)
        opened = queries(lambda: desk.client.get(desk.address()), 200)
        sent = {f"text-{line.segment.pk}": line.source + " Más." for line in lines if line.path != "slug"}
        saved = queries(lambda: desk.client.post(desk.address("save"), sent), 302)
        return opened, saved

    def queries(do: Any, status: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            answer = do()
        assert answer.status_code == status
        return len(found)

    return count


def _fill(desk: Desk, lines: list[segments.Line]) -> None:
    for line in lines:
        at = {"context": line.segment.context, "string": line.segment.string}
        Suggestion.objects.get_or_create(
            segment=line.segment, locale=desk.es, kind="fuzzy", percent=80, text="Casi.", matched="Gairebé."
        )
        TextVersion.objects.create(**at, locale=desk.es, text="De abans.", author=desk.user)
        SegmentQuestion.objects.create(task=desk.task, **at, text="Què?", asked_by=desk.user)


@pytest.mark.postgresql  # SQLite takes 83 rows a statement
def test_opening_and_saving_cost_the_same_however_many_texts_there_are(counted: Any) -> None:
    counted(5)  # what is kept in memory from the first time on
    few, many = counted(34), counted(206)
    assert few == many
    assert max(few) <= AT_MOST
