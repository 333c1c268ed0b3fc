"""The fields of a request for a stop, in the order in which one would tell it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from caravana_site.common.languages import own_name
from caravana_site.common.public_forms.forms import Leg, SubmissionForm
from events.models import Authorisation, RequestRole, StopFormat, StopRequest
from events.stop_requests import said_dates
from events.stop_requests.offers import seeking as seeking_stops
from practices.models import Municipality, Organisation, Theme
from practices.naming import plain

KEY = "stop-request"
FARTHEST = 600  # kilometres: farther than any two places of the country
MOST_STOPS = 50  # of those that look for a rapporteur, in the list


class StopField(forms.ModelChoiceField):
    """The announced stops that look for a rapporteur, by the key that all languages share."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:  # of what is no key at all the model's own field would say so, with the junk in it
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None

    def label_from_instance(self, stop: Any) -> str:
        return f"{stop.town}, {date_format(timezone.localtime(stop.start), 'j F')}: {stop.title}"


class StopRequestForm(SubmissionForm):
    town = forms.CharField(
        label=gettext_lazy("Municipality"), required=False, max_length=120,
        help_text=gettext_lazy("Where you are. For a council of the list there is no need."),
        widget=forms.TextInput(attrs={"data-proposals": reverse_lazy("towns"), "autocomplete": "off"}),
    )  # fmt: skip
    announced_stop = StopField(
        queryset=None, required=False, to_field_name="translation_key",
        label=gettext_lazy("Which stop would you ask at?"), empty_label=gettext_lazy("Any that looks for a rapporteur"),
        help_text=gettext_lazy("If you want to be a rapporteur."),
        error_messages={"invalid_choice": gettext_lazy("That stop does not look for a rapporteur any more.")},
    )  # fmt: skip
    farthest_km = forms.IntegerField(
        label=gettext_lazy("How far would you travel?"), required=False, min_value=1, max_value=FARTHEST,
        help_text=gettext_lazy("Kilometres from your place, if you want to be a rapporteur."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Write the kilometres as a whole number."),
            "min_value": gettext_lazy("Write the kilometres as a whole number."),
            "max_value": gettext_lazy("That is farther than the country is long: 600 km at most."),
        },
    )  # fmt: skip
    reply_language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write to you?"), widget=forms.RadioSelect
    )

    class Meta:
        model = StopRequest
        fields = [
            "role", "organisation_name", "challenge", "theme", "difficulty", "to_learn", "announced_stop", "format",
            "months", "preferred_dates", "farthest_km", "accessibility_needs", "name", "post", "email", "telephone",
            "reply_language", "authorisation",
        ]  # fmt: skip
        labels = {
            "role": gettext_lazy("Role"),
            "organisation_name": gettext_lazy("Your body"),
            "challenge": gettext_lazy("The practice or the challenge"),
            "theme": gettext_lazy("Theme"),
            "difficulty": gettext_lazy("What has been hardest?"),
            "to_learn": gettext_lazy("What do you want to learn?"),
            "format": gettext_lazy("Format"),
            "preferred_dates": gettext_lazy("Days that you prefer, or that cannot be"),
            "accessibility_needs": gettext_lazy("Accessibility needs"),
            "name": gettext_lazy("Name"),
            "post": gettext_lazy("Post"),
            "email": gettext_lazy("E-mail at work"),
            "telephone": gettext_lazy("Telephone"),
            "authorisation": gettext_lazy("Do you have your body’s authorisation?"),
        }
        help_texts = {
            "organisation_name": gettext_lazy("Town council, county council… Choose it from the list or write it."),
            "challenge": gettext_lazy(
                "As you would tell a neighbour: what you have done, or what you want to know. 1,000 characters at most."
            ),
            "difficulty": gettext_lazy("It is what others read most. You can leave it for the interview."),
            "to_learn": gettext_lazy("What you would ask the other body."),
            "preferred_dates": gettext_lazy("For example: Tuesdays in the morning, not before the 12th of March."),
            "accessibility_needs": gettext_lazy("Access, a loop, subtitles, breaks: what whoever comes will need."),
            "email": gettext_lazy("There we send you the link to follow it."),
        }
        widgets = {
            "role": forms.RadioSelect,
            "organisation_name": forms.TextInput(
                attrs={"autocomplete": "organization", "data-proposals": reverse_lazy("bodies")}
            ),
            "challenge": forms.Textarea(attrs={"rows": 5}),
            "theme": forms.RadioSelect,
            "difficulty": forms.Textarea(attrs={"rows": 5}),
            "to_learn": forms.Textarea(attrs={"rows": 4}),
            "format": forms.RadioSelect,
            "accessibility_needs": forms.Textarea(attrs={"rows": 3}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "post": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "telephone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "authorisation": forms.RadioSelect,
        }
        error_messages = {
            "role": {
                "required": gettext_lazy("Choose a role."),
                "invalid_choice": gettext_lazy("Choose one of the three roles."),
            },
            "organisation_name": {"required": gettext_lazy("Write which body you are.")},
            "challenge": {"required": gettext_lazy("Write the practice or the challenge in a few words.")},
            "theme": {
                "required": gettext_lazy("Choose the theme that is nearest."),
                "invalid_choice": gettext_lazy("Choose one of these themes."),
            },
            "format": {
                "required": gettext_lazy("Choose a format."),
                "invalid_choice": gettext_lazy("Choose one of the three formats."),
            },
            "name": {"required": gettext_lazy("Write your name.")},
            "email": {
                "required": gettext_lazy("Write your e-mail: without it nobody can answer."),
                "invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat."),
            },
        }

    legs = (
        Leg(gettext_lazy("Which role do you want?"), ["role", "organisation_name", "town"]),
        Leg(gettext_lazy("What is it about?"), ["announced_stop", "challenge", "theme", "difficulty", "to_learn"]),
        Leg(
            gettext_lazy("The visit"),
            ["format", "months", "preferred_dates", "farthest_km", "accessibility_needs"],
        ),
        Leg(
            gettext_lazy("Contact"),
            ["name", "post", "email", "telephone", "reply_language", "authorisation"],
        ),
    )
    drawn_by = {
        "role": "events/requests/role.html",
        "theme": "events/requests/theme.html",
        "format": "events/requests/format.html",
    }

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"].required = self.fields["email"].required = True
        fields: dict[str, Any] = self.fields
        for name, choices in (("role", RequestRole), ("format", StopFormat), ("authorisation", Authorisation)):
            fields[name].choices = choices.choices  # without the empty one
        fields["authorisation"].required = False
        fields["months"].label = _("Which months would suit you?")  # a list of choices reads no Meta.labels
        fields["reply_language"].choices = [(code, capfirst(own_name(code))) for code, _name in settings.LANGUAGES]
        fields["theme"].queryset = Theme.objects.filter(locale=Locale.get_active()).order_by("sort_order", "pk")
        fields["theme"].empty_label = None
        seeking = seeking_stops(Locale.get_active()).for_cards()
        named = self.instance.announced_stop
        # Whatever came is looked for among all; the list shows no more than somebody reads.
        fields["announced_stop"].queryset = seeking
        shown = list(seeking[:MOST_STOPS])
        shown = [*([named] if named and named not in shown else []), *shown]
        fields["announced_stop"].widget.choices = [
            ("", fields["announced_stop"].empty_label),
            *((str(stop.translation_key), fields["announced_stop"].label_from_instance(stop)) for stop in shown),
        ]
        self.initial["announced_stop"] = str(named.translation_key) if named else ""
        fields["telephone"].validators.append(
            RegexValidator(r"^[\d\s+().-]{9,}$", _("That is not a telephone number: it has nine digits at least."))
        )
        for name in ("reply_language", "authorisation"):
            fields[name].error_messages["invalid_choice"] = _("Choose one of these.")

    def clean_preferred_dates(self) -> str:
        text: str = self.cleaned_data["preferred_dates"]
        if problem := said_dates.problem_in(text, today=timezone.localdate()):
            raise ValidationError(problem)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = self._organisation(cleaned.get("organisation_name", ""))
        typed = cleaned.get("town", "")
        town = self._town(typed) if typed else known.municipality if known else None
        if typed and town is None:
            self.add_error(
                "town", _("There is no municipality of that name in Catalonia. Choose one of those that are proposed.")
            )
        elif town is None and known is None and cleaned.get("organisation_name"):
            self.add_error("town", _("We do not know that body yet: write in which municipality it is."))
        self.instance.organisation, self.instance.municipality = known, town
        if cleaned.get("role") == RequestRole.HOST:  # hidden then, so whatever is left there is not meant
            cleaned["announced_stop"] = cleaned["farthest_km"] = None
        cleaned["authorisation"] = cleaned.get("authorisation") or Authorisation.NOT_YET
        return cleaned

    @staticmethod
    def _organisation(name: str) -> Organisation | None:
        """The body of that name, however its accents and apostrophes were typed."""
        if not name:
            return None
        wanted = plain(name)
        key = next((pk for pk, one in Organisation.objects.values_list("pk", "name") if plain(one) == wanted), None)
        return Organisation.objects.select_related("municipality").get(pk=key) if key else None

    @staticmethod
    def _town(name: str) -> Municipality | None:
        """The municipality, as it is said («els Alamús») or as it stands in the register («Alamús, els»)."""
        wanted = plain(name)
        towns = Municipality.objects.only("name")
        return next((town for town in towns if wanted in (plain(town.display_name), plain(town.name))), None)
