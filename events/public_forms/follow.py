"""The applicant's own page: how the request goes, answering, adding a file, withdrawing, and a new link."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caravana_site.common.client_address import client_address
from caravana_site.common.languages import in_each_language
from caravana_site.common.public_forms import limits, origin
from caravana_site.common.public_forms.forms import TellingForm, cleaned
from caravana_site.common.public_forms.views import PrivateView
from caravana_site.common.secret_links import SecretLinkView
from events.models import RequestFile, RequestState, StopRequest
from events.stop_requests import applicant, files, moves, road, sentences

DONE = "fet"
"""The parameter that says what has just been done."""
WITHDRAW = "retirar"


class DeedForm(TellingForm, forms.Form):
    """One thing to do. `sending` makes two sendings of it one."""

    prefix_id = ""

    def __init__(self, data: Any = None, uploads: Any = None) -> None:
        super().__init__(data, uploads, auto_id=f"{self.prefix_id}_%s")
        try:
            self.sending = UUID((data or {}).get("sending", ""))
        except ValueError:
            self.sending = uuid4()


class AnswerForm(DeedForm):
    prefix_id = "answer"
    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("2,000 characters at most."),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, uploads: Any = None) -> None:
        super().__init__(data, uploads)
        self.fields["text"].widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted, without a word
        self.fields["text"].validators[0].message = _(  # type: ignore[attr-defined]  # the limit of length
            "It has %(show_value)d characters; %(limit_value)d is the most."
        )

    def clean_text(self) -> str:
        return cleaned(self.cleaned_data["text"])


class FileForm(DeedForm):
    prefix_id = "file"
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(files.ENDINGS)}),
        help_text=gettext_lazy("PDF, ODT, DOCX, JPEG or PNG, 10 MB at most. Only the caravan’s office can open it."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        files.refuse_what_is_not_a_document(upload)
        return upload


class WithdrawForm(DeedForm):
    prefix_id = "withdraw"
    reason = forms.CharField(
        label=gettext_lazy("Why?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only if you want to tell us."),
    )  # fmt: skip

    def clean_reason(self) -> str:
        return cleaned(self.cleaned_data["reason"])


FORMS: dict[str, type[DeedForm]] = {"answer": AnswerForm, "file": FileForm, "withdraw": WithdrawForm}


class OfRequestView(SecretLinkView):
    """Whatever is behind the link to a request."""

    purpose = applicant.PURPOSE
    asked: StopRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.token = kwargs["token"]

    def found(self) -> bool:
        """Whether the request is still there; it is deleted when its time is over."""
        request = applicant.of_link(self.link)
        if request is not None:
            self.asked = request
        return request is not None

    def gone(self) -> HttpResponse:
        return self.say(
            _("This request is not kept any more"), _("Its time was over, and it was deleted with all its files."), 410
        )


class FollowView(OfRequestView):
    """/parades/sollicitud/<token>/"""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.found():
            return self.gone()
        if WITHDRAW in request.GET and not self.asked.is_closed:
            return self._page(sent={"withdraw": WithdrawForm()})
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.found():
            return self.gone()
        if not limits.may_send("follow-request", client_address(request)):
            return self._page(
                429, trouble=_("Too much came from your network in the last hour. Wait a little and send it again.")
            )
        do = request.POST.get("do", "")
        if do == "link":
            return self._replaced()
        if do not in FORMS:
            return self._page(400, trouble=_("Nothing was done: go on from here."))
        return self._do(do, FORMS[do](request.POST, request.FILES))

    def _do(self, name: str, form: DeedForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(sent={name: form})
        told = form.cleaned_data
        try:
            match name:
                case "answer":
                    applicant.answer(self.asked, told["text"], form.sending)
                case "file":
                    applicant.add_file(self.asked, told["file"], form.sending)
                case "withdraw":
                    applicant.withdraw(self.asked, told["reason"], form.sending)
        except moves.MoveError as error:
            self.asked.refresh_from_db(fields=["state", "state_since", "state_reason"])
            return self._page(409, trouble=str(error), sent={name: form})
        except applicant.NotKeptError as error:
            form.add_error("file", ValidationError(str(error)))
            return self._page(sent={name: form})
        return HttpResponseRedirect(f"{self.request.path}?{DONE}={name}", status=303)

    def _replaced(self) -> HttpResponse:
        if not limits.may_write_to(self.asked.email):
            return self._page(429, trouble=_("We have just sent you several messages. Wait an hour for another link."))
        applicant.replace_link(self.asked)
        return self.say(
            _("The new link is in your e-mail"),
            _("This one and those before it do not work any more. Look among the unwanted messages, too."),
        )

    def _page(
        self, status: int = 200, *, trouble: str = "", sent: Mapping[str, DeedForm] = MappingProxyType({})
    ) -> HttpResponse:
        """The whole page; `sent` are the forms that came back, to be seen with what was typed."""
        asked, now_asked = self.asked, applicant.open_question(self.asked)
        entries = list(asked.entries.for_applicant())
        done = {
            "answer": _("Your answer has arrived. Thank you."),
            "file": _("The file has arrived."),
            "withdraw": _("Your request is withdrawn. When its time is over everything is deleted."),
        }
        months: Any = StopRequest._meta.get_field("months")
        context = {
            "asked": asked,
            "theme": asked.theme.localized,
            "months": ", ".join(months.labels(asked.months)).lower(),
            "sentence": sentences.said_of(asked),
            "stop": sentences.public_stop(asked),
            "steps": road.steps(asked, entries),
            "entries": entries,
            "kept": list(asked.files.all()),
            "token": self.token,
            "question": now_asked,
            "trouble": trouble,
            "said": done.get(self.request.GET.get(DONE, "")) if status == 200 and not sent else "",
            "answer": sent.get("answer") or (AnswerForm() if asked.state == RequestState.NEEDS_INFORMATION else None),
            "file": sent.get("file") or (None if asked.is_closed else FileForm()),
            "withdraw": sent.get("withdraw"),
            "failed": next((form for form in sent.values() if form.errors), None),
            "alternates": in_each_language("follow_request", self.token),
            "tells_mistakes": True,  # no link in the footer that would carry this address to the editors
        }
        return render(self.request, "events/requests/follow.html", context, status=status)


class FileView(OfRequestView):
    """/parades/sollicitud/<token>/fitxer/<number>/: one of the request's own files, and of no other."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.found():
            return self.gone()
        kept: RequestFile | None = self.asked.files.filter(pk=number).first()
        if kept is None:
            return self.say(_("This file is not there"), _("It belongs to no request of this link."), 404)
        try:
            return files.sent(kept)  # type: ignore[return-value]  # a stream is a response too
        except OSError:
            return self.say(
                _("This file is not there"), _("It could not be read. Try again later, or add it again."), 404
            )


