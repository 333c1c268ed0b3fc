"""Where the caravan has not been: counted once, samples apart, flat, and harmless in a spreadsheet."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import StopState
from home import gaps
from practices.models import Comarca
from tests.factories import (
    ComarcaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    StopIndexPageFactory,
    StopPageFactory,
    ThemeFactory,
    publish_home,
    translated,
)

pytestmark = pytest.mark.django_db
VIEW = "gap_report"


class Country:
    """Two comarques, two themes, a village, a city and a body of no comarca."""

    def __init__(self) -> None:
        home = publish_home("es")
        self.practices, self.calendar = PracticeIndexPageFactory(parent=home), StopIndexPageFactory(parent=home)
        translated(self.practices, "es", slug="practicas")
        self.theme, self.other = (
            ThemeFactory(key="proximity", name="Proximitat"),
            ThemeFactory(key="data", name="Dades"),
        )
        mountains, coast = ComarcaFactory(), ComarcaFactory(slug="maresme", name="Maresme")
        self.village = self.body(mountains, 300)
        self.city = self.body(coast, 120_000)
        self.everywhere = OrganisationFactory(municipality=None, population=None)

    @staticmethod
    def body(comarca: Comarca, population: int) -> Any:
        town = MunicipalityFactory(comarca=comarca, population=population)
        return OrganisationFactory(municipality=town, comarca=comarca)

    def practice(self, **fields: Any) -> Any:
        told = {"parent": self.practices, "theme": self.theme, "organisation": self.village, **fields}
        return PracticePageFactory(**told)

    def stop(self, **fields: Any) -> Any:
        told = {"parent": self.calendar, "theme": self.theme, "host": self.village, "municipality": None, **fields}
        return StopPageFactory(**told)


@pytest.fixture
def country() -> Country:
    return Country()


def numbers(kind: str, pair: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Row and column → real ones and samples, of the cells that have some."""
    table = gaps.table_of(kind, pair)
    cells = {
        (row.key, key): (cell.real, cell.samples)
        for row in table.rows
        for (key, _name), cell in zip(table.columns, row.cells, strict=True)
    }
    return {where: number for where, number in cells.items() if number != (0, 0)}


def test_a_practice_counts_once_whatever_its_languages_and_samples_apart(country: Country) -> None:
    translated(country.practice(), "es", slug="una-practica")
    country.practice(organisation=country.city, theme=country.other)
    country.practice(is_sample=True)
    country.practice(organisation=country.everywhere)
    country.practice(archived=True, archived_reason="Ja no.")
    country.practice(live=False)
    assert numbers(gaps.PRACTICES, "comarca-theme") == {
        ("bergueda", "proximity"): (1, 1), ("maresme", "data"): (1, 0), (gaps.ELSEWHERE, "proximity"): (1, 0),
    }  # fmt: skip
    assert numbers(gaps.PRACTICES, "band-theme") == {
        ("1-500", "proximity"): (1, 1), ("50001", "data"): (1, 0), ("none", "proximity"): (1, 0),
    }  # fmt: skip
    assert numbers(gaps.PRACTICES, "comarca-band") == {
        ("bergueda", "1-500"): (1, 1), ("maresme", "50001"): (1, 0), (gaps.ELSEWHERE, "none"): (1, 0),
    }  # fmt: skip


def test_a_stop_counts_where_it_passes_unless_it_does_not(country: Country) -> None:
    country.stop()
    country.stop(municipality=country.city.municipality)
    country.stop(state=StopState.CANCELLED, state_reason="Neu.")
    country.stop(state=StopState.POSTPONED, state_reason="Neu.")
    country.stop(is_sample=True)
    assert numbers(gaps.STOPS, "comarca-theme") == {("bergueda", "proximity"): (1, 1), ("maresme", "proximity"): (1, 0)}


