"""How far two bodies are, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from practices.models import Organisation

EARTH_KM = 6371.0


def position(body: Organisation | None) -> tuple[float, float] | None:
    """Longitude and latitude in degrees: the municipality's, or the body's own where it serves several."""
    if body is None:
        return None
    if body.municipality:
        return body.municipality.longitude, body.municipality.latitude
    if body.longitude is not None and body.latitude is not None:
        return body.longitude, body.latitude
    return None


def kilometres(one: Organisation | None, other: Organisation | None) -> int | None:
    """In a straight line, or None where one of the two is nowhere (haversine formula)."""
    here, there = position(one), position(other)
    if here is None or there is None:
        return None
    (longitude, latitude), (far_longitude, far_latitude) = (tuple(map(radians, place)) for place in (here, there))
    chord = (
        sin((far_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(far_latitude) * sin((far_longitude - longitude) / 2) ** 2
    )
    return round(2 * EARTH_KM * asin(sqrt(chord)))
