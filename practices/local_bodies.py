"""Reading the official list of Catalan local bodies («Ens locals de Catalunya», a CSV of the open data portal).

A body is known by its code. What exists is brought up to date, what is missing is added and nothing is ever deleted.
Telephones, e-mail addresses and tax numbers stay out: the site has no use for them.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from practices.models import Comarca, Municipality, Organisation, OrganisationKind, Province
from practices.naming import plain, spoken_name

SOURCE = "Ens locals de Catalunya"
COLUMNS = {
    "code": ("codiens", "codi10", "codiens10", "codidelens", "codi"),
    "name": ("nomcomplert", "nomcomplet", "nomdelens", "denominacio", "nom"),
    "kind": ("tipus", "tipusens", "tipusdens", "tipologia"),
    "municipality": ("municipi", "nommunicipi"),
    "comarca": ("comarca", "nomcomarca"),
    "province": ("provincia", "nomprovincia"),
    "website": ("web", "url", "paginaweb", "llocweb"),
    "population": ("habitants", "poblacio", "nombrehabitants", "numhabitants"),
}
KINDS = (
    ("ajuntament", OrganisationKind.COUNCIL),
    ("entitat municipal descentralitzada", OrganisationKind.DECENTRALISED),
    ("emd", OrganisationKind.DECENTRALISED),
    ("consell comarcal", OrganisationKind.COUNTY),
    ("conselh generau", OrganisationKind.COUNTY),
    ("diputacio", OrganisationKind.PROVINCIAL),
    ("mancomunitat", OrganisationKind.COMMONWEALTH),
    ("consorci", OrganisationKind.CONSORTIUM),
    ("organisme autonom", OrganisationKind.AGENCY),
)
ONE_TOWN = (OrganisationKind.COUNCIL, OrganisationKind.DECENTRALISED)
SHORT_CODE = 6  # digits: the municipality; the long code has four more


class RefusedError(Exception):
    """A line that cannot be believed, with the reason."""


@dataclass(frozen=True)
class Outcome:
    """What became of a line of the file: added, changed, unchanged or refused; `told` says what or why."""

    line: int
    state: str
    told: str


def decoded(raw: bytes) -> str:
    """UTF-8 with or without its mark, else the encoding of older spreadsheets."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def lines_of(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and values of each line, under our own names. Raises RefusedError for a file without code or name."""
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    named = [re.sub(r"[^a-z0-9]", "", plain(cell)) for cell in next(reader, [])]
    places = {
        name: next((named.index(one) for one in called if one in named), None) for name, called in COLUMNS.items()
    }
    if places["code"] is None or places["name"] is None:
        raise RefusedError(f"The file has no column with the code or with the name; it has: {heading.strip()[:200]}")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield (
                reader.line_num,
                {
                    name: cells[place].strip() if place is not None and place < len(cells) else ""
                    for name, place in places.items()
                },
            )


class Importer:
    """One run over a file. `year` is the year of its populations."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.seen: set[str] = set()

    @cached_property
    def towns(self) -> dict[str, Municipality]:
        towns: dict[str, Municipality] = {}
        for town in Municipality.objects.select_related("comarca", "province").defer("outline"):
            towns |= {plain(name): town for name in (town.name, spoken_name(town.name))}
        return towns

    @cached_property
    def comarques(self) -> dict[str, Comarca]:
        return {plain(comarca.name): comarca for comarca in Comarca.objects.defer("outline", "borders")}

    @cached_property
    def provinces(self) -> dict[str, Province]:
        return {plain(province.name): province for province in Province.objects.defer("outline")}

    def run(self, raw: bytes) -> Iterator[Outcome]:
        for number, values in lines_of(decoded(raw)):
            try:
                state, told = self._take(values)
            except RefusedError as error:
                state, told = "refused", str(error)
            yield Outcome(number, state, told)

    def _take(self, values: dict[str, str]) -> tuple[str, str]:
        code = values["code"].replace(" ", "")
        if not code.isascii() or not code.isdigit():
            raise RefusedError("it has no code of digits")
        if code in self.seen:
            raise RefusedError(f"the code {code} is on an earlier line")
        self.seen.add(code)
        wanted = self._wanted(values)
        body = self._known(code, wanted) or Organisation(ens_code=code, slug=self._slug(wanted["name"], code))
        before = {name: getattr(body, name) for name in (*wanted, "ens_code")}
        body.ens_code = body.ens_code or code
        for name, value in wanted.items():
            setattr(body, name, value)
        changed = [name for name, value in before.items() if getattr(body, name) != value]
        if body.pk and not changed:
            return "unchanged", body.name
        if "population" in changed:
            body.population_year, body.population_source = self.year, SOURCE
        try:
            body.full_clean()
        except ValidationError as error:
            raise RefusedError(
                "; ".join(f"{name}: {' '.join(told)}" for name, told in error.message_dict.items())
            ) from None
        state = "changed" if body.pk else "added"
        body.save()
        return state, f"{body.name} ({', '.join(changed)})" if state == "changed" else body.name

    def _wanted(self, values: dict[str, str]) -> dict[str, Any]:
        """Fields of the body that the line tells; an empty cell tells nothing."""
        if not values["name"]:
            raise RefusedError("it has no name")
        kind = _kind(values)
        wanted: dict[str, Any] = {"name": values["name"], "kind": kind}
        if kind in ONE_TOWN:
            town = _found(self.towns, values["municipality"], "municipality")
            if town is None:
                raise RefusedError("it does not say its municipality")
            wanted |= {"municipality": town, "comarca": town.comarca, "province": town.province}
        else:
            for name, known in (("comarca", self.comarques), ("province", self.provinces)):
                if (place := _found(known, values[name], name)) is not None:
                    wanted[name] = place
        if site := values["website"]:
            wanted["website"] = site if "://" in site else f"https://{site}"
        if people := re.sub(r"[.\s]", "", values["population"]):
            if not people.isascii() or not people.isdigit():
                raise RefusedError(f"its population is no number: {values['population'][:40]}")
            wanted["population"] = int(people)
        return wanted

    def _known(self, code: str, wanted: dict[str, Any]) -> Organisation | None:
        """By its code, by a council's short one, or the body without a code that is the only one of its kind there."""
        known = Organisation.objects.select_related("municipality", "comarca", "province")
        kind = wanted["kind"]
        found = known.filter(ens_code=code).first()
        if found is None and kind == OrganisationKind.COUNCIL:
            found = known.filter(kind=kind, ens_code=code[:SHORT_CODE]).first()
        if found is None:
            place = "comarca" if kind == OrganisationKind.COUNTY else "province"
            if kind in (OrganisationKind.COUNTY, OrganisationKind.PROVINCIAL) and place in wanted:
                found = known.filter(kind=kind, ens_code="", **{place: wanted[place]}).first()
        return found

    def _slug(self, name: str, code: str) -> str:
        slug = slugify(name.replace("'", "-").replace("’", "-"))[:100]
        return f"{slug}-{code}" if Organisation.objects.filter(slug=slug).exists() else slug


def _kind(values: dict[str, str]) -> OrganisationKind:
    """From its own column, else from how the name begins."""
    for told in (plain(values["kind"]), plain(values["name"])):
        for begins, kind in KINDS:
            if told.startswith(begins):
                return kind
    return OrganisationKind.OTHER


def _found(known: dict[str, Any], name: str, what: str) -> Any:
    if not name:
        return None
    if plain(name) not in known:
        raise RefusedError(f"there is no {what} called {name[:80]!r}")
    return known[plain(name)]
