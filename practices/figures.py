"""Numbers as the reader's language writes them."""

from typing import Any

from django.utils.formats import number_format


def figure(value: Any) -> str:
    """With the language's separators and without needless decimals: two at most."""
    number = float(value)
    whole = int(number)
    return number_format(whole if number == whole else round(number, 2), use_l10n=True, force_grouping=True)
