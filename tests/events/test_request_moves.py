"""The state of a request moves along the allowed ways alone, whoever tries."""

from datetime import timedelta
from itertools import pairwise, product
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from events.models import CLOSED_STATES, WAYS, EntryKind, Match, RequestEntry, RequestRole, RequestState, StopRequest
from events.stop_requests import history, moves
from tests.factories import OrganisationFactory, StopRequestFactory

pytestmark = pytest.mark.django_db
S = RequestState
TO: dict[RequestState, list[RequestState]] = {
    S.RECEIVED: [],
    S.IN_STUDY: [S.IN_STUDY],
    S.NEEDS_INFORMATION: [S.IN_STUDY, S.NEEDS_INFORMATION],
    S.MATCHED: [S.IN_STUDY, S.MATCHED],
    S.SCHEDULED: [S.IN_STUDY, S.MATCHED, S.SCHEDULED],
    S.HELD: [S.IN_STUDY, S.MATCHED, S.SCHEDULED, S.HELD],
    S.NOT_VIABLE: [S.NOT_VIABLE],
    S.WITHDRAWN: [S.WITHDRAWN],
}
"""A way from «received» to each state."""


def standing_at(state: RequestState) -> StopRequest:
    request = StopRequestFactory()
    for step in TO[state]:
        moves.move(request, step, reason="Perquè sí.")
    return request


def test_the_whole_life_of_a_request_is_written_down():
    request = standing_at(S.HELD)

    told = list(request.entries.values_list("kind", "before", "after"))
    assert told == [(EntryKind.MOVED, *pair) for pair in pairwise([S.RECEIVED, *TO[S.HELD]])]


@pytest.mark.parametrize("before", S)
def test_only_the_allowed_ways_are_open(before):
    request = standing_at(before)
    for after in set(S) - WAYS[before]:
        with pytest.raises(moves.ForbiddenMoveError):
            moves.move(request, after, reason="Perquè sí.")
    request.refresh_from_db()
    assert request.state == before
    assert bool(WAYS[before]) is (before not in CLOSED_STATES)


def test_the_database_refuses_what_the_model_would():
    request = standing_at(S.IN_STUDY)
    for before, after in product(S, S):
        if before != S.IN_STUDY or after in WAYS[before] or after == before:
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            StopRequest.objects.filter(pk=request.pk).update(state=after)
    StopRequest.objects.filter(pk=request.pk).update(state=S.MATCHED)
    request.refresh_from_db()
    assert request.state == S.MATCHED


def test_what_is_not_viable_says_why_in_model_and_database():
    request = standing_at(S.IN_STUDY)
    with pytest.raises(moves.MissingReasonError):
        moves.move(request, S.NOT_VIABLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        StopRequest.objects.filter(pk=request.pk).update(state=S.NOT_VIABLE, state_reason="")


def test_who_looks_at_an_old_screen_is_told_and_nothing_changes():
    request = standing_at(S.IN_STUDY)
    moves.move(request, S.NEEDS_INFORMATION)

    with translation.override("ca"), pytest.raises(moves.StaleMoveError, match="cal informació"):
        moves.move(request, S.MATCHED, expected=S.IN_STUDY)
    request.refresh_from_db()
    assert request.state == S.NEEDS_INFORMATION


def test_two_sendings_of_one_move_make_one_entry_and_tell_once():
    request = standing_at(S.IN_STUDY)
    heard = []

    def listen(entry, **kwargs):
        heard.append(entry.pk)

    history.entry_written.connect(listen)
    try:
        first = history.write(request, EntryKind.ANSWER, by_applicant=True, text="Sí.", sending=request.key)
        again = history.write(request, EntryKind.ANSWER, by_applicant=True, text="Sí.", sending=request.key)
    finally:
        history.entry_written.disconnect(listen)

    assert first == again
    assert heard == [first.pk]


def test_what_is_open_is_kept_and_what_is_closed_goes_after_its_time():
    with time_machine.travel("2026-01-10 10:00"):
        still_open, closed = standing_at(S.IN_STUDY), standing_at(S.WITHDRAWN)
    now = still_open.state_since + timedelta(days=370)

    assert list(StopRequest.objects.expired(now, 365)) == [closed]
    assert set(StopRequest.objects.expired(now + timedelta(days=365), 365)) == {closed, still_open}


def test_one_match_stands_for_each_request():
    host = StopRequestFactory()
    match = Match.objects.create(host_request=host, invited=OrganisationFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(host_request=host, invited=OrganisationFactory())
    match.ended = timezone.now()
    match.save()
    Match.objects.create(host_request=host, rapporteur_request=StopRequestFactory(role=RequestRole.RAPPORTEUR))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_staff_who_move_it_at_once_one_is_told():
    request = standing_at(S.IN_STUDY)
    together, results = Barrier(2), []

    def press(to: RequestState) -> None:
        try:
            together.wait(timeout=10)
            moves.move(StopRequest.objects.get(pk=request.pk), to, reason="Ja.", expected=S.IN_STUDY)
            results.append("moved")
        except moves.StaleMoveError:
            results.append("told")
        finally:
            connection.close()

    threads = [Thread(target=press, args=[to]) for to in (S.MATCHED, S.NEEDS_INFORMATION)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(results) == ["moved", "told"]
    assert RequestEntry.objects.filter(request=request, before=S.IN_STUDY).count() == 1
