"""The parts of a practice's document, and how its rows become them."""

from typing import Any, Literal

from pydantic import Field

from practices.models import CostBand, PracticePage
from practices.models.goals import GOALS

from .builder import Builder, licence
from .schemas import File, Licence, Schema, Term


class Success(Schema):
    """What worked (encert)."""

    title: str
    text: str


class Difficulty(Schema):
    """What was hard (dificultat), and how it stands."""

    title: str
    text: str
    kind: Term
    state: Term
    how_solved: str | None


class Milestone(Schema):
    """A month of the practice's road."""

    month: str = Field(description="As in `2024-03`.", pattern=r"^\d{4}-\d{2}$")
    text: str
    kind: Term


class Result(Schema):
    """An indicator before and after."""

    indicator: str
    before: float
    after: float
    unit: str | None
    period: str
    source_url: str | None


class Resources(Schema):
    """What it takes: money, time, people."""

    initial_cost_euros: int | None = Field(description="VAT included; 0 if it cost nothing.")
    yearly_cost_euros: int | None
    cost_band: Term = Field(description="`free`, the highest amount of the band, `more` or `unknown`.")
    cost_year: int | None = Field(description="Of the figures.")
    setup_months: int | None = Field(description="From the decision to the first person served.")
    staff_hours: int | None = Field(description="Of own staff until it ran, everybody added up.")
    capacity: Term | None = Field(description="The technical capacity that a body needs to begin.")
    profiles: str | None
    shared_services: str | None = Field(description="What another administration lends.")
    funding: str | None
    legal_basis: str | None
    note: str | None = Field(description="What the figures leave out.")


class TransferStep(Schema):
    """One thing to do, in order, to repeat the practice."""

    title: str
    text: str | None
    duration: str | None = Field(description="In words.")


class ReusablePart(Schema):
    """Something that another body can take."""

    title: str
    file: File | None
    url: str | None = Field(description="Where it is, if it is no file of this site.")
    licence: Licence
    publiccode_url: str | None = Field(description="Of software published as open source.")


class Transfer(Schema):
    """How another body would do it."""

    steps: list[TransferStep]
    needed_first: str | None
    must_adapt: str | None
    small_town: str | None = Field(description="How a small town would do it.")
    reusable_parts: list[ReusablePart]


class Archived(Schema):
    """Kept to be read: nobody keeps it up to date."""

    reason: str | None
    locale: str | None = Field(description="The language of the reason, which may wait for its translation.")


class Goal(Schema):
    """A Sustainable Development Goal of the United Nations."""

    number: int
    name: str


Turn = Literal["success", "difficulty"]


def turns_of(page: PracticePage) -> list[Turn]:
    return ["success" if turn == "success" else "difficulty" for turn in page.road]


def sides_of(page: PracticePage) -> dict[str, Any]:
    return {
        "successes": [Success(title=row.title, text=row.text) for row in page.successes.all()],
        "difficulties": [
            Difficulty(
                title=row.title,
                text=row.text,
                kind=Term(key=row.kind, name=row.get_kind_display()),
                state=Term(key=row.state, name=row.get_state_display()),
                how_solved=row.how_solved or None,
            )
            for row in page.difficulties.all()
        ],
        "milestones": [
            Milestone(month=f"{row.month:%Y-%m}", text=row.text, kind=Term(key=row.kind, name=row.get_kind_display()))
            for row in page.milestones.all()
        ],
        "results": [
            Result(
                indicator=row.indicator,
                before=float(row.before),
                after=float(row.after),
                unit=row.unit or None,
                period=row.period,
                source_url=row.source_url or None,
            )
            for row in page.results.all()
        ],
        "no_results_reason": None if page.results.all() else page.no_results_reason or None,
    }


def resources_of(page: PracticePage) -> Resources:
    band = CostBand(page.cost_band or CostBand.UNKNOWN)
    return Resources(
        initial_cost_euros=page.initial_cost,
        yearly_cost_euros=page.yearly_cost,
        cost_band=Term(key=band.value, name=str(band.label)),
        cost_year=page.cost_year,
        setup_months=page.setup_months,
        staff_hours=page.staff_hours,
        capacity=Term(key=page.capacity, name=page.get_capacity_display()) if page.capacity else None,
        profiles=page.profiles or None,
        shared_services=page.shared_services or None,
        funding=page.funding or None,
        legal_basis=page.legal_basis or None,
        note=page.resources_note or None,
    )


def transfer_of(page: PracticePage, builder: Builder) -> Transfer:
    return Transfer(
        steps=[
            TransferStep(title=row.title, text=row.text or None, duration=row.duration or None)
            for row in page.transfer_steps.all()
        ],
        needed_first=page.needed_first or None,
        must_adapt=page.must_adapt or None,
        small_town=page.small_town or None,
        reusable_parts=[_part(row, builder) for row in page.reusable_parts.all()],
    )


def _part(row: Any, builder: Builder) -> ReusablePart:
    """The file goes by the name and the licence that the story gives it."""
    held, file = licence(row.licence), builder.file(row.document_id)
    return ReusablePart(
        title=row.title,
        file=file.model_copy(update={"title": row.title, "licence": held}) if file else None,
        url=row.url or None,
        licence=held,
        publiccode_url=row.publiccode_url or None,
    )


def goals_of(page: PracticePage) -> list[Goal]:
    names = dict(GOALS)
    return [Goal(number=number, name=str(names[number])) for number in page.sdgs if number in names]


def term_of(row: Any, builder: Builder) -> Term:
    """Of a vocabulary that editors keep."""
    builder.depends_on(row)
    return Term(key=row.key, name=row.name)
