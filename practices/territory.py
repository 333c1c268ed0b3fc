"""Loading the territory and its bodies from the project's own data files."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.search.backends import get_search_backend

from practices import naming
from practices.models import Comarca, Municipality, Organisation, OrganisationKind, Province

DATA = Path(__file__).parent / "data"
PROVINCES = {"08": "Barcelona", "17": "Girona", "25": "Lleida", "43": "Tarragona"}
POPULATION_YEAR = 2023
POPULATION_SOURCE = "Idescat, cens de població"
ARAN = "Aran"
# Comarques whose name takes an article; the rest go with a bare *de* or *d'*.
EL = (
    *("Alt ", "Baix ", "Bages", "Barcelonès", "Berguedà", "Garraf", "Gironès", "Lluçanès", "Maresme", "Moianès"),
    *("Montsià", "Pallars ", "Pla ", "Priorat", "Ripollès", "Segrià", "Solsonès", "Tarragonès", "Urgell", "Vallès "),
)
LA = ("Alta ", "Anoia", "Cerdanya", "Conca ", "Garrotxa", "Noguera", "Ribera ", "Segarra", "Selva", "Terra ")
VOWELS = tuple("AEIOUÀÈÉÍÒÓÚaeiou")


def of_comarca(name: str) -> str:
    """A comarca after *de*: “del Berguedà”, “de l'Alt Camp”, “de la Garrotxa”, “de les Garrigues”, “d'Osona”."""
    if name == "Garrigues":
        return "de les Garrigues"
    if name.startswith((*EL, *LA)) and name.startswith(VOWELS):
        return f"de l'{name}"
    if name.startswith(EL):
        return f"del {name}"
    if name.startswith(LA):
        return f"de la {name}"
    return naming.of(name)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


@transaction.atomic
def load_territory() -> int:
    """Provinces, comarques and municipalities; returns how many were missing."""
    shapes = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))
    provinces = [Province(name=PROVINCES[shape["code"]], **shape) for shape in shapes["provinces"]]
    outline_of = {shape["name"]: shape for shape in shapes["comarques"]}
    comarques = [
        Comarca(
            slug=slugify(row["comarca"]),
            capital=row["capital"],
            population=int(row["population"]),
            **outline_of[row["comarca"]],
        )
        for row in rows("comarques.tsv")
    ]
    shape_of = {shape["ine"]: shape for shape in shapes["municipalities"]}
    municipalities = [
        Municipality(
            ens=row["ens"],
            name=row["name"],
            comarca_id=slugify(row["comarca"]),
            province_id=row["ine"][:2],
            population=int(row["population"]),
            **shape_of[row["ine"]],
        )
        for row in rows("municipis.tsv")
    ]
    return sum(
        _add_missing(model, found)
        for model, found in ((Province, provinces), (Comarca, comarques), (Municipality, municipalities))
    )


def _add_missing(model: Any, found: list[Any]) -> int:
    known = set(model.objects.values_list("pk", flat=True))
    missing = [one for one in found if one.pk not in known]
    model.objects.bulk_create(missing, batch_size=200)
    return len(missing)


@transaction.atomic
def load_organisations() -> int:
    """Town councils, county councils, Aran's and the provincial councils; returns how many were missing."""
    known = set(Organisation.objects.values_list("slug", flat=True))
    missing = [one for one in (*_councils(), *_county_councils(), *_provincial_councils()) if one.slug not in known]
    Organisation.objects.bulk_create(missing, batch_size=200)
    if missing:  # a bulk creation sends no signal, so nothing would be found by its name
        get_search_backend().get_index_for_model(Organisation).add_items(Organisation, missing)
    return len(missing)


def _sized(population: int) -> dict[str, Any]:
    return {"population": population, "population_year": POPULATION_YEAR, "population_source": POPULATION_SOURCE}


def _councils() -> Iterator[Organisation]:
    taken: dict[str, int] = defaultdict(int)
    for town in Municipality.objects.select_related("comarca", "province").order_by("ine"):
        name = f"Ajuntament {naming.of(town.name)}"
        slug = slugify(name.replace("'", "-"))
        taken[slug] += 1
        yield Organisation(
            name=name,
            slug=slug if taken[slug] == 1 else f"{slug}-{town.ine}",
            kind=OrganisationKind.COUNCIL,
            municipality=town,
            comarca=town.comarca,
            province=town.province,
            ens_code=town.ens,
            longitude=town.longitude,
            latitude=town.latitude,
            **_sized(town.population),
        )


def _county_councils() -> Iterator[Organisation]:
    for comarca in Comarca.objects.order_by("slug"):
        provinces = Counter(comarca.municipalities.values_list("province", flat=True))
        name = "Conselh Generau d'Aran" if comarca.name == ARAN else f"Consell Comarcal {of_comarca(comarca.name)}"
        yield Organisation(
            name=name,
            slug=slugify(name.replace("'", "-")),
            kind=OrganisationKind.COUNTY,
            comarca=comarca,
            province_id=provinces.most_common(1)[0][0],  # where most of its municipalities are
            **_sized(comarca.population),
        )


def _provincial_councils() -> Iterator[Organisation]:
    for province in Province.objects.order_by("code"):
        towns = Municipality.objects.filter(province=province).values_list("population", flat=True)
        yield Organisation(
            name=f"Diputació de {province.name}",
            slug=slugify(f"diputacio-de-{province.name}"),
            kind=OrganisationKind.PROVINCIAL,
            province=province,
            **_sized(sum(towns)),
        )


def organisation(reference: str) -> Organisation:
    """The body that a seed file names: `ine:08022`, `comarca:Berguedà`, `province:25`."""
    kind, _colon, value = reference.partition(":")
    match kind:
        case "ine":
            return Organisation.objects.get(municipality_id=value, kind=OrganisationKind.COUNCIL)
        case "comarca":
            return Organisation.objects.get(comarca__name=value, kind=OrganisationKind.COUNTY)
        case _:
            return Organisation.objects.get(province_id=value, kind=OrganisationKind.PROVINCIAL)
