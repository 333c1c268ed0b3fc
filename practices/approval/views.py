"""/ca/aprovacio/<token>/: the draft as it stands, a place for remarks under each part, and the button that approves."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from caravana_site.common.blocks import prefetch_renditions
from caravana_site.common.languages import in_each_language
from caravana_site.common.public_forms.forms import cleaned
from caravana_site.common.secret_links import SecretLinkView
from practices.models import LONGEST_REMARK, Approval, PracticePage

from . import giving
from .parts import parts
from .versions import has_changed_since

DONE = "fet"
"""Parameter of the page after something was sent: `remarks` or `approved`."""


class ApprovalForm(forms.Form):
    """The yes. Who gives it writes a name, and says that it was read."""

    signed = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name: the approval is yours.")},
    )  # fmt: skip
    read = forms.BooleanField(
        label=_("I have read it, and it may be published as it is"),
        error_messages={"required": _("Tick that you have read it.")},
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_signed(self) -> str:
        name = cleaned(self.cleaned_data["signed"])
        self.fields["signed"].run_validators(name)  # composing some letters makes them more
        return name


class ApprovalView(SecretLinkView):
    purpose = Approval.PURPOSE
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(self._approval())

    def post(self, request: HttpRequest) -> HttpResponse:
        approval = self._approval()
        draft = giving.draft_of(approval.practice)
        shown = parts(draft)
        written = [(part, cleaned(request.POST.get(part.name, "")).strip()) for part in shown]
        long = {part.name for part, text in written if len(text) > LONGEST_REMARK}
        form = ApprovalForm(request.POST) if "approve" in request.POST else None
        if long or (form is not None and not form.is_valid()):
            return self._show(approval, form, long, status=200)
        giving.remark(approval, [(part, text) for part, text in written if text])
        if form is None:
            return self._done("remarks")
        try:
            giving.approve(approval, form.cleaned_data["revision"], form.cleaned_data["signed"])
        except giving.ChangedMeanwhileError:
            form.add_error(None, _("The story has changed while you read it. Look at it again before you approve it."))
            return self._show(approval, form, status=409)
        return self._done("approved")

    def _done(self, what: str) -> HttpResponse:
        return HttpResponseRedirect(f"{self.request.path}?{DONE}={what}", status=303)

    def _approval(self) -> Approval:
        found: Approval = get_object_or_404(Approval.objects.select_related("practice"), key=self.link.subject)
        return found

    def _show(
        self, approval: Approval, form: ApprovalForm | None = None, long: set[str] | None = None, status: int = 200
    ) -> HttpResponse:
        draft = giving.draft_of(approval.practice)
        prefetch_renditions(draft.images)
        remarks: dict[str, list[Any]] = {}
        for one in approval.remarks.all():
            remarks.setdefault(one.part, []).append(one)
        shown = parts(draft)
        known = {part.path for part in shown}
        context = {
            "approval": approval,
            "draft": draft,
            "revision": approval.practice.latest_revision_id,
            "is_current": approval.approved is not None and _is_current(approval, draft),
            "rows": [
                (part, remarks.get(part.path, []), self.request.POST.get(part.name, ""), part.name in (long or ()))
                for part in shown
            ],
            "others": [one for path, rows in remarks.items() if path not in known for one in rows],
            "form": form or ApprovalForm(initial={"signed": approval.signed}),
            "longest": LONGEST_REMARK,
            "done": self.request.GET.get(DONE, ""),
            "alternates": in_each_language("approve_practice", self.link.token),
            "tells_mistakes": True,  # no link in the footer that would carry this address to the editors
        }
        return render(self.request, "practices/approval.html", context, status=status)


def _is_current(approval: Approval, draft: PracticePage) -> bool:
    """Whether the yes is of what the draft tells now."""
    return approval.revision is not None and not has_changed_since(draft, approval.revision)