def test_totals_shades_and_what_is_empty_follow_from_the_numbers(country: Country) -> None:
    for _number in range(4):
        country.practice()
    country.practice(organisation=country.city)
    country.practice(organisation=country.everywhere, theme=country.other, is_sample=True)
    table = gaps.table_of(gaps.PRACTICES, "comarca-band")
    assert (table.total.real, table.total.samples, table.total.towns) == (5, 1, 2)
    cells = {
        row.key: {key: cell for (key, _n), cell in zip(table.columns, row.cells, strict=True)} for row in table.rows
    }
    assert (cells["bergueda"]["1-500"].level, cells["maresme"]["50001"].level) == (4, 1)
    assert (cells["bergueda"]["1-500"].towns, cells["maresme"]["1-500"].impossible) == (1, True)
    assert sum(row.total.real for row in table.rows) == sum(cell.real for cell in table.totals) == 5
    by_theme = {axis.key: names for axis, names in gaps.table_of(gaps.PRACTICES, "comarca-theme").empty}
    assert by_theme == {"theme": ["Dades"]}, "a sample fills no gap, and «no comarca» is none"


def test_the_report_writes_every_number_with_its_headers(admin_client: Any, country: Country) -> None:
    country.practice()
    country.practice(is_sample=True)
    text = admin_client.get(f"{reverse(VIEW)}?what=practices&axes=comarca-theme").content.decode()
    table = text.split('<table class="gaps__table">', 1)[1].split("</table>", 1)[0]
    assert re.search(r"<caption>Pràctiques per comarca i àmbit, .+</caption>", table)
    assert table.count('scope="col"') == 2 + 2
    assert table.count('scope="row"') == 3 + 1
    row = table.split("Berguedà</th>", 1)[1].split("</tr>", 1)[0]
    assert re.findall(r"<b>(\d+)</b>", row) == ["0", "1", "1"] or re.findall(r"<b>(\d+)</b>", row) == ["1", "0", "1"]
    assert "+1 mostra" in row
    assert 'data-level="4"' in row


def test_a_table_of_towns_says_how_many_there_are(admin_client: Any, country: Country) -> None:
    country.stop()
    text = admin_client.get(f"{reverse(VIEW)}?what=stops&axes=comarca-band").content.decode()
    assert re.search(r"<b>1</b>\s*<small>de 1</small>", text)
    assert "cap municipi" in text


@pytest.mark.parametrize("query", ["?what=%00&axes=zzz", "?what=&axes=", "?axes=" + "x" * 5000])
def test_junk_shows_the_first_table(admin_client: Any, country: Country, query: str) -> None:
    answer = admin_client.get(f"{reverse(VIEW)}{query}")
    assert answer.status_code == 200
    assert "Pràctiques per comarca i àmbit" in answer.content.decode()


def test_the_csv_has_a_line_a_cell_and_runs_no_formula(admin_client: Any, country: Country) -> None:
    ComarcaFactory(slug="dolenta", name="=HYPERLINK(1)")
    country.practice()
    answer = admin_client.get(f"{reverse(VIEW)}?what=practices&axes=comarca-band&export=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "practices-comarca-band-" in answer["Content-Disposition"]
    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Comarca", "Població", "Nombre", "Mostres, a part", "Municipis"]
    assert len(lines) == 4 * 7
    assert ["Berguedà", "1–500 habitants", "1", "0", "1"] in lines
    assert any(line[0] == "'=HYPERLINK(1)" for line in lines)


@pytest.mark.parametrize("pair", gaps.PAIRS)
@pytest.mark.parametrize("kind", [gaps.PRACTICES, gaps.STOPS])
def test_more_rows_cost_no_more_queries(admin_client: Any, country: Country, kind: str, pair: str) -> None:
    def queries(number: int) -> int:
        while gaps.table_of(kind, pair).total.real < number:
            country.practice() if kind == gaps.PRACTICES else country.stop()
        admin_client.get(reverse(VIEW))  # warms what is kept for the whole site
        with CaptureQueriesContext(connection) as spent:
            answer = admin_client.get(f"{reverse(VIEW)}?what={kind}&axes={pair}")
        assert f"<b>{number}</b>" in answer.content.decode()
        return len(spent)

    assert queries(2) == queries(8)
