"""What the document of a stop says."""

import datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, WithJsonSchema

from events.models import StopPage

from .blocks import stream_type
from .bodies import Body, Coordinates, Territory
from .schemas import DocumentBase, File, Reference, Schema, Term

if TYPE_CHECKING:
    ChronicleBlocks = list[Any]
else:
    ChronicleBlocks = stream_type(StopPage._meta.get_field("chronicle"), "StopChronicle")

CLOCK = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$"}
"""A time of the day. JSON Schema's own format wants an offset with it."""


class StopCoordinates(Coordinates):
    """A point of the map, in degrees (WGS 84)."""

    is_exact: bool = Field(description="Whether it is the door; otherwise it is the municipality.")


class StopLocation(Schema):
    """Where the stop is. Of one that is only online, where its host is."""

    town: str = Field(description="The place as it is said, to be put before the title.")
    place: str | None = Field(description="The room and the building.")
    address: str | None
    accessibility: str | None = Field(description="What there is for people with disabilities, and what there is not.")
    territory: Territory
    coordinates: StopCoordinates | None = Field(description="None of a stop that is only online.")


class StateReason(Schema):
    """Why a stop does not take place."""

    text: str
    locale: str = Field(description="Of the text: it is told in its own language until somebody translates it.")


class ProgrammeEntry(Schema):
    """A part of the programme."""

    time: Annotated[datetime.time, WithJsonSchema(CLOCK)] = Field(description="When it begins, in Madrid.")
    text: str


class StopMaterial(Schema):
    """What remains of the visit to take away: a file of ours or an address elsewhere, always one of the two."""

    title: str
    file: File | None
    url: str | None


class CalendarEntry(Schema):
    """The stop for calendar programs (RFC 5545)."""

    uid: str = Field(description="The same in every language and for ever.")
    sequence: int = Field(description="Grows with what calendars show; the same in every language.")
    url: str = Field(description="The .ics file, in the document's language.")


class StopDocument(DocumentBase):
    """A stop of the caravan: who shows what to whom, when and where.

    Nothing here changes by itself when the day comes. What the stop's page shows only until the stop ends is therefore
    not here or is for the reader to end: the address to follow it from home is in no document (the page shows it, of
    stops that are open to everybody), and registration ends with its deadline or with the stop.
    """

    summary: str
    host: Body
    rapporteur: Body | None
    seeks_rapporteur: bool = Field(
        description="It has none and may still take place. It seeks one no more once `end` has passed."
    )
    themes: list[Term] = Field(description="The main one first.")
    practices: list[Reference] = Field(
        description="What it is about or what came of it; in the document's language where they are translated."
    )
    start: datetime.datetime = Field(description="With Madrid's offset on that day.")
    end: datetime.datetime = Field(description="With Madrid's offset on that day.")
    format: Term = Field(description="`in_person`, `online` or `hybrid`.")
    attendance: Term = Field(description="Who may attend: `open` to everybody, `administrations` or `invitation`.")
    location: StopLocation
    capacity: int | None = Field(description="People.")
    registration_url: str | None = Field(description="None where it does not take place.")
    registration_deadline: datetime.date | None = Field(description="The last day, included, in Madrid.")
    state: Term = Field(
        description="`proposed`, `confirmed`, `held`, `postponed` or `cancelled`, as editors wrote it. "
        "A confirmed one whose `end` has passed was held."
    )
    state_reason: StateReason | None = Field(description="Why it is postponed or cancelled.")
    programme: list[ProgrammeEntry]
    chronicle: ChronicleBlocks = Field(description="What was written after the visit.")
    materials: list[StopMaterial]
    calendar: CalendarEntry
    json_ld: dict[str, Any] = Field(
        description="The same as schema.org's Event, ready to be embedded. Empty of an invented one, "
        "which search engines are not told of."
    )
