"""What stands in a column of the flat files. The same definitions write the files and their dictionary."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from caravana_site.common.spreadsheets import harmless

SEPARATOR = "|"
"""Between the values of a list; a value that has one itself is written with a slash."""

Thing = Mapping[str, Any]
Value = str | int | float | bool | None


class Type(Enum):
    """Of a column's values, by the names of XML Schema that CSVW uses."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "decimal"
    YES_NO = "boolean"
    DAY = "date"
    MOMENT = "dateTime"
    ADDRESS = "anyURI"


@dataclass(frozen=True)
class Column:
    """A column: a name that stays, what it means, and how its value is read from a document."""

    name: str
    type: Type
    description: Any
    read: Callable[[Thing], Any]
    unit: str = ""
    vocabulary: str = ""
    is_list: bool = False
    required: bool = False

    def value(self, thing: Thing) -> Value:
        """Flat and safe to be opened in a spreadsheet, which must never take a text for a formula."""
        found = self.read(thing)
        if self.is_list:
            found = SEPARATOR.join(str(one).replace(SEPARATOR, "/") for one in found or ())
        if found is None or isinstance(found, bool | int | float):
            return found
        return harmless(found)


def at(path: str) -> Callable[[Thing], Any]:
    """What is at that path of a document, such as `organisation.territory.comarca.name`; None where a part is not."""
    steps = path.split(".")

    def read(thing: Thing) -> Any:
        found: Any = thing
        for step in steps:
            if found is None:
                return None
            found = found[step]
        return found

    return read


def each(path: str, name: str) -> Callable[[Thing], list[Any]]:
    """That part of each thing in the list at the path; what is empty is left out."""
    rows, part = at(path), at(name)
    return lambda thing: [value for row in rows(thing) or () if (value := part(row)) not in (None, "")]


def count(path: str, holds: Callable[[Thing], bool] = lambda row: True) -> Callable[[Thing], int]:
    """How many there are in the list at the path."""
    rows = at(path)
    return lambda thing: sum(1 for row in rows(thing) or () if holds(row))


def text(name: str, description: Any, path: str = "", **more: Any) -> Column:
    return Column(name, Type.TEXT, description, at(path or name), **more)


def integer(name: str, description: Any, path: str = "", **more: Any) -> Column:
    return Column(name, Type.INTEGER, description, at(path or name), **more)


def number(name: str, description: Any, path: str = "", **more: Any) -> Column:
    return Column(name, Type.NUMBER, description, at(path or name), **more)


def yes_no(name: str, description: Any, path: str = "") -> Column:
    return Column(name, Type.YES_NO, description, at(path or name))


def day(name: str, description: Any, path: str = "") -> Column:
    return Column(name, Type.DAY, description, at(path or name))


def moment(name: str, description: Any, path: str = "") -> Column:
    return Column(name, Type.MOMENT, description, at(path or name))


def address(name: str, description: Any, path: str = "", **more: Any) -> Column:
    return Column(name, Type.ADDRESS, description, at(path or name), **more)


def several(name: str, description: Any, read: Callable[[Thing], Iterable[Any]], **more: Any) -> Column:
    """A list in one cell."""
    return Column(name, more.pop("type", Type.TEXT), description, read, is_list=True, **more)


def how_many(name: str, description: Any, read: Callable[[Thing], int]) -> Column:
    return Column(name, Type.INTEGER, description, read)
