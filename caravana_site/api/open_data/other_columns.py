"""Columns of stops, bodies, the kit and themes."""

from django.utils.translation import gettext_lazy as _

from .columns import Column, Thing, Type, address, count, day, how_many, integer, moment, text, yes_no
from .shared_columns import DATES, IDENTITY, RIGHTS, body, people, point, references, term, terms, territory

STOPS = (
    *IDENTITY,
    text("summary", _("Summary."), required=True),
    moment("start", _("When it begins, with Madrid’s offset.")),
    moment("end", _("When it ends, with Madrid’s offset.")),
    *term("state", _("Whether it is confirmed, held, postponed or cancelled.")),
    text("state_reason", _("Why it is postponed or cancelled."), "state_reason.text"),
    *term("format", _("In person, online or both.")),
    *term("attendance", _("Who may attend.")),
    *body("host", _("The body that shows its practice.")),
    *body("rapporteur", _("The body that asks and writes.")),
    yes_no("seeks_rapporteur", _("It seeks a rapporteur.")),
    *terms("themes", _("Its themes, the main one first."), "themes"),
    references("practices", _("Practices that it is about, by their permanent addresses."), "practices"),
    text("place", _("Room and building."), "location.place"),
    text("address", _("Postal address."), "location.address"),
    *territory("location.territory"),
    *point("location.coordinates"),
    yes_no(
        "coordinates_exact",
        _("The point is the door; otherwise it is the municipality."),
        "location.coordinates.is_exact",
    ),
    integer("capacity", _("People who fit.")),
    address("registration_url", _("Where to register.")),
    day("registration_deadline", _("Last day to register.")),
    address("calendar_url", _("The stop for calendar programs (iCalendar)."), "calendar.url"),
    *DATES,
    *RIGHTS,
)

ORGANISATIONS = (
    *IDENTITY,
    *term("kind", _("Kind of body.")),
    *territory("territory"),
    people("population"),
    integer("population_year", _("Year of the population.")),
    text("population_source", _("Where the population comes from.")),
    *point("coordinates"),
    text("ens_code", _("Code in the register of local bodies of Catalonia.")),
    text("dir3", _("Code in the common directory of public bodies."), vocabulary="DIR3"),
    address("website", _("Its own site.")),
    *terms("themes_offered", _("Themes that it can show to others."), "themes_offered"),
    *terms("themes_sought", _("Themes that it wants to learn about."), "themes_sought"),
    references("practices", _("Practices that it leads or helped with."), "practices"),
    references("stops", _("Stops that it hosts or reports."), "stops"),
    how_many("replications", _("Number of practices of others that it adapted."), count("replications")),
    *DATES,
    *RIGHTS,
)


def _minutes(tool: Thing) -> int | None:
    seconds = tool["duration_seconds"]
    return seconds // 60 if seconds else None


def _file(tool: Thing, which: str) -> str | None:
    """Of the row’s own language."""
    found = next((held[which] for held in tool["files"] if held["locale"] == tool["locale"]), None)
    return found["url"] if found else None


KIT_RESOURCES = (
    *IDENTITY,
    text("description", _("What it is for."), required=True),
    *term("kind", _("Kind of tool.")),
    *terms("roles", _("Whom it helps."), "roles"),
    *terms("formats", _("For which stops it is."), "formats"),
    *term("phase", _("When it serves.")),
    *term("weight", _("Whether it is a must.")),
    Column("duration", Type.INTEGER, _("How long it takes to use it."), _minutes, unit="min"),
    integer("order", _("Place in the list.")),
    text("version", _("Version."), "version.version", required=True),
    day("version_date", _("Date of the version."), "version.date"),
    yes_no("adapts_work", _("It adapts somebody else’s work.")),
    text("builds_on", _("Whose work it adapts.")),
    Column("editable_url", Type.ADDRESS, _("The file to write in."), lambda tool: _file(tool, "editable")),
    Column("accessible_url", Type.ADDRESS, _("The accessible PDF."), lambda tool: _file(tool, "accessible")),
    *DATES,
    *RIGHTS,
)

THEMES = (
    *IDENTITY,
    text("key", _("Its key, the same in every language."), required=True),
    text("short_name", _("Short name.")),
    text("plate", _("The letter that stands for it on signs.")),
    text("description", _("What it is about.")),
    integer("order", _("Place in the list.")),
    *RIGHTS,
)
