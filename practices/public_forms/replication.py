"""«L'hem adaptada»: an organisation tells that it repeats a practice; an editor reads it before it shows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caravana_site.common.editors import tell_editors
from caravana_site.common.public_forms.forms import Leg, SubmissionForm
from caravana_site.common.public_forms.kinds import PublicForm, Thanks
from caravana_site.common.site_address import absolute
from practices.models import Organisation, ReplicationReport, ReplicationState

from .about_practice import AboutPracticeView

KEY = "replication"
EARLIEST = 1990  # before, there was nothing digital to repeat


class ReplicationForm(SubmissionForm):
    class Meta:
        model = ReplicationReport
        fields = ["organisation_name", "state", "happened_on", "what_changed", "result", "name", "email"]
        labels = {
            "organisation_name": gettext_lazy("Your organisation"),
            "state": gettext_lazy("How far have you got?"),
            "happened_on": gettext_lazy("Since when"),
            "what_changed": gettext_lazy("What did you change?"),
            "result": gettext_lazy("How did it turn out?"),
            "name": gettext_lazy("Your name and post"),
            "email": gettext_lazy("Your e-mail at work"),
        }
        help_texts = {
            "organisation_name": gettext_lazy("Town council, county council… Choose it from the list or write it."),
            "happened_on": gettext_lazy("The day, or one near it."),
            "what_changed": gettext_lazy(
                "What you did another way, or why you gave it up. No names of people, please."
            ),
            "result": gettext_lazy("What works, and what has been hard."),
            "email": gettext_lazy("It is never shown. We write there only if something is not clear."),
        }
        widgets = {
            "organisation_name": forms.TextInput(
                attrs={"autocomplete": "organization", "data-proposals": reverse_lazy("bodies")}
            ),
            "state": forms.RadioSelect,
            "happened_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "what_changed": forms.Textarea(attrs={"rows": 5}),
            "result": forms.Textarea(attrs={"rows": 4}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "organisation_name": {"required": gettext_lazy("Write which organisation you are.")},
            "state": {
                "required": gettext_lazy("Choose how far you have got."),
                "invalid_choice": gettext_lazy("Choose one of the four."),
            },
            "happened_on": {
                "required": gettext_lazy("Write since when."),
                "invalid": gettext_lazy("That is not a day: write it as 31/12/2026."),
            },
            "what_changed": {"required": gettext_lazy("Write what you changed, even if it is nothing.")},
            "name": {"required": gettext_lazy("Write your name.")},
            "email": {
                "required": gettext_lazy("Write your e-mail: we may have to ask."),
                "invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat."),
            },
        }

    legs = (
        Leg(gettext_lazy("Who are you?"), ["organisation_name"]),
        Leg(gettext_lazy("What have you done with it?"), ["state", "happened_on", "what_changed", "result"]),
        Leg(gettext_lazy("Whom can we ask?"), ["name", "email"]),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"].required = self.fields["email"].required = True
        states: Any = self.fields["state"]
        states.choices = ReplicationState.choices  # without the empty one: nothing is chosen beforehand
        day: Any = self.fields["happened_on"]
        day.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if not day.year >= EARLIEST or day > timezone.localdate():
            raise ValidationError(_("Write a day that has already come."))
        return day

    def save(self, commit: bool = True) -> Any:
        """Link the organisation when the name is one of ours."""
        named = Organisation.objects.filter(name__iexact=self.cleaned_data["organisation_name"]).first()
        self.instance.organisation = named
        return super().save(commit)


class ReplicationView(AboutPracticeView):
    """/practiques/<slug>/adaptada/"""

    key = KEY
    address = "replicate_practice"
    form_class = ReplicationForm

    def words(self) -> Mapping[str, Any]:
        return {
            **self.around(),
            "heading": _("Have you adapted it?"),
            "lead": _("Tell what you have made of «%(practice)s», whatever came of it. An editor reads it first.")
            % {"practice": self.practice.title},
            "send": _("Send it"),
        }


def announce(report: ReplicationReport) -> None:
    """Tell the editors that there is something to review."""
    where = absolute(reverse("wagtailsnippets_practices_replicationreport:edit", args=[report.pk]))

    def letter() -> tuple[str, str]:
        title = report.practice.title
        text = _("An organisation tells what it has made of «%(practice)s». Read it and decide whether it shows:")
        return _("A replication to review"), f"{text % {'practice': title}}\n\n{where}\n"

    tell_editors(letter)


def thanks(report: ReplicationReport) -> Thanks:
    return Thanks(
        heading=_("Thank you: your road counts too"),
        text=_("Whoever comes next will find it beside the story, with what you changed and how it turned out."),
        steps=[
            _("An editor reads it, and asks you if something is not clear"),
            _("It shows on the practice’s page and on your organisation’s"),
        ],
        facts=[(_("Practice"), report.practice.title)],
        onward=(_("Back to the practice"), report.practice.url or "/"),
    )


FORM = PublicForm(
    key=KEY,
    name=gettext_lazy("We have adapted it"),
    purpose=gettext_lazy(
        "To check what you tell with you before it is published. Your name and your e-mail are never published."
    ),
    legal_basis=gettext_lazy(
        "A task in the public interest (RGPD, art. 6.1.e): helping public administrations to learn from each other."
    ),
    recipients="",
    retention_days=365,
    model=ReplicationReport,
    accepted=announce,
    thanks=thanks,
)
