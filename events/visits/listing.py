"""The guide for anybody: `?ambit=dades-obertes&minuts=45` chooses the theme and the time."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import ListingForm
from events.models import GuideLength
from practices.models import Theme

from .plan import Plan, plan


def theme_choices() -> list[tuple[str, Any]]:
    """The themes in the active language, after any of them."""
    themes = Theme.objects.filter(locale=Locale.get_active())
    return [("", _("Any theme")), *((theme.key, theme.name) for theme in themes)]


class GuideChoice(ListingForm):
    """What the reader chose; what does not exist is told and left out."""

    ambit = forms.ChoiceField(
        label=_("Theme"), required=False, choices=theme_choices,
        error_messages={"invalid_choice": _("There is no such theme.")},
    )  # fmt: skip
    minuts = forms.ChoiceField(
        label=_("How much time is there?"), required=False, choices=GuideLength,
        error_messages={"invalid_choice": _("The guide has no such length: the whole one is shown.")},
    )  # fmt: skip

    def __init__(self, data: QueryDict, *, locale: Locale) -> None:
        self.locale = locale
        super().__init__(data)

    lengths = GuideLength.choices

    @property
    def length(self) -> GuideLength:
        return GuideLength(self.cleaned_data.get("minuts") or GuideLength.WHOLE)

    @property
    def theme(self) -> str:
        """Its key, or nothing."""
        return str(self.cleaned_data.get("ambit") or "")

    @cached_property
    def plan(self) -> Plan:
        return plan(self.locale, self.theme, self.length)
