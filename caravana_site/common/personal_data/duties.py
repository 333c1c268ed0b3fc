"""The three duties: purge what is past its time, export what is held of a person, erase it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from .holdings import all_holdings, remove

logger = logging.getLogger("caravana.personal_data")
AT_ONCE = 500  # rows in one transaction


@dataclass(frozen=True)
class Line:
    """One line of a report: a holding and how many of its rows."""

    key: str
    name: str
    rows: int


def purge(now: datetime | None = None, *, dry_run: bool = False) -> list[Line]:
    """Remove what is past its retention; a dry run only counts."""
    moment = now or timezone.now()
    report = []
    for holding in all_holdings():
        expired = holding.expired(moment)
        number = expired.count() if dry_run else 0
        while not dry_run and (rows := list(expired.all()[:AT_ONCE])):
            number += remove(rows)
        report.append(Line(holding.key, str(holding.name), number))
    if not dry_run:
        logger.info("Purge of personal data: %s", ", ".join(f"{line.key} {line.rows}" for line in report))
    return report


def export(email: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that is held of the person with that address, by holding; nothing for holdings that have nothing."""
    found = {str(holding.name): [holding.export(row) for row in holding.about(email)] for holding in all_holdings()}
    return {name: rows for name, rows in found.items() if rows}


def held(email: str) -> list[Line]:
    """How much is held of that person, holding by holding."""
    lines = [Line(holding.key, str(holding.name), len(holding.about(email))) for holding in all_holdings()]
    return [line for line in lines if line.rows]


@transaction.atomic
def erase(email: str) -> list[Line]:
    """Erase what is held of that person, all or nothing; returns what was touched.

    Noted even when nothing is held: an older backup may hold something.
    """
    for follow in _followers:
        follow(email)
    return erase_again(email)


_followers: list[Callable[[str], None]] = []


def on_erasure(follow: Callable[[str], None]) -> None:
    """Have a function told of each erasure, in its transaction. The same one may come twice."""
    if follow not in _followers:
        _followers.append(follow)


@transaction.atomic
def erase_again(email: str) -> list[Line]:
    """The same for an erasure that was noted already, after a restore."""
    report = []
    for holding in all_holdings():
        rows = holding.about(email)
        report.append(Line(holding.key, str(holding.name), holding.erase(rows, email) if rows else 0))
    logger.info("Erasure at a person's request: %s", ", ".join(f"{line.key} {line.rows}" for line in report))
    return [line for line in report if line.rows]
