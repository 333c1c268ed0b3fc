"""What publishing a stop does to its requests: each change once, whoever publishes and in whichever language."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from caravana_site.common import groups
from events.models import EntryKind, RequestState, StopPage, StopState
from events.office import drafts, matches
from events.stop_requests import history
from tests.factories import translated

pytestmark = pytest.mark.django_db
S, T = RequestState, StopState


@pytest.fixture
def match(office: Any) -> Any:
    """A match whose stop is a draft; the rapporteur is answered in Spanish."""
    match = office.matched()
    match.rapporteur_request.reply_language = "es"
    match.rapporteur_request.save(update_fields=["reply_language"])
    start = timezone.now() + timedelta(days=30)
    plan = drafts.Plan("La parada", start, start + timedelta(hours=2), "open", "Sala")
    drafts.make(match, plan, by=office.member(groups.COMMUNICATION))
    return match


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """Every entry that somebody could write a letter about, as it is written."""
    entries: list[Any] = []

    def listen(entry: Any, **kwargs: Any) -> None:
        entries.append(entry)

    history.entry_written.connect(listen)
    yield entries
    history.entry_written.disconnect(listen)


def stop_of(match: Any) -> Any:
    match.host_request.refresh_from_db()
    return StopPage.objects.get(pk=match.host_request.stop_id)


def publish(stop: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(stop, name, value)
    stop.save_revision().publish()


def states(match: Any) -> list[str]:
    for side in matches.sides(match):
        side.refresh_from_db()
    return [side.state for side in matches.sides(match)]


def test_confirming_tells_both_the_date_once_each_in_its_language(match: Any, heard: Any) -> None:
    stop = stop_of(match)
    publish(stop, state=T.CONFIRMED)
    publish(stop, summary="Una coma canviada.")
    assert [entry.kind for entry in heard] == [EntryKind.STOP, EntryKind.STOP]
    catalan, spanish = (entry.text for entry in heard)
    assert catalan.startswith("La parada està confirmada:")
    assert spanish.startswith("La parada está confirmada:")
    assert str(timezone.localtime(stop.start).year) in catalan
    assert stop.url in catalan
    assert all(side.entries.for_applicant().filter(kind=EntryKind.STOP).exists() for side in matches.sides(match))


def test_a_new_date_is_told_and_so_is_each_return_to_it(match: Any, heard: Any) -> None:
    stop = stop_of(match)
    first = stop.start
    publish(stop, state=T.CONFIRMED)
    publish(stop, start=first + timedelta(days=1), end=stop.end + timedelta(days=1))
    publish(stop, start=first)
    assert len(heard) == 6
    assert heard[2].text.startswith("La parada canvia de data:")


def test_postponing_tells_both_why_and_they_stay_scheduled(match: Any, heard: Any) -> None:
    publish(stop_of(match), state=T.POSTPONED, state_reason="S’inunda la sala.")
    assert states(match) == [S.SCHEDULED, S.SCHEDULED]
    assert len(heard) == 2
    assert "s’ajorna: S’inunda la sala." in heard[0].text
    assert "se aplaza: S’inunda la sala." in heard[1].text
    match.refresh_from_db()
    assert match.ended is None


def test_cancelling_ends_the_match_and_both_are_studied_again(match: Any, heard: Any) -> None:
    stop, practice = stop_of(match), match.host_request.practice
    publish(stop, state=T.CANCELLED, state_reason="Ja no hi són.")
    publish(stop, summary="Una coma canviada.")
    assert states(match) == [S.IN_STUDY, S.IN_STUDY]
    match.refresh_from_db()
    assert match.ended is not None
    assert "Ja no hi són." in match.end_reason
    assert [entry.kind for entry in heard] == [EntryKind.MOVED, EntryKind.MOVED]
    assert "es cancel·la: Ja no hi són." in heard[0].text
    for side in matches.sides(match):
        assert (side.stop, side.practice) == (None, practice)


def test_after_a_cancellation_another_stop_can_be_made_with_the_same_practice(match: Any, office: Any) -> None:
    old, practice = stop_of(match), match.host_request.practice
    publish(old, state=T.CANCELLED, state_reason="Ja no hi són.")
    again = matches.join(match.host_request, rapporteur=match.rapporteur_request, by=None)
    start = timezone.now() + timedelta(days=60)
    plan = drafts.Plan("Un altre cop", start, start + timedelta(hours=2), "open", "Sala")
    made = drafts.make(again, plan, by=office.member(groups.REVIEWERS))
    assert made.practice == practice
    assert made.stop != old


def test_held_closes_both(match: Any, heard: Any) -> None:
    publish(stop_of(match), state=T.HELD)
    assert states(match) == [S.HELD, S.HELD]
    assert len(heard) == 2


def test_saving_a_draft_tells_nobody(match: Any, heard: Any) -> None:
    stop = stop_of(match)
    stop.state, stop.state_reason = T.CANCELLED, "Encara no ho sap ningú."
    stop.save_revision()
    assert heard == []
    assert states(match) == [S.SCHEDULED, S.SCHEDULED]


@pytest.mark.parametrize("state", [T.CONFIRMED, T.POSTPONED, T.CANCELLED, T.HELD])
def test_the_translation_tells_nobody_again_nor_takes_anything_back(match: Any, heard: Any, state: str) -> None:
    stop = stop_of(match)
    publish(stop, state=T.CONFIRMED)
    spanish = translated(stop, "es", title="La parada en castellano")
    publish(stop, state=state, state_reason="Per això.")
    told, stood = len(heard), states(match)
    publish(spanish, title="Retocada")  # still says what the source said before
    publish(spanish, state=state, state_reason="Por eso.")
    assert len(heard) == told
    assert states(match) == stood


def test_an_editor_cancels_from_the_stops_own_form_and_reads_what_comes_of_it(enter: Any, match: Any) -> None:
    from wagtail.test.utils.form_data import nested_form_data

    stop = stop_of(match)
    publish(stop, state=T.CONFIRMED)
    client = enter(groups.REVIEWERS)
    address = reverse("wagtailadmin_pages:edit", args=[stop.pk])
    page = client.get(address)
    assert "torna les sol·licituds a l’estudi" in page.content.decode()
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for formset in form.formsets.values():
        data[f"{formset.prefix}-TOTAL_FORMS"] = data[f"{formset.prefix}-INITIAL_FORMS"] = "0"
    data |= {
        "start": f"{timezone.localtime(stop.start):%d/%m/%Y %H:%M}",
        "end": f"{timezone.localtime(stop.end):%d/%m/%Y %H:%M}",
    }
    data |= nested_form_data(
        {"state": "cancelled", "state_reason": "Ja no hi són.", "chronicle-count": "0", "action-publish": "1"}
    )
    data.pop("chronicle", None)
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Page.objects.get(pk=stop.pk).live
    assert states(match) == [S.IN_STUDY, S.IN_STUDY]
