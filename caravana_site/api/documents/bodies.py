"""A public body as the documents of others tell it: with its place and its size, never with a contact."""

from typing import Any, Literal

from django.utils import translation
from pydantic import Field

from caravana_site.common.site_address import absolute
from practices.models import Organisation, PopulationBand

from .builder import Builder
from .schemas import Reference, Schema, Term
from .subjects import uri

NAME, PLURAL = "organisation", "organisations"
PLACES = ("municipality", "comarca", "province")
DRAWN = (*(f"{place}__outline" for place in PLACES), "comarca__borders")
"""What only drawings need, by far the most of a body's bytes."""


class Territory(Schema):
    """Where a body is, in the official registers' codes and names."""

    municipality: Term | None = Field(description="Of a body of one municipality; its key is the INE code.")
    comarca: Term | None
    province: Term | None = Field(description="Its key is the INE code.")


class Coordinates(Schema):
    """A point of the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def as_pair(self) -> tuple[float, float]:
        return self.latitude, self.longitude


class Body(Reference):
    """A public body, with where it is and how many people it serves."""

    type: Literal["organisation"]
    kind: Term
    territory: Territory
    population: int | None = Field(description="People whom it serves.")
    population_band: Term
    coordinates: Coordinates | None


def with_bodies(rows: Any, name: str = "") -> Any:
    """Those rows with the body that each of them names, or bodies themselves, and where these are."""
    prefix = f"{name}__" if name else ""
    joined = [*([name] if name else []), *(f"{prefix}{place}" for place in PLACES)]
    return rows.select_related(*joined).defer(*(f"{prefix}{field}" for field in DRAWN))


def path_of(body: Organisation, language: str) -> str:
    with translation.override(language):
        return body.get_absolute_url()


def reference_to(body: Organisation, builder: Builder) -> dict[str, Any]:
    """The ways to a body that has something to read in the builder's language."""
    return {
        "type": NAME,
        "uuid": body.uuid,
        "title": body.name,
        "uri": uri(NAME, body.uuid),
        "url": absolute(path_of(body, builder.language)),
        "locale": builder.language,
    }


def facts_of(body: Organisation, builder: Builder) -> dict[str, Any]:
    """What a body is, for `Body` and for a body's own document."""
    builder.depends_on(body, body.municipality, body.comarca, body.province)
    band = PopulationBand.of(body.population)
    return {
        "kind": Term(key=body.kind, name=body.get_kind_display()),
        "territory": _territory(body),
        "population": body.population,
        "population_band": Term(key=band.value, name=str(band.label)),
        "coordinates": _coordinates(body),
    }


def body_of(body: Organisation, builder: Builder) -> Body:
    return Body(**reference_to(body, builder), **facts_of(body, builder))


def _territory(body: Organisation) -> Territory:
    town, comarca, province = body.municipality, body.comarca, body.province
    return Territory(
        municipality=Term(key=town.ine, name=str(town)) if town else None,
        comarca=Term(key=comarca.slug, name=comarca.name) if comarca else None,
        province=Term(key=province.code, name=province.name) if province else None,
    )


def _coordinates(body: Organisation) -> Coordinates | None:
    """Its own, else its municipality's."""
    for place in (body, body.municipality):
        if place and place.latitude is not None and place.longitude is not None:
            return Coordinates(latitude=place.latitude, longitude=place.longitude)
    return None