class LostLinkForm(TellingForm, forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("The e-mail of the request"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Write the e-mail with which you asked for the stop."),
            "invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat."),
        },
    )
    reference = forms.CharField(
        label=gettext_lazy("Receipt number"), max_length=40,
        help_text=gettext_lazy("It looks like CID-2026-A1B2C3: it is in every message that we sent you."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the receipt number.")},
    )  # fmt: skip


class LostLinkView(PrivateView):
    """/parades/sollicitud/enllac/: a new link by e-mail. Whatever is written, the answer is the same."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(LostLinkForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LostLinkForm(request.POST)
        if not origin.is_own(request):
            return self._refuse(form, _("Your browser does not say that this came from our page. Send it again."), 403)
        if not limits.may_send("lost-link", client_address(request)):
            return self._refuse(
                form, _("Too much came from your network in the last hour. Wait a little and send it again."), 429
            )
        if not form.is_valid():
            return self._show(form)
        email = form.cleaned_data["email"]
        found = applicant.lost_by(email, form.cleaned_data["reference"])
        if limits.may_write_to(email) and found is not None:
            applicant.replace_link(found)
        return self.say(
            _("Look at your e-mail"),
            _("If that number is a request’s of that address, a new link is on its way, and the old one is over."),
        )

    def _refuse(self, form: LostLinkForm, why: str, status: int) -> HttpResponse:
        form.full_clean()
        form.errors.clear()
        form.add_error(None, why)
        return self._show(form, status)

    def _show(self, form: LostLinkForm, status: int = 200) -> HttpResponse:
        alternates = in_each_language("lost_request_link")
        return render(
            self.request, "events/requests/lost_link.html", {"form": form, "alternates": alternates}, status=status
        )
