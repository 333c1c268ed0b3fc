"""How far two bodies are, as the crow flies."""

from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from django.db.models import Avg

from practices.models import Municipality, Organisation

EARTH_KM = 6371.0
Place = tuple[float, float]
"""Longitude and latitude in degrees."""


class Distances:
    """Asks for the comarques' centres once, and only when a body of a whole comarca is concerned."""

    @cached_property
    def _centres(self) -> dict[str, Place]:
        rows = Municipality.objects.values_list("comarca").annotate(Avg("longitude"), Avg("latitude")).order_by()
        return {comarca: (longitude, latitude) for comarca, longitude, latitude in rows}

    def place(self, body: Organisation | None) -> Place | None:
        """The municipality's, the body's own where it serves several, or the middle of its comarca."""
        if body is None:
            return None
        if body.municipality:
            return body.municipality.longitude, body.municipality.latitude
        if body.longitude is not None and body.latitude is not None:
            return body.longitude, body.latitude
        return self._centres.get(body.comarca_id) if body.comarca_id else None

    def kilometres(self, one: Organisation | None, other: Organisation | None) -> int | None:
        """In a straight line, or None where one of the two is nowhere (haversine formula)."""
        here, there = self.place(one), self.place(other)
        if here is None or there is None:
            return None
        (longitude, latitude), (far_longitude, far_latitude) = (tuple(map(radians, place)) for place in (here, there))
        chord = (
            sin((far_latitude - latitude) / 2) ** 2
            + cos(latitude) * cos(far_latitude) * sin((far_longitude - longitude) / 2) ** 2
        )
        return round(2 * EARTH_KM * asin(sqrt(chord)))
