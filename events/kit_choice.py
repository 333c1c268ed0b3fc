"""The kit that a reader puts together: who they are and how they meet decide what is in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caravana_site.common.listings import ListingForm
from events.models.kit_choices import KitPhase, KitRole, KitWeight
from events.models.stop_choices import StopFormat

if TYPE_CHECKING:
    from events.models.kit import KitResourcePage


@dataclass(frozen=True)
class Offer:
    """A tool, and whether it is in the reader's kit."""

    tool: "KitResourcePage"
    chosen: bool

    @property
    def is_must(self) -> bool:
        return bool(self.tool.weight == KitWeight.MUST)


@dataclass(frozen=True)
class Phase:
    """One part of the visit and its tools."""

    key: str
    label: str
    offers: list[Offer]


class KitChoice(ListingForm):
    """`?role=host&format=online&tool=<slug>`; without a role or a format all of them. Musts are in whatever is sent."""

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
    def ticked(self) -> set[str]:
        return set(self.query.getlist("tool"))

    @property
    def problems(self) -> list[str]:
        """What was left out, told once and without repeating what was sent."""
        unknown = self.ticked - {tool.slug for tool in self.resources}
        told = [str(_("One of the tools does not exist in this kit, so it was left out."))] if unknown else []
        if self.query and self.offers and not self.chosen:  # a role may have options alone
            told.append(str(_("Your kit is still empty: tick at least one tool.")))
        return [*super().problems, *told]

    @cached_property
    def offers(self) -> list[Offer]:
        role, meeting = self.cleaned_data.get("role"), self.cleaned_data.get("format")
        return [
            Offer(tool, tool.weight == KitWeight.MUST or tool.slug in self.ticked)
            for tool in self.resources
            if (not role or role in tool.roles) and (not meeting or meeting in tool.formats)
        ]

    @cached_property
    def chosen(self) -> list["KitResourcePage"]:
        return [offer.tool for offer in self.offers if offer.chosen]

    @cached_property
    def phases(self) -> list[Phase]:
        return [
            Phase(key, str(label), [offer for offer in self.offers if offer.tool.phase == key])
            for key, label in KitPhase.choices
        ]

    @property
    def told(self) -> list[str]:
        """Role and format as a reader says them; nothing for what was not chosen."""
        chosen = (self.cleaned_data.get("role"), self.cleaned_data.get("format"))
        names = dict(KitRole.choices) | dict(StopFormat.choices)
        return [str(names[key]) for key in chosen if key]
