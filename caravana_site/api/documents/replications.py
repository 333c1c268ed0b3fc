"""What bodies made of others' practices, as it shows on pages; what they sent and who sent it is another matter."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from practices.models import Replication

from .bodies import reference_to
from .builder import Builder
from .schemas import Reference, Schema, Term


class Told(Schema):
    """What became of a practice at another body."""

    state: Term
    happened_on: date = Field(description="Since when it is so.")
    locale: str = Field(description="The language of what is told: its own where nobody has translated it.")
    what_changed: str
    result: str | None


class PracticeReplication(Told):
    """What another body made of this practice."""

    organisation: Reference | None = Field(description="None where it is known by its name alone.")
    organisation_name: str


class BodyReplication(Told):
    """What this body made of another's practice."""

    practice: Reference
    practice_is_sample: bool


def key(row: Replication) -> str:
    """Of one entry, in whatever language."""
    return f"replication:{row.translation_key}"


def key_of_practice(uuid: UUID) -> str:
    """Of the list of a practice's replications."""
    return f"replications:{uuid}"


def keys_of(row: Replication) -> Iterable[str]:
    """What a change of an entry is told by."""
    return [key(row), key_of_practice(row.practice.translation_key)]


def told(row: Replication, builder: Builder) -> dict[str, Any]:
    builder.depends_on(key(row))
    return {
        "state": Term(key=row.state, name=row.get_state_display()),
        "happened_on": row.happened_on,
        "locale": row.locale.language_code,
        "what_changed": row.what_changed,
        "result": row.result or None,
    }


def of_practice(row: Replication, builder: Builder) -> PracticeReplication:
    builder.depends_on(row.organisation)
    return PracticeReplication(
        **told(row, builder),
        organisation=Reference(**reference_to(row.organisation, builder)) if row.organisation else None,
        organisation_name=row.whose,
    )
