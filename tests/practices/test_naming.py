"""Catalan articles and prepositions, case by case."""

import pytest

from practices.models import PopulationBand
from practices.naming import of, spoken_name
from practices.territory import of_comarca


@pytest.mark.parametrize(
    ("register", "spoken", "after_of"),
    [
        ("Berga", "Berga", "de Berga"),
        ("Olot", "Olot", "d'Olot"),
        ("Alamús, els", "els Alamús", "dels Alamús"),
        ("Aldea, l'", "l'Aldea", "de l'Aldea"),
        ("Pobla de Lillet, la", "la Pobla de Lillet", "de la Pobla de Lillet"),
        ("Borges Blanques, les", "les Borges Blanques", "de les Borges Blanques"),
        ("Bruc, el", "el Bruc", "del Bruc"),
        ("Bòrdes, es", "es Bòrdes", "des Bòrdes"),
        ("Horta de Sant Joan", "Horta de Sant Joan", "d'Horta de Sant Joan"),
        ("Òdena", "Òdena", "d'Òdena"),
        ("Isòvol", "Isòvol", "d'Isòvol"),
        ("Ullà", "Ullà", "d'Ullà"),
        ("Hostalric", "Hostalric", "d'Hostalric"),
    ],
)
def test_towns(register: str, spoken: str, after_of: str) -> None:
    assert spoken_name(register) == spoken
    assert of(register) == after_of


@pytest.mark.parametrize(
    ("name", "after_of"),
    [
        ("Berguedà", "del Berguedà"), ("Alt Camp", "de l'Alt Camp"), ("Alta Ribagorça", "de l'Alta Ribagorça"),
        ("Anoia", "de l'Anoia"), ("Garrotxa", "de la Garrotxa"), ("Garrigues", "de les Garrigues"),
        ("Osona", "d'Osona"),
        ("Urgell", "de l'Urgell"), ("Pla d'Urgell", "del Pla d'Urgell"), ("Conca de Barberà", "de la Conca de Barberà"),
        ("Terra Alta", "de la Terra Alta"), ("Lluçanès", "del Lluçanès"), ("Ribera d'Ebre", "de la Ribera d'Ebre"),
    ],
)  # fmt: skip
def test_comarques(name: str, after_of: str) -> None:
    assert of_comarca(name) == after_of


@pytest.mark.parametrize(
    ("population", "band"),
    [
        (None, "none"), (0, "none"), (1, "1-500"), (500, "1-500"), (501, "501-1000"), (5000, "1001-5000"),
        (50_000, "20001-50000"), (50_001, "50001"), (1_600_000, "50001"),
    ],
)  # fmt: skip
def test_bands(population: int | None, band: str) -> None:
    assert PopulationBand.of(population) == band
