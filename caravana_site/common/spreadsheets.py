"""Tables that people open in a spreadsheet."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]  # it has no types

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """A cell that a spreadsheet shows as it was typed and never reckons: OWASP's way, an apostrophe before it."""
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text
