"""What is no text and may be another in each language: links, pictures, documents, addresses."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from .. import places

ADDRESS = re.compile(r"(https?://|mailto:|tel:|/|#)[^\s<>\"']+\Z")


@dataclass(frozen=True)
class Choice:
    """Something of the page that may be another in this language."""

    segment: OverridableSegment
    place: places.Place
    override: SegmentOverride | None
    source_shown: str
    override_shown: str = ""

    @property
    def name(self) -> str:
        return " · ".join(part for part in (self.place.heading, self.place.label) if part)


def choices(translation: Translation) -> list[Choice]:
    """All of them, in the order of the page: two queries, and one for each kind of thing that is chosen."""
    segments = list(
        OverridableSegment.objects.filter(source=translation.source_id).select_related("context").order_by("order")
    )
    if not segments:
        return []
    overrides = {
        one.context_id: one
        for one in SegmentOverride.objects.filter(
            locale=translation.target_locale_id, context__in=[segment.context_id for segment in segments]
        )
    }
    at = {segment.pk: _place(translation, segment) for segment in segments}
    names = _Names((at[one.pk], value) for one in segments for value in _values(one, overrides.get(one.context_id)))
    return [
        Choice(
            one,
            at[one.pk],
            override := overrides.get(one.context_id),
            names.of(at[one.pk], one.data),
            names.of(at[one.pk], json.loads(override.data_json)) if override else "",
        )
        for one in segments
    ]


def _place(translation: Translation, segment: OverridableSegment) -> places.Place:
    model = translation.source.specific_content_type.model_class()
    return places.place(model, segment.context.path, segment.context.field_path)


def _values(segment: OverridableSegment, override: SegmentOverride | None) -> list[Any]:
    return [segment.data, *([json.loads(override.data_json)] if override else [])]


def chosen_model(place: places.Place) -> Any:
    """The model that is chosen from; None where an address or a text is written."""
    field = place.field
    if isinstance(field, models.ForeignKey):
        return field.related_model
    if isinstance(field, blocks.ChooserBlock):
        return field.target_model if hasattr(field, "target_model") else field.model_class
    return None


class _Names:
    """How the chosen things are called, in one query for each model."""

    def __init__(self, values: Any) -> None:
        keys: dict[Any, set[Any]] = {}
        for place, value in values:
            if model := chosen_model(place):
                keys.setdefault(model, set()).add(value)
        self._names = {model: model.objects.in_bulk([key for key in some if key]) for model, some in keys.items()}

    def of(self, place: places.Place, value: Any) -> str:
        model = chosen_model(place)
        if model is None:
            return str(value)
        found = self._names.get(model, {}).get(value)
        return str(found) if found is not None else _("there no more")


def form_for(choice: Choice, data: Any = None) -> forms.Form:
    """The form that chooses another, with Wagtail's own choosers."""
    start = json.loads(choice.override.data_json) if choice.override else choice.segment.data

    class OverrideForm(forms.Form):
        value = _form_field(choice)

    return OverrideForm(data, initial={"value": start})


def _form_field(choice: Choice) -> forms.Field:
    field: Any = choice.place.field
    label = choice.name
    if _is_link(choice):
        made: forms.Field = forms.CharField(max_length=2000, validators=[_address])
    elif isinstance(field, models.Field):
        made = formfield_for_dbfield(field)
    else:
        made = field.field
    made.label, made.required, made.help_text = label, True, ""
    return made


def _is_link(choice: Choice) -> bool:
    """An address within a rich text: its content path ends with the address itself, in quotes."""
    return str(choice.segment.context.path).endswith("'") or choice.place.field is None


def _address(value: str) -> None:
    if not ADDRESS.match(value):
        raise ValidationError(_("Write a whole address, such as https://example.org/ or mailto:someone@example.org."))


def keep(choice: Choice, translation: Translation, value: Any, user: Any) -> None:
    """Let the translation have that instead of the source's."""
    kept = value.pk if isinstance(value, models.Model) else value
    SegmentOverride.objects.update_or_create(
        locale=translation.target_locale,
        context=choice.segment.context,
        defaults={
            "data_json": json.dumps(kept),
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def drop(choice: Choice, translation: Translation) -> None:
    """Let it be the source's again."""
    SegmentOverride.objects.filter(locale=translation.target_locale, context=choice.segment.context).delete()
