"""Columns of practices and of their interviews."""

from django.utils.translation import gettext_lazy as _

from .columns import Column, Type, address, at, count, day, each, how_many, integer, several, text, yes_no
from .shared_columns import (
    DATES,
    IDENTITY,
    RIGHTS,
    TITLE,
    UUID,
    body,
    people,
    point,
    references,
    term,
    terms,
    territory,
)

EUROS = "EUR"

PRACTICES = (
    *IDENTITY,
    text("summary", _("Summary."), required=True),
    *body("organisation", _("The body whose practice it is.")),
    *territory("organisation.territory"),
    people("organisation.population"),
    *point("organisation.coordinates"),
    references("collaborators", _("The bodies that helped, by their permanent addresses."), "collaborators"),
    *term("theme", _("Main theme.")),
    *terms("other_themes", _("Its other themes."), "other_themes"),
    *terms("audiences", _("Who benefits."), "audiences"),
    *terms("technologies", _("What it is made with."), "technologies"),
    several(
        "sdgs",
        _("Sustainable Development Goals, by their numbers."),
        each("sdgs", "number"),
        vocabulary="https://sdgs.un.org/goals",
    ),
    *term("status", _("How far it has come.")),
    day("started", _("When it began.")),
    day("ended", _("When it ended.")),
    Column("archived", Type.YES_NO, _("Nobody keeps it up to date any more."), lambda one: one["archived"] is not None),
    day("reviewed_on", _("When somebody last checked that all of it is true.")),
    integer("initial_cost", _("Initial cost, VAT included."), "resources.initial_cost_euros", unit=EUROS),
    integer("yearly_cost", _("Cost of a year."), "resources.yearly_cost_euros", unit=EUROS),
    *term("cost_band", _("Band of the cost."), "resources.cost_band"),
    integer("cost_year", _("Year of the figures."), "resources.cost_year"),
    integer("setup_months", _("Months until it served the first person."), "resources.setup_months"),
    integer("staff_hours", _("Hours of own staff until it ran."), "resources.staff_hours", unit="h"),
    *term("capacity", _("Technical capacity that a body needs to begin."), "resources.capacity"),
    how_many("successes", _("Number of successes."), count("successes")),
    how_many("difficulties", _("Number of difficulties."), count("difficulties")),
    how_many(
        "open_difficulties",
        _("Number of difficulties that are still open."),
        count("difficulties", lambda row: bool(row["state"]["key"] == "open")),
    ),
    how_many("results", _("Number of results with figures."), count("results")),
    how_many("interviews", _("Number of interviews."), count("interviews")),
    how_many("replications", _("Number of bodies that tell how they adapted it."), count("replications")),
    text("citation", _("How to cite it."), required=True),
    *DATES,
    *RIGHTS,
)

INTERVIEWS = (
    UUID,
    address("url", _("Where it is on its practice’s page.")),
    text("language", _("Language of the row."), "locale", vocabulary="BCP 47", required=True),
    TITLE,
    text("practice", _("Title of its practice."), "practice.title", required=True),
    address("practice_uri", _("Permanent address of its practice."), "practice.uri", required=True),
    text("role", _("Post of who is interviewed.")),
    text("interviewer", _("The body that asks.")),
    text("spoken_language", _("Language that is spoken."), "spoken_language.key", vocabulary="BCP 47"),
    day("recorded_on", _("When it was recorded.")),
    integer("duration", _("How long it is."), "duration_seconds", unit="s"),
    address("video_url", _("The video at its provider."), "video.url"),
    address("file_url", _("The video on this site."), "file.url"),
    yes_no("loads_third_party", _("Playing it asks another site than this one.")),
    several("captions", _("Languages of its captions."), each("captions", "language"), vocabulary="BCP 47"),
    text("transcript_language", _("Language of its transcript; empty without one."), vocabulary="BCP 47"),
    how_many("transcript_paragraphs", _("Number of paragraphs of its transcript."), count("transcript")),
    *RIGHTS,
)


def interviews_of(practice: dict[str, object]) -> list[dict[str, object]]:
    """As rows of their own, with what they have from their practice."""
    shared = {name: practice[name] for name in ("locale", "licence", "attribution")}
    shared["practice"] = {name: practice[name] for name in ("uuid", "title", "uri", "url")}
    rows: list[dict[str, object]] = at("interviews")(practice)
    return [{**row, **shared} for row in rows]
