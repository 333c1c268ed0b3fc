"""The practice in the administration: what a form alone can check, and the panel that says what is missing."""

from collections.abc import Iterable
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from caravana_site.common.slugs import PageForm
from practices import publication


class Submitted:
    """What a form holds, valid or not, read as the page that it would make."""

    def __init__(self, form: "PracticeForm") -> None:
        self._form = form

    def __getattr__(self, name: str) -> Any:
        if name in self._form.formsets:
            return SubmittedRows(self._form.formsets[name])
        return self._form[name.removesuffix("_id")].data


class SubmittedRows:
    """The rows of a formset that are neither empty nor taken away."""

    def __init__(self, formset: Any) -> None:
        self._formset = formset

    def all(self) -> Iterable[Any]:
        # Not `deleted_forms`: a formset that is not valid has none.
        kept = (form for form in self._formset.forms if not form[DELETION_FIELD_NAME].data)
        return [form for form in kept if form.instance.pk or not is_blank(form)]


def is_blank(row: Any) -> bool:
    """Nothing was written in it; the browser says its place all the same."""
    return set(row.changed_data) <= {ORDERING_FIELD_NAME}


class PracticeForm(PageForm):
    """Saving a draft asks for nothing; publishing says in one list all that is missing, by each field too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left_blank: list[tuple[Any, Any]] = []

    def defer_required_fields(self) -> None:
        """A draft's rows in which nothing is written count as taken away. Wagtail asks for the rows that the form
        offers, and for each one that was there when it saved by itself."""
        super().defer_required_fields()
        for row in (row for formset in self.formsets.values() for row in formset.forms):
            if not row.instance.pk and is_blank(row):
                self._left_blank.append((row, row.data))
                row.data = row.data.copy()
                row.data[row.add_prefix(DELETION_FIELD_NAME)] = "on"

    def restore_required_fields(self) -> None:
        """The form is shown again, with the rows that it offered."""
        super().restore_required_fields()
        for row, data in self._left_blank:
            row.data = data
        self._left_blank = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return cleaned
        lacking = publication.unmet(Submitted(self))
        for point in lacking:
            if point.field not in self.fields:
                self.add_error(None, point.lacking)
            elif not self.has_error(point.field, "required"):
                self.add_error(point.field, point.lacking)
        if lacking:  # a general error makes Wagtail show all of them in one list above the form
            self.add_error(None, _("A draft can be saved at any time: only publishing asks for this."))
        return cleaned


class CompletenessPanel(Panel):
    """How complete the last saved version is, with what is missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/completeness.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "completeness": self.instance.completeness}
