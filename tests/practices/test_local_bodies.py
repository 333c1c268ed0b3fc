"""The official list of local bodies: read whatever its dress, and never believed blindly."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practices.models import Organisation, OrganisationKind
from tests.factories import ComarcaFactory, MunicipalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HEAD = "Codi ens,Nom complert,Nom,CIF,Adreça,Codi postal,Municipi,Comarca,Província,Telèfon,Correu,Web,Habitants"
LINES = (
    "0801830008,Ajuntament de Vallcebre,Vallcebre,P0,,,Vallcebre,Berguedà,Barcelona,,,www.vallcebre.cat,1.234",
    "8101490001,Consell Comarcal del Berguedà,Berguedà,P5,,08600,Berga,Berguedà,Barcelona,,,https://www.bergueda.cat,",
    '9825000002,"Mancomunitat de l’Alt, per a l’aigua",Alt,P59,,,,Berguedà,Barcelona,,,,',
)


@pytest.fixture(autouse=True)
def territory() -> None:
    MunicipalityFactory(name="Vallcebre", ine="08018", ens="080183")
    OrganisationFactory(
        name="Ajuntament de Vallcebre", slug="vallcebre", ens_code="080183", municipality_id="08018", population=90
    )
    OrganisationFactory(
        name="Consell del Berguedà", kind=OrganisationKind.COUNTY, municipality=None, comarca=ComarcaFactory()
    )


def take(folder: Path, text: str, encoding: str = "utf-8", **options: Any) -> str:
    file, out = folder / "ens.csv", io.StringIO()
    file.write_bytes(text.encode(encoding))
    call_command("import_local_bodies", str(file), stdout=out, year=2026, **options)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_bodies_are_added_and_brought_up_to_date(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "\r\n".join([HEAD, *LINES[:2]]).replace(",", separator)
    assert "0 added, 2 changed, 0 unchanged, 0 refused" in take(tmp_path, text, encoding)
    town = Organisation.objects.get(slug="vallcebre")
    assert (town.website, town.population, town.population_year) == ("https://www.vallcebre.cat", 1234, 2026)
    assert town.ens_code == "080183"
    county = Organisation.objects.get(kind=OrganisationKind.COUNTY)
    assert (county.name, county.ens_code) == ("Consell Comarcal del Berguedà", "8101490001")
    assert "0 added, 0 changed, 2 unchanged, 0 refused" in take(tmp_path, text, encoding)


def test_a_new_body_is_added_once_and_nothing_is_deleted(tmp_path: Path) -> None:
    before = Organisation.objects.count()
    assert "1 added" in take(tmp_path, f"{HEAD}\n{LINES[2]}\n")
    body = Organisation.objects.get(ens_code="9825000002")
    assert (body.kind, body.comarca_id, body.municipality) == (OrganisationKind.COMMONWEALTH, "bergueda", None)
    assert "1 unchanged" in take(tmp_path, f"{HEAD}\n{LINES[2]}\n")
    assert Organisation.objects.count() == before + 1


def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path) -> None:
    told = take(tmp_path, "\n".join([HEAD, *LINES]), dry_run=True)
    assert "1 added, 2 changed" in told
    assert "nothing was changed" in told
    assert not Organisation.objects.filter(ens_code="9825000002").exists()
    assert Organisation.objects.get(slug="vallcebre").population == 90


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Ajuntament de Vallcebre,,,,,Vallcebre", "no code of digits"),
        ("<b>1</b>,Ajuntament de Vallcebre,,,,,Vallcebre", "no code of digits"),
        ("1,,,,,,Vallcebre", "no name"),
        ("1,Ajuntament de Xauxa,,,,,Xauxa", "no municipality called 'Xauxa'"),
        ("1,Ajuntament,,,,,", "does not say its municipality"),
        ("1,Consorci,,,,,,Xauxa", "no comarca called 'Xauxa'"),
        ("1,Consorci,,,,,,,,,,,molts", "population is no number"),
        (f"1,Consorci {'a' * 300}", "name:"),
        ("1,Consorci,,,,,,,,,,javascript://x", "website:"),
        ("1,Consorci\n1,Consorci un altre cop", "line 3: refused: the code 1 is on an earlier line"),
    ],
)
def test_a_line_that_cannot_be_believed_is_refused_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    told = take(tmp_path, f"{HEAD}\n{line}\n{LINES[0]}\n")
    assert reason in told
    assert "1 refused" in told
    assert "1 changed" in told, "the others go on"


def test_other_names_of_the_columns_and_the_type_are_understood(tmp_path: Path) -> None:
    text = "CODI_10;NOM_COMPLET;TIPUS_ENS;MUNICIPI;POBLACIÓ\n0801830001;Valldan;EMD;VALLCEBRE;40\n"
    assert "1 added" in take(tmp_path, text)
    body = Organisation.objects.get(ens_code="0801830001")
    assert (body.kind, body.municipality_id, body.population) == (OrganisationKind.DECENTRALISED, "08018", 40)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00", "codi;web\n1;2"])
def test_another_file_is_refused_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match="no column"):
        take(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_local_bodies", str(tmp_path / "none.csv"))
