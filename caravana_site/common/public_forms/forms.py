"""The form class that every public form builds on: fields in legs, traps for robots, cleaned words."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from caravana_site.common.models import Submission

from . import proof
from .opening import Opening
from .seal import BrokenSealError, Seal, read

KEPT_CONTROLS = "\n\t"
FIELD = "public_forms/field.html"


def cleaned(text: str) -> str:
    """Without control characters, which no keyboard types and no database keeps, and with one form of each letter."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (one for one in unified if one in KEPT_CONTROLS or unicodedata.category(one) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept))


@dataclass(frozen=True)
class Leg:
    """One stretch of the form: a legend and its fields."""

    legend: Any
    names: Sequence[str]


class TellingForm(forms.BaseForm):
    """A form whose errors stand above it too, each with the way to its field."""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each error once, with the id of its field; what concerns the whole form first, without one."""
        found = [("", str(message)) for message in self.non_field_errors()]
        for bound in self.visible_fields():
            found += [(self._target(bound), str(message)) for message in bound.errors]
        return found

    def _target(self, bound: forms.BoundField) -> str:
        """A group of radio buttons has no element of its own: its first one is meant."""
        return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.RadioSelect) else bound.auto_id


class SubmissionForm(TellingForm, forms.ModelForm):
    """Subclasses name their model, their fields and their legs."""

    legs: ClassVar[Sequence[Leg]] = ()
    drawn_by: ClassVar[Mapping[str, str]] = {}
    """Field → the template that draws it, where the common one will not do."""
    accepts_notice: ClassVar[bool] = True
    """Whether the notice must be ticked, or is only shown."""

    fax = forms.CharField(
        required=False, label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip
    seal = forms.CharField(required=False, widget=forms.HiddenInput)
    altcha = forms.CharField(required=False, widget=forms.HiddenInput)
    accepted = forms.BooleanField(
        label=_("I have read how my data are treated"),
        error_messages={"required": _("Tick that you have read how your data are treated.")},
    )

    def __init__(self, data: Any = None, *, opening: Opening, instance: Submission) -> None:
        self.opening = opening
        if data is not None:
            data = data.copy()
            for name in data:
                data.setlist(name, [self._cleaned(name, value) for value in data.getlist(name)])
        super().__init__(data, instance=instance)
        if not self.accepts_notice:
            del self.fields["accepted"]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted, without a word
            field.error_messages.setdefault("required", _("This field cannot be empty."))
            for validator in field.validators:
                if isinstance(validator, MaxLengthValidator):
                    validator.message = _("It has %(show_value)d characters; %(limit_value)d is the most.")

    def _cleaned(self, name: str, value: str) -> str:
        """Lines are broken only where the field has several."""
        field = self.base_fields.get(name)
        kept = cleaned(value)
        return kept if field and isinstance(field.widget, forms.Textarea) else " ".join(kept.split())

    @cached_property
    def sealed(self) -> Seal:
        """The seal that came, while it is good; else a new one."""
        try:
            return read(self.data.get("seal", ""), self.opening.form.key)
        except BrokenSealError:
            return self.new_seal

    @cached_property
    def new_seal(self) -> Seal:
        return Seal.new(self.opening.form.key, self.opening.notice.pk if self.opening.notice else 0)

    @property
    def puzzle(self) -> str:
        """What the browser works at. No field of a form is called so: in a template a field would come first."""
        return proof.challenge_for(self.sealed.key)

    @property
    def proved(self) -> bool:
        """Whether the browser did its work for this very sending."""
        return proof.is_solved(self.data.get("altcha", ""), self.sealed.key)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.sealed is self.new_seal:
            self.add_error(None, _("The form had been open for too long, or lost its seal. Send it again."))
        elif self.sealed.too_fast:
            self.add_error(None, _("It came faster than anybody writes. Look it over and send it again."))
        if self.cleaned_data.get("fax"):
            self.add_error(
                None, _("Something filled in a field that people do not see. It is empty now: send it again.")
            )
        return self.cleaned_data

    @property
    def shown_legs(self) -> list[tuple[Any, list[tuple[forms.BoundField, str]]]]:
        """Legends, and below each its fields with the template of each."""
        return [(leg.legend, [(self[name], self.drawn_by.get(name, FIELD)) for name in leg.names]) for leg in self.legs]
