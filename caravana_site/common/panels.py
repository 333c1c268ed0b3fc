"""Panels of the administration that several rooms use."""

from typing import Any

from wagtail.admin.panels import FieldPanel

from .languages import name_of


class LanguagePanel(FieldPanel):
    """The language of what was sent, by its name; it is read, never written."""

    def __init__(self, field_name: str = "language", **options: Any) -> None:
        super().__init__(field_name, **{**options, "read_only": True})

    def format_value_for_display(self, value: str) -> str:
        return name_of(value)
