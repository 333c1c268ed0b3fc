"""What staff write on a request's page. Each form brings what was on the screen, so that nothing is done blindly."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.snippets.widgets import AdminSnippetChooser

from events.models import WAYS, Match, RequestState, StopAttendance, StopFormat, StopRequest
from practices.models import Organisation

from .access import staff
from .board import name_of
from .drafts import TITLE, proposed_title

BY_OTHER_MEANS = {RequestState.NEEDS_INFORMATION, RequestState.MATCHED, RequestState.SCHEDULED}
"""States that a question, a match and the drafts lead to: never chosen by hand."""


def ways(request: StopRequest, match: Match | None) -> list[RequestState]:
    """Where it may be moved by hand. A match is undone and a stop is cancelled, each in its own place."""
    open_ways = WAYS[RequestState(request.state)] - BY_OTHER_MEANS
    if match is not None or request.stop_id:
        open_ways -= {RequestState.IN_STUDY, RequestState.HELD}
    return [state for state in RequestState if state in open_ways]


class SendingForm(forms.Form):
    """Two sendings of the same one, as a nervous finger makes them, count as one."""

    sending = forms.UUIDField(widget=forms.HiddenInput)
    expected = forms.ChoiceField(choices=RequestState.choices, widget=forms.HiddenInput)
    seen_owner = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: StopRequest, **kwargs: Any) -> None:
        self.request = request
        initial = {"sending": uuid4(), "expected": request.state, "seen_owner": request.owner_id}
        super().__init__(data, initial=initial, **kwargs)

    def bring_up_to_date(self, request: StopRequest) -> None:
        """What was typed stays; the rest is as it is now, so that pressing again is a new decision."""
        data: Any = self.data
        self.request, data = request, data.copy()
        data[self.add_prefix("expected")] = request.state
        data[self.add_prefix("seen_owner")] = str(request.owner_id or "")
        self.data = data


def _text(label: Any, help_text: Any = "", *, most: int, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class OwnerForm(SendingForm):
    owner = forms.ModelChoiceField(label=gettext_lazy("In charge"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = staff()
        field.label_from_instance = name_of
        field.empty_label = _("Nobody")
        self.initial["owner"] = self.request.owner_id


class MoveForm(SendingForm):
    # Any state is a choice to the form: the page offers those that are open, and the move says what is forbidden.
    to = forms.ChoiceField(label=gettext_lazy("Move it to"), choices=RequestState.choices)
    reason = _text(
        gettext_lazy("Reason"), gettext_lazy("The applicant reads it. Needed for what is not viable."), most=600
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class QuestionForm(SendingForm):
    question = _text(
        gettext_lazy("Question"), gettext_lazy("It goes by e-mail, with the link to answer it."), most=2000
    )


class NoteForm(SendingForm):
    note = _text(gettext_lazy("Note"), gettext_lazy("Only staff read it."), most=2000)


class UndoForm(SendingForm):
    reason = _text(gettext_lazy("Reason"), gettext_lazy("Both applicants read it."), most=300)


class BodyForm(SendingForm):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Registered body"),
        queryset=Organisation.objects.all(),
        widget=AdminSnippetChooser(Organisation),
        help_text=gettext_lazy("Suggestions by distance and size need it, and so do the drafts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["organisation"] = self.request.organisation_id


class AcceptForm(SendingForm):
    """Nothing to write: the button says it all."""


class DraftForm(forms.Form):
    """When, where and for whom: the rest of the drafts comes from the request."""

    title = forms.CharField(label=gettext_lazy("Title of the stop"), max_length=TITLE)
    start = forms.DateTimeField(
        label=gettext_lazy("Start"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Choose it in the calendar, or write it as 2027-03-12 10:00."),
    )
    end = forms.DateTimeField(label=gettext_lazy("End"), widget=AdminDateTimeInput)
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("The room and the building. Needed unless it is only online."),
    )
    attendance = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=StopAttendance.choices)

    def __init__(self, data: Any = None, *, request: StopRequest, **kwargs: Any) -> None:
        self.request = request
        initial = {"title": proposed_title(request), "attendance": StopAttendance.ADMINISTRATIONS}
        super().__init__(data, initial=initial, **kwargs)

    def clean_start(self) -> Any:
        start = self.cleaned_data["start"]
        if start <= timezone.now():
            raise forms.ValidationError(_("Write a day and an hour that are still to come."))
        return start

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        start, end = answers.get("start"), answers.get("end")
        if start and end and end <= start:
            self.add_error("end", _("It must end after it starts."))
        if self.request.format != StopFormat.ONLINE and not answers.get("place"):
            self.add_error("place", _("Say where it is, unless it is only online."))
        return answers
