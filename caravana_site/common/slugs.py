"""Addresses from titles: one rule for the server and for the field of the administration.

`año` is no `ano`, so `ñ` is written `ny`; `ç` is `c`, the ela geminada `ll`, and an apostrophe parts two words.
"""

import re
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

LONGEST = 250  # characters; a number that makes it unique still fits into the 255 of the column
RULES: tuple[tuple[str, str], ...] = (
    (r"l[·.•‧∙⋅]l", "ll"),
    (r"ŀl", "ll"),
    (r"ñ|n\u0303", "ny"),
    (r"ç", "c"),
    (r"[àáâäãåª]", "a"),
    (r"[èéêë]", "e"),
    (r"[ìíîï]", "i"),
    (r"[òóôöõº]", "o"),
    (r"[ùúûü]", "u"),
    (r"['’‘ʼ`´/–—:]", "-"),
    (r"[^a-z0-9\s_-]", ""),
    (r"[\s-]+", "-"),
    (r"^[_-]+|[_-]+$", ""),
)
"""Pattern and what stands for it, in this order, whatever the case. Python and JavaScript read them alike."""
_COMPILED = [(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in RULES]


def slug_of(text: str) -> str:
    """The slug of a title; nothing where it has neither a letter of ours nor a digit."""
    for pattern, instead in _COMPILED:
        text = pattern.sub(instead, text)
    return text.lower()[:LONGEST].rstrip("-_")


class OurSlugInput(SlugInput):
    """Wagtail's field, which proposes a slug while the title is written, with our rule before its own."""

    def __init__(self, attrs: dict[str, Any] | None = None, locale: Any = None) -> None:
        super().__init__(attrs, formatters=[(pattern, instead, "giu") for pattern, instead in RULES], locale=locale)


class PageForm(WagtailAdminPageForm):
    """The form of our pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field | None = self.fields.get("slug")
        if field is not None and isinstance(field.widget, SlugInput):
            field.widget = OurSlugInput(locale=self.instance.locale if self.instance.locale_id else None)
