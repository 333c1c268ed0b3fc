"""The queue prepares suggestions: asked for in the caller's transaction, once, and again when the source changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from caravana_site.translation.models import Suggestion, SuggestionRun
from caravana_site.translation.suggestions import drafting, prepare
from caravana_site.translation.suggestions.drafts import Draft

from .desk import Desk

pytestmark = pytest.mark.django_db
TEXT, WRITTEN = "L’ajuntament obre les dades de cada barri.", "El ayuntamiento abre los datos de cada barrio."


def jobs() -> list[int]:
    return [job.task["args"][0] for job in OrmQ.objects.filter(key="slow") if "prepare" in job.task["func"]]


def test_a_submitted_page_is_prepared_by_the_queue_and_not_in_the_request(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    translation = desk.submit(TEXT)
    assert jobs().count(translation.pk) == 1
    assert not Suggestion.objects.exists()
    state = prepare.state(translation)
    assert state is not None
    assert state.is_awaited
    prepare.job(translation.pk)
    state.refresh_from_db()
    assert not state.is_awaited
    assert desk.suggested(translation, TEXT)


def test_asking_twice_is_one_job_until_it_has_begun(desk: Desk) -> None:
    translation = desk.submit(TEXT)
    prepare.later(translation)
    assert jobs().count(translation.pk) == 1
    prepare.job(translation.pk)
    prepare.later(translation)
    prepare.later(translation)
    assert jobs().count(translation.pk) == 2


def test_a_rollback_takes_the_job_with_it(desk: Desk) -> None:
    translation = desk.submit(TEXT)
    prepare.job(translation.pk)
    before = len(jobs())
    with transaction.atomic():
        prepare.later(translation)
        transaction.set_rollback(True)
    assert len(jobs()) == before


def test_a_changed_source_asks_anew(desk: Desk) -> None:
    translation = desk.submit(TEXT)
    prepare.job(translation.pk)
    before = len(jobs())
    translation.source.update_from_db()
    assert len(jobs()) == before + 1


def test_what_a_person_wrote_needs_none_and_a_machines_text_does(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    mine = desk.remember(TEXT, "Otra cosa.")
    assert desk.prepared(mine, TEXT) == []
    drafted = desk.submit(TEXT)
    desk.write(drafted, TEXT, "De la máquina.", machine=True, tool_name="Apertium")
    assert {text for _kind, text, _percent in desk.prepared(drafted, TEXT)} == {WRITTEN, "Otra cosa."}


def test_twice_is_the_same_and_what_was_here_before_stays(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    translation = desk.submit(TEXT)
    line = desk.line(translation, TEXT)
    Suggestion.objects.create(
        segment=line.segment, locale=translation.target_locale, kind=Suggestion.Kind.PREVIOUS, text="Lo de antes."
    )
    first = desk.prepared(translation, TEXT)
    assert {kind for kind, *_rest in first} == {"previous", "exact"}
    assert desk.prepared(translation, TEXT) == first
    prepare.later(translation)
    assert desk.prepared(translation, TEXT) == first


def test_asked_again_it_proposes_what_has_been_translated_meanwhile(desk: Desk) -> None:
    translation = desk.submit(TEXT)
    assert desk.prepared(translation, TEXT) == []
    desk.remember(TEXT, WRITTEN)
    prepare.later(translation)
    assert desk.prepared(translation, TEXT) == [("exact", WRITTEN, 100)]


def test_a_job_that_was_killed_goes_on_where_it_was(desk: Desk, program: Callable[[str], Path], tmp_path: Path) -> None:
    program(f"tee -a {tmp_path}/asked")
    other = "Demà la tancarem a la mateixa hora."
    translation = desk.submit(TEXT, other)
    line = desk.line(translation, TEXT)
    Suggestion.objects.create(segment=line.segment, locale=translation.target_locale, kind="machine", text="Ya está.")
    assert desk.prepared(translation, TEXT) == [("machine", "Ya está.", 100)]
    assert desk.suggested(translation, other)
    assert "barri" not in (tmp_path / "asked").read_text()


def test_a_translation_that_is_gone_or_stopped_needs_nothing(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    translation = desk.submit(TEXT)
    translation.enabled = False
    translation.save()
    assert desk.prepared(translation, TEXT) == []
    translation.delete()
    prepare.job(translation.pk or 0)


def test_suggestions_go_with_their_text(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    translation = desk.submit(TEXT)
    assert desk.prepared(translation, TEXT)
    page: Any = translation.source.get_source_instance()
    page.body = []
    page.save_revision().publish()
    translation.source.update_from_db()
    assert not Suggestion.objects.exists()


def test_a_very_long_text_is_kept_like_any_other(desk: Desk) -> None:
    """An index over whole texts would refuse it."""
    long = " ".join(f"La dada {number} és de {number * 7919 % 10007}." for number in range(900))
    desk.remember(long, long.replace("La dada", "El dato"))
    assert desk.prepared(desk.submit(long), long)[0][0] == "exact"


def test_many_texts_cost_the_queries_of_few(desk: Desk) -> None:
    desk.remember(TEXT, WRITTEN)
    counts = []
    for many in (2, 8):
        translation = desk.submit(*[f"{TEXT} {number}" for number in range(many)])
        with CaptureQueriesContext(connection) as asked:
            prepare.job(translation.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert SuggestionRun.objects.count() == 3


def test_the_best_is_what_people_said_unless_a_machine_comes_nearer() -> None:
    machine, exact, term = Draft("machine", "m", 0), Draft("exact", "e"), Draft("term", "t")
    near, far = Draft("fuzzy", "n", 92), Draft("fuzzy", "f", 70)
    assert drafting.best([far, machine, near, term, exact]) is exact
    assert drafting.best([far, machine, near]) is near
    assert drafting.best([far, machine]) is machine
    assert drafting.best([far]) is far
    assert drafting.best([]) is None
