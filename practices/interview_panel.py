"""Interviews in the administration: their rows, what each lacks, and the way to take one out."""

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, Panel, get_form_for_model

from practices import publication
from practices.models.interviews import Interview, InterviewPoster


class InterviewForm(WagtailAdminModelForm):
    """Carries the interview's identity along: a row that is only in a draft is made anew at each saving."""

    identity = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kwargs.get("instance") is not None:  # else it is the blank form that every new row is copied from
            self.initial["identity"] = self.instance.identity

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if given := cleaned.get("identity"):
            self.instance.identity = given
        consent = cleaned.get("consent")
        if consent and Interview.objects.filter(consent=consent).exclude(identity=self.instance.identity).exists():
            self.add_error("consent", publication.CONSENT_OF_ANOTHER)
        return cleaned

    def _post_clean(self) -> None:
        """Saving a draft asks for nothing; publishing says here what is missing, and loses nothing."""
        super()._post_clean()
        if self.is_deferred_validation or "title" in self.errors:  # the reasons name it
            return
        wrong = set(self.errors)
        for field, lacking in publication.gaps_of_interview(self.instance):
            if field not in wrong:  # there is something there, and it was said what is wrong with it
                self.add_error(field, lacking)

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        return [*updates, (self.add_prefix("identity"), str(self.instance.identity))]


class InterviewsPanel(InlinePanel):
    """The rows, with that form."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        rows = options["formsets"][self.relation_name]
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        rows["form"] = get_form_for_model(Interview, form_class=InterviewForm, defer_required_on_fields=deferred)
        return options


class InterviewStatePanel(Panel):
    """The interviews of the last saved version: what each lacks, what became of its poster, the way out."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/interviews.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.interviews.all()) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            rows = list(self.instance.interviews.all())
            posters = {
                poster.identity: poster
                for poster in InterviewPoster.objects.filter(identity__in=[row.identity for row in rows])
            }
            may_withdraw = self.request.user.has_perm("practices.withdraw_interview")
            states = [
                {
                    "title": row.title,
                    "missing": publication.missing_in_interview(row),
                    "poster": None if row.poster_id else posters.get(row.identity),
                    "withdraw": reverse("withdraw_interview", args=[row.identity]) if may_withdraw else "",
                }
                for row in rows
            ]
            return {**context, "interviews": states}
