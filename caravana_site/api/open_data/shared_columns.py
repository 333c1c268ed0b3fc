"""The columns that several datasets have."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .columns import Column, Type, address, each, integer, moment, number, several, text

UUID = text("uuid", _("Identifier, the same in every language."), required=True)
URI = address("uri", _("Permanent address, which leads to the page or to the document."), required=True)
TITLE = text("title", _("Title or name."), required=True)

IDENTITY = (
    UUID,
    URI,
    address("url", _("Its page on this site; empty where it has none.")),
    address("api", _("The whole document in the API."), required=True),
    text("language", _("Language of the row."), "locale", vocabulary="BCP 47", required=True),
    TITLE,
)
DATES = (
    moment("published_at", _("When it was first published.")),
    moment("updated_at", _("When it was last changed.")),
)
RIGHTS = (
    text("licence", _("Licence of what the row tells."), "licence.id", vocabulary="SPDX", required=True),
    address("licence_url", _("The licence’s own text."), "licence.url"),
    text("attribution", _("How to name whoever it comes from."), required=True),
)


def territory(path: str) -> tuple[Column, ...]:
    """Where a body is, from its territory at that path."""
    return (
        text(
            "municipality_code",
            _("Code of the municipality; empty of bodies of several."),
            f"{path}.municipality.key",
            vocabulary="INE",
        ),
        text("municipality", _("Municipality."), f"{path}.municipality.name"),
        text("comarca_key", _("Key of the comarca in the API."), f"{path}.comarca.key"),
        text("comarca", _("Comarca."), f"{path}.comarca.name"),
        text("province_code", _("Code of the province."), f"{path}.province.key", vocabulary="INE"),
        text("province", _("Province."), f"{path}.province.name"),
    )


def point(path: str) -> tuple[Column, ...]:
    """A point of the map, from the coordinates at that path."""
    return (
        number("latitude", _("Latitude, north."), f"{path}.latitude", unit="°", vocabulary="WGS 84 (EPSG:4326)"),
        number("longitude", _("Longitude, east."), f"{path}.longitude", unit="°", vocabulary="WGS 84 (EPSG:4326)"),
    )


def body(name: str, description: Any, path: str = "") -> tuple[Column, ...]:
    """A body by its name and its permanent address."""
    return (
        text(name, description, f"{path or name}.title"),
        address(f"{name}_uri", _("Permanent address of that body."), f"{path or name}.uri"),
    )


def people(path: str) -> Column:
    return integer("population", _("People whom the body serves."), path)


def terms(name: str, description: Any, path: str) -> tuple[Column, ...]:
    """Words of a vocabulary: their keys, the same in every language, and their names in the row’s language."""
    return (
        several(f"{name}_keys", _("Their keys, the same in every language."), each(path, "key")),
        several(name, description, each(path, "name")),
    )


def term(name: str, description: Any, path: str = "") -> tuple[Column, ...]:
    """A word of a vocabulary: its key, the same in every language, and its name in the row’s language."""
    return (
        text(f"{name}_key", _("Its key, the same in every language."), f"{path or name}.key"),
        text(name, description, f"{path or name}.name"),
    )


def references(name: str, description: Any, path: str) -> Column:
    """The permanent addresses of other things."""
    return several(name, description, each(path, "uri"), type=Type.ADDRESS)
