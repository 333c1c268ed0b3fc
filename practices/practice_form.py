"""The practice in the administration: what a form alone can check, and the panel that says what is missing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel

from practices import publication


class PracticeForm(WagtailAdminPageForm):
    """Saving a draft asks for nothing; publishing asks for what the fields and rows alone do not."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return cleaned
        if not cleaned.get("no_results_reason") and not self._has_rows("results"):
            self.add_error("no_results_reason", _("Write a result, or say here why there are none yet."))
        if cleaned.get("lead_image") and not cleaned.get("lead_image_alt"):
            self.add_error("lead_image_alt", _("Say what the picture shows, for who cannot see it."))
        return cleaned

    def _has_rows(self, name: str) -> bool:
        rows = self.formsets[name]
        return any(form.instance.pk or form.has_changed() for form in rows.forms if form not in rows.deleted_forms)


class CompletenessPanel(Panel):
    """How complete the last saved version is, with what is missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/completeness.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "completeness": publication.completeness(self.instance)}
