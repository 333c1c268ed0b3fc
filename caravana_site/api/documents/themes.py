"""Themes, the lines of the caravan."""

from django.utils import translation
from pydantic import Field

from practices.models import Theme

from .terms import TermDocument, term_kind


class ThemeDocument(TermDocument):
    """A theme: a line of the caravan, by which practices and stops are grouped."""

    short_name: str
    plate: str = Field(description="The letter that stands for it on signs.")
    colour: str = Field(description="The name of its colour in the site's design.")
    description: str
    order: int


def _path(theme: Theme) -> str:
    with translation.override(theme.locale.language_code):
        return theme.get_absolute_url()


KIND = term_kind(
    "theme",
    "themes",
    Theme,
    "The lines of the caravan.",
    schema=ThemeDocument,
    path=_path,
    more=lambda theme: {
        "short_name": theme.short_name,
        "plate": theme.plate,
        "colour": theme.colour,
        "description": theme.description,
        "order": theme.sort_order,
    },
)
