"""The board: what it shows, what the filters leave, what it costs, and what the export makes of a formula."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from caravana_site.common import groups
from events.models import RequestRole, RequestState, StopRequest
from events.office import overdue
from tests.factories import ComarcaFactory, MunicipalityFactory, OrganisationFactory, StopRequestFactory, ThemeFactory

pytestmark = pytest.mark.django_db
BOARD = "/admin/stop-requests/"
FORMULAS = ("=1+1", "+34 600", "-2", "@SUM(A1)", "\t=1", "\r=1")


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days, hours=1)


def body(name: str, **changes: Any) -> Any:
    return OrganisationFactory(name=name, **changes)


def test_requests_stand_under_their_state_with_age_and_owner(enter: Any, office: Any) -> None:
    owner = office.member(groups.REVIEWERS, "rosa")
    StopRequestFactory(organisation=body("Ens nou"), state_since=days_ago(1))
    StopRequestFactory(
        organisation=body("Ens vell"), state=RequestState.IN_STUDY, state_since=days_ago(40), owner=owner
    )
    StopRequestFactory(organisation=body("Ens tancat"), state=RequestState.WITHDRAWN)
    page = enter().get(BOARD)
    columns = {column.state: column for column in page.context["board"].columns()}
    assert [card.request.whose for card in columns[RequestState.IN_STUDY].cards] == ["Ens vell"]
    text = " ".join(page.content.decode().split())
    assert "Ens tancat" not in text
    assert "Fa 40 dies" in text
    assert "La porta: rosa" in text
    assert text.count('class="office-late"') == 1
    assert r"Sol\u00b7licituds (2)" in text, "the menu says how many wait"


def test_each_filter_leaves_what_it_says(enter: Any, office: Any) -> None:
    owner = office.member(groups.REVIEWERS, "rosa")
    comarca = ComarcaFactory(slug="anoia", name="Anoia")
    there = body("Ens d’allà", municipality=MunicipalityFactory(comarca=comarca))
    StopRequestFactory(organisation=there, state_since=days_ago(1))
    StopRequestFactory(
        organisation=body("Ens d’aquí"),
        state=RequestState.IN_STUDY,
        state_since=days_ago(30),
        theme=ThemeFactory(key="data"),
        role=RequestRole.RAPPORTEUR,
        owner=owner,
    )
    client = enter()

    def found(query: str) -> set[str]:
        text = client.get(f"{BOARD}?{query}").content.decode()
        return {name for name in ("Ens d’allà", "Ens d’aquí") if name in text}

    assert found("") == {"Ens d’allà", "Ens d’aquí"}
    assert found("state=received") == {"Ens d’allà"}
    assert found("theme=data") == {"Ens d’aquí"}
    assert found("role=host") == {"Ens d’allà"}
    assert found(f"owner={owner.pk}") == {"Ens d’aquí"}
    assert found("owner=nobody") == {"Ens d’allà"}
    assert found("comarca=anoia") == {"Ens d’allà"}
    assert found("overdue=on") == {"Ens d’aquí"}
    assert found("overdue=on&comarca=anoia") == set()


@pytest.mark.parametrize("name", ["state", "theme", "role", "owner", "comarca", "overdue", "page"])
@pytest.mark.parametrize("junk", ["%00", "9" * 5000, "<script>alert(1)</script>", "-1", "ca%CC%81"])
def test_junk_in_a_filter_breaks_nothing(enter: Any, name: str, junk: str) -> None:
    StopRequestFactory(organisation=body("Ens que hi és"))
    answer = enter().get(f"{BOARD}?{name}={junk}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    if name not in ("overdue", "page"):
        assert "Un dels filtres no existeix" in answer.content.decode()


def test_a_state_of_its_own_goes_on_page_after_page(enter: Any) -> None:
    for number in range(50):
        StopRequestFactory(organisation=None, organisation_name=f"Ens {number:02}", state_since=days_ago(90 - number))
    client = enter()
    assert "Mostra-les totes (50)" in client.get(BOARD).content.decode()
    first = client.get(f"{BOARD}?state=received").content.decode()
    second = client.get(f"{BOARD}?state=received&page=2").content.decode()
    assert ("Ens 00" in first, "Ens 49" in first) == (True, False)
    assert "Ens 49" in second


def test_a_fuller_board_costs_no_more_queries(enter: Any, office: Any) -> None:
    client = enter()

    def queries(added: int, drawn: int) -> int:
        for _row in range(added):
            StopRequestFactory(organisation=body(f"Fila {StopRequest.objects.count()}"), owner=office.member(
                groups.REVIEWERS, f"r{StopRequest.objects.count()}"
            ))  # fmt: skip
        client.get(BOARD)
        with CaptureQueriesContext(connection) as spent:
            page = client.get(BOARD)
        assert page.content.count(b"<article") == drawn
        return len(spent)

    assert queries(2, 2) == queries(6, 8)


def rows_of(answer: Any, kind: str) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_that_was_typed_becomes_a_formula(enter: Any, kind: str) -> None:
    for number, formula in enumerate(FORMULAS):
        StopRequestFactory(
            challenge=formula, telephone=formula, organisation=None, organisation_name=f"Ens {number}", name=formula
        )
    answer = enter().get(reverse("office_export", args=[kind]))
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    heading, *rows = rows_of(answer, kind)
    assert len(rows) == len(FORMULAS)
    assert {len(row) for row in rows} == {len(heading)}
    dangerous = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not dangerous
    assert sum(cell.startswith("'") for row in rows for cell in row) == 3 * len(FORMULAS)
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_the_export_follows_the_filters_and_keeps_control_characters_out(enter: Any) -> None:
    StopRequestFactory(organisation=body("Ens u"), challenge="Campana \x07 de prova")
    StopRequestFactory(organisation=body("Ens dos"), state=RequestState.IN_STUDY)
    client = enter()
    for kind in ("csv", "xlsx"):
        rows = rows_of(client.get(f"{reverse('office_export', args=[kind])}?state=received"), kind)
        assert [row[7] for row in rows[1:]] == ["Ens u"]
        assert "Campana  de prova" in rows[1]
    assert client.get("/admin/stop-requests/export.pdf").status_code == 404


def test_a_longer_export_costs_no_more_queries(enter: Any) -> None:
    client = enter()

    def queries(added: int, drawn: int) -> int:
        for _row in range(added):
            StopRequestFactory()
        address = reverse("office_export", args=["csv"])
        client.get(address)
        with CaptureQueriesContext(connection) as spent:
            answer = client.get(address)
        assert len(rows_of(answer, "csv")) == drawn + 1
        return len(spent)

    assert queries(2, 2) == queries(6, 8)


def letters() -> list[str]:
    return [message.subject for message in mail.outbox]


def test_what_is_overdue_is_told_once_a_state_and_names_nobody(office: Any) -> None:
    office.member(groups.COMMUNICATION)
    office.member(groups.REVIEWERS)
    late = StopRequestFactory(name="Nom Secret", state_since=days_ago(6))
    StopRequestFactory(state_since=days_ago(4))
    assert overdue.tell_overdue() == 1
    assert overdue.tell_overdue() == 0
    assert letters() == ["1 sol·licitud de parada fora de termini"], "the communication staff alone"
    text = str(mail.outbox[0].body)
    assert "Secret" not in text
    assert late.organisation.name not in text
    StopRequest.objects.filter(pk=late.pk).update(state=RequestState.IN_STUDY, state_since=timezone.now())
    assert overdue.tell_overdue() == 0
    assert overdue.tell_overdue(timezone.now() + timedelta(days=16)) == 2, (
        "the same one in another state, and the other"
    )
    assert overdue.tell_overdue(timezone.now() + timedelta(days=17)) == 0


def test_what_is_overdue_waits_for_whoever_has_an_address() -> None:
    StopRequestFactory(state_since=days_ago(6))
    assert overdue.tell_overdue() == 0
    assert not letters()
