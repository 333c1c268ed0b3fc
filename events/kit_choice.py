"""The kit that a reader puts together: who they are and how they meet decide what is in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caravana_site.common.listings import ListingForm
from events.models.kit_choices import KitPhase, KitRole
from events.models.stop_choices import StopFormat

if TYPE_CHECKING:
    from events.models.kit import KitResourcePage


@dataclass(frozen=True)
class Phase:
    """One part of the visit and its tools."""

    key: str
    label: str
    tools: list["KitResourcePage"]


class KitChoice(ListingForm):
    """`?role=host&format=online`; without an answer everything is shown. Musts are in whatever is sent."""

    role = forms.ChoiceField(
        label=_("You are…"), choices=KitRole.choices, required=False,
        error_messages={"invalid_choice": _("There is no such role, so everything is shown.")},
    )  # fmt: skip
    format = forms.ChoiceField(
        label=_("The meeting will be…"), choices=StopFormat.choices, required=False,
        error_messages={"invalid_choice": _("There is no such format, so everything is shown.")},
    )  # fmt: skip

    def __init__(self, data: QueryDict, *, resources: list["KitResourcePage"]) -> None:
        self.resources = resources
        super().__init__(data)

    @cached_property
    def tools(self) -> list["KitResourcePage"]:
        role, meeting = self.cleaned_data.get("role"), self.cleaned_data.get("format")
        return [
            tool
            for tool in self.resources
            if (not role or role in tool.roles) and (not meeting or meeting in tool.formats)
        ]

    @cached_property
    def phases(self) -> list[Phase]:
        return [
            Phase(key, str(label), [tool for tool in self.tools if tool.phase == key])
            for key, label in KitPhase.choices
        ]
