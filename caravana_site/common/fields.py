"""Model fields that Django lacks."""

import logging
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import ngettext

from .encryption import UnreadableError, decrypted, encrypted

logger = logging.getLogger("caravana")


class EncryptedField(models.TextField):
    """A text that the database keeps encrypted (`common.encryption`), with a key for its purpose alone.

    What no key of the site opens any more reads as an empty text, which is logged: whoever uses it says so.
    """

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_prep_value(self, value: Any) -> Any:
        return encrypted(self.purpose, value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        try:
            return decrypted(self.purpose, value) if value else value
        except UnreadableError:
            logger.error("A text (%s) was encrypted with a key that is no more in the settings.", self.purpose)
            return ""


class ChoiceListField(models.JSONField):
    """Several values of a fixed list, kept as a JSON list in the order of the choices.

    PostgreSQL's arrays would do, but the embedded database has none. Not for facets: filter those by a table.
    """

    def __init__(self, *args: Any, choices_of: Any = (), most: int | None = None, **kwargs: Any) -> None:
        self.choices_of = choices_of
        self.most = most
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field:
        choices = getattr(self.choices_of, "choices", self.choices_of)
        return ChoiceListFormField(
            choices=choices,
            most=self.most,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, values: list[Any]) -> list[str]:
        """The choices' names of the stored values, in the active language."""
        names = dict(getattr(self.choices_of, "choices", self.choices_of))
        return [str(names[value]) for value in values if value in names]


class ChoiceListFormField(forms.TypedMultipleChoiceField):
    """Checkboxes whose answers keep the type and the order of the choices."""

    def __init__(self, *, choices: Any, most: int | None = None, **kwargs: Any) -> None:
        self.most = most
        by_text = {str(value): value for value, _label in choices}
        super().__init__(choices=choices, coerce=lambda text: by_text[text], empty_value=[], **kwargs)

    def validate(self, value: list[Any]) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            message = ngettext("Choose at most %(most)d.", "Choose at most %(most)d.", self.most)
            raise forms.ValidationError(message % {"most": self.most}, code="too_many")
