"""Days named in a free text: «el 12 de març», «12/3/2027». What cannot be is told before anybody plans with it."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

MONTHS = {
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
"""As people write them, whatever the language of the page."""
_NUMBERS = {name: number for names in MONTHS.values() for number, name in enumerate(names.split(), start=1)}
_NAMED = re.compile(
    rf"\b(\d{{1,2}})\s+(?:de\s+|d[’'])?({'|'.join(_NUMBERS)})\b(?:\s+(?:de\s+|del\s+)?(\d{{4}}))?", re.IGNORECASE
)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/.-])")
A_LEAP_YEAR = 2028  # without a year, the 29th of February is one


def problem_in(text: str, *, today: date) -> str:
    """What is wrong with the first day that cannot be or is over; nothing when all is well."""
    for said, day, month, year in _said(text):
        try:
            meant = date(year or A_LEAP_YEAR, month, day)
        except ValueError:
            return _("There is no such day: %(day)s.") % {"day": said}
        if year and meant < today:
            return _("%(day)s is already over.") % {"day": said}
    return ""


def _said(text: str) -> Iterator[tuple[str, int, int, int]]:
    for found in _NAMED.finditer(text):
        day, month, year = found.groups()
        yield found[0], int(day), _NUMBERS[month.lower()], int(year or 0)
    for found in _NUMERIC.finditer(text):
        day, month, year = found.groups()
        yield found[0], int(day), int(month), int(year)
