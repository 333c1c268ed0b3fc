"""Suggestions and their reasons, what a match moves, and what undoes it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from events.models import EntryKind, Match, RequestRole, RequestState, StopFormat, StopRequest
from events.office import matches, suggestions
from events.stop_requests import moves
from practices.models import OrganisationTheme
from tests.factories import (
    ComarcaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PracticePageFactory,
    StopRequestFactory,
    ThemeFactory,
    translated,
)

from .conftest import page_of, press

pytestmark = pytest.mark.django_db
S, R = RequestState, RequestRole
HERE, NEAR, FAR = (1.8, 42.0), (1.8, 42.288), (1.8, 40.6)
"""A degree of latitude is 111 km: «near» is 32 km away, «far» 156."""


def body(name: str, place: tuple[float, float] | None, population: int = 800) -> Any:
    town = MunicipalityFactory(longitude=place[0], latitude=place[1], population=population) if place else None
    return OrganisationFactory(name=name, municipality=town, population=population)


def rapporteur(name: str, place: Any = NEAR, population: int = 800, **changes: Any) -> StopRequest:
    return StopRequestFactory(role=R.RAPPORTEUR, organisation=body(name, place, population), **changes)


@pytest.fixture
def host() -> StopRequest:
    return StopRequestFactory(organisation=body("Amfitrió", HERE), state=S.IN_STUDY)


def names(found: list[suggestions.Suggestion]) -> list[str]:
    return [str(one.body) for one in found]


def test_the_likeliest_comes_first_and_says_why(host: Any) -> None:
    rapporteur("D’un altre àmbit", theme=ThemeFactory(key="data"))
    rapporteur("Igual")
    rapporteur("Més gran", population=90_000)
    rapporteur("Lluny", FAR)
    rapporteur("En castellà", reply_language="es")
    with translation.override("ca"):
        found = suggestions.rapporteurs_for(host)
        assert found[0].reasons == [
            "mateix àmbit", "32 km", "també d’un lloc de 501–1.000 habitants", "també en català", "també presencial"
        ]  # fmt: skip
    assert names(found) == ["Igual", "En castellà", "Més gran", "Lluny", "D’un altre àmbit"]


def test_nobody_is_sent_farther_than_they_said_unless_nobody_travels(host: Any) -> None:
    rapporteur("Massa lluny", NEAR, farthest_km=31)
    rapporteur("Just", NEAR, farthest_km=32)
    rapporteur("En línia", FAR, farthest_km=5, format=StopFormat.ONLINE)
    rapporteur("No se sap on és", None, farthest_km=5)
    assert set(names(suggestions.rapporteurs_for(host))) == {"Just", "En línia", "No se sap on és"}
    near = StopRequestFactory(role=R.RAPPORTEUR, organisation=body("Relator", NEAR), farthest_km=31)
    assert suggestions.hosts_for(near) == []


def test_only_who_is_free_and_another_body_is_offered(host: Any) -> None:
    for state in (S.NEEDS_INFORMATION, S.MATCHED, S.SCHEDULED, S.WITHDRAWN):
        rapporteur(f"Estat {state}", state=state)
    StopRequestFactory(organisation=body("També amfitrió", NEAR))
    StopRequestFactory(role=R.RAPPORTEUR, organisation=host.organisation)
    StopRequestFactory(role=R.RAPPORTEUR, organisation=body("Sense confirmar", NEAR), confirmed=None)
    rapporteur("Lliure")
    StopRequestFactory(role=R.BOTH, organisation=body("Tots dos papers", NEAR))
    assert set(names(suggestions.rapporteurs_for(host))) == {"Lliure", "Tots dos papers"}


def test_bodies_are_invited_for_what_they_offer_or_have_published(host: Any, office: Any) -> None:
    offering = body("Ofereix", NEAR)
    OrganisationTheme.objects.create(organisation=offering, theme=host.theme, role="offers", sort_order=0)
    seeking = body("Busca", NEAR)
    OrganisationTheme.objects.create(organisation=seeking, theme=host.theme, role="seeks", sort_order=0)
    published = body("Ha publicat", NEAR)
    page = PracticePageFactory(parent=office.practices["ca"], organisation=published, theme=host.theme)
    translated(page, "es")
    PracticePageFactory(
        parent=office.practices["ca"], organisation=body("D’una altra cosa", NEAR), theme=ThemeFactory(key="x")
    )
    with translation.override("ca"):
        found = suggestions.bodies_for(host)
    assert names(found) == ["Ofereix", "Ha publicat"]
    assert found[0].reasons[:2] == ["ofereix aquest àmbit", "32 km"]
    assert found[1].reasons[0] == "1 pràctica publicada sobre això", "a translation is no other practice"


def test_a_body_of_a_comarca_stands_in_its_middle(host: Any) -> None:
    comarca = ComarcaFactory(slug="anoia", name="Anoia")
    MunicipalityFactory(comarca=comarca, longitude=1.8, latitude=42.1)
    MunicipalityFactory(comarca=comarca, longitude=1.8, latitude=42.3)
    council = OrganisationFactory(name="Consell", municipality=None, comarca=comarca, population=None)
    OrganisationTheme.objects.create(organisation=council, theme=host.theme, role="offers", sort_order=0)
    assert "22 km" in suggestions.bodies_for(host)[0].reasons


def choose(client: Any, asked: StopRequest, **chosen: Any) -> Any:
    return client.post(reverse("office_match", args=[asked.pk]), {name: one.pk for name, one in chosen.items()})


@pytest.mark.parametrize("side", ["host", "rapporteur"])
def test_choosing_one_moves_both_and_tells_each_in_its_language(enter: Any, host: Any, side: str) -> None:
    other = rapporteur("Relator", reply_language="es")
    client = enter()
    page = client.get(reverse("office_match", args=[(host if side == "host" else other).pk])).content.decode()
    assert "32 km" in page
    answer = choose(client, host, rapporteur=other) if side == "host" else choose(client, other, host=host)
    assert answer.status_code == 302
    match = Match.objects.get()
    assert (match.host_request, match.rapporteur_request, match.invited) == (host, other, None)
    assert match.made_by is not None
    for request, words in ((host, "Amb: Relator."), (other, "Con: Amfitrió.")):
        request.refresh_from_db()
        assert (request.state, request.state_reason) == (S.MATCHED, words)
    assert "Emparellada amb la sol·licitud de" in client.get(page_of(other)).content.decode()


def test_a_body_is_found_by_its_name_and_invited(enter: Any, host: Any) -> None:
    guest = body("Ajuntament de la Vall", NEAR)
    client = enter()
    address = reverse("office_match", args=[host.pk])
    assert "la Vall" not in client.get(address).content.decode()
    assert "Ajuntament de la Vall" in client.get(f"{address}?body=vall").content.decode()
    assert client.get(f"{address}?body=%00").status_code == 200
    assert choose(client, host, invited=guest).status_code == 302
    assert Match.objects.get().invited == guest
    assert Match.objects.get().rapporteur_organisation == guest


def test_of_two_who_match_the_same_one_the_second_is_told(enter: Any, host: Any) -> None:
    wanted, second = rapporteur("Relator"), StopRequestFactory(state=S.IN_STUDY)
    client = enter()
    assert choose(client, host, rapporteur=wanted).status_code == 302
    answer = choose(client, second, rapporteur=wanted)
    assert answer.status_code == 409
    assert f"{wanted.reference} ara és «emparellada»" in answer.content.decode()
    second.refresh_from_db()
    assert second.state == S.IN_STUDY
    assert Match.objects.count() == 1
    assert choose(client, second).status_code == 409, "nothing chosen"
    assert choose(client, second, rapporteur=second).status_code == 409, "with itself"
    assert choose(client, second, rapporteur=StopRequestFactory()).status_code == 409, "with another host"
    assert Match.objects.count() == 1


def test_undoing_takes_both_back_with_the_reason(enter: Any, office: Any) -> None:
    match = office.matched()
    client = enter()
    assert press(client, match.host_request, "undo", reason="").status_code == 200
    old = client.get(page_of(match.host_request))
    assert press(client, match.host_request, "undo", old, reason="No els va bé.").status_code == 302
    match.refresh_from_db()
    assert match.ended is not None
    assert match.end_reason == "No els va bé."
    for side in matches.sides(match):
        side.refresh_from_db()
        assert (side.state, side.state_reason) == (S.IN_STUDY, "No els va bé.")
    assert press(client, match.host_request, "undo", old, reason="Un altre cop.").status_code == 409


def test_when_one_side_withdraws_the_other_is_studied_again(office: Any) -> None:
    match = office.matched()
    moves.move(match.rapporteur_request, S.WITHDRAWN, by_applicant=True)
    match.refresh_from_db()
    match.host_request.refresh_from_db()
    assert match.ended is not None
    assert match.host_request.state == S.IN_STUDY
    assert "en busquem" in match.host_request.state_reason


def test_when_one_side_withdraws_from_a_stop_the_staff_read_of_it(office: Any) -> None:
    match = office.matched()
    for side in matches.sides(match):
        moves.move(side, S.SCHEDULED)
    moves.move(match.rapporteur_request, S.WITHDRAWN, by_applicant=True)
    match.refresh_from_db()
    match.host_request.refresh_from_db()
    assert (match.ended, match.host_request.state) == (None, S.SCHEDULED)
    assert match.host_request.entries.filter(kind=EntryKind.NOTE).count() == 1


def test_more_suggestions_cost_no_more_queries(enter: Any, host: Any) -> None:
    client = enter()
    address = reverse("office_match", args=[host.pk])

    def queries(added: int, drawn: int) -> int:
        for _row in range(added):
            rapporteur(f"Ens de prova {StopRequest.objects.count()}")
            guest = body(f"Ens de prova {StopRequest.objects.count()}", NEAR)
            OrganisationTheme.objects.create(organisation=guest, theme=host.theme, role="offers", sort_order=0)
        client.get(address)
        with CaptureQueriesContext(connection) as spent:
            page = client.get(address)
        assert page.content.count(b"<h4>") == 2 * drawn
        return len(spent)

    assert queries(2, 2) == queries(6, 8)
