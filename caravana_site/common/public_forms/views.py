"""The way of a public form: shown, checked, kept once, thanked for. No answer sets a cookie or may be stored."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from caravana_site.common.client_address import client_address
from caravana_site.common.failures import REPEATABLE
from caravana_site.common.models import NoticeVersion, Submission

from . import acceptance, kinds, limits, origin
from .forms import SubmissionForm
from .kinds import PublicForm
from .opening import Opening, opening_of

RECEIVED = "rebut"
"""The parameter of the thank-you page."""


class PrivateView(View):
    """Answers that nobody keeps, nobody lists, and that are clear about what may be asked."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Without Django's token, which would set a cookie: `origin` does its work."""
        view = csrf_exempt(super().as_view(**initkwargs))
        setattr(view, REPEATABLE, True)
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.private(super().dispatch(request, *args, **kwargs))  # type: ignore[arg-type]  # none of ours is a stream

    @staticmethod
    def private(response: HttpResponse) -> HttpResponse:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "strict-origin"  # the address may be a secret: no other page and no log gets it
        return response

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = self.say(_("This cannot be asked that way"), _("Open it in your browser and send its form."), 405)
        answer["Allow"] = "GET, POST"
        return answer

    def say(self, heading: str, text: str, status: int = 200) -> HttpResponse:
        return render(self.request, "public_forms/message.html", {"heading": heading, "text": text}, status=status)


class PublicFormView(PrivateView):
    """One form. A subclass says which, what it is about (`prepare`) and what is around it (`words`)."""

    http_method_names = ["get", "head", "post"]
    key: ClassVar[str]
    form_class: ClassVar[type[SubmissionForm]]
    template_name: ClassVar[str] = "public_forms/form.html"
    opening: Opening

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        kind = kinds.get(self.key)
        if kind is None:
            raise LookupError(f"No public form is called {self.key!r}.")
        self.opening = opening_of(kind, get_language() or "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def prepare(self, **kwargs: Any) -> None:
        """Find what the form is about; raises Http404."""

    def new_submission(self) -> Submission:
        """An unsaved row with what the address says."""
        return self.kind.model()

    def words(self) -> Mapping[str, Any]:
        """The page's own words: heading, lead, send, and alternates for the language switch."""
        raise NotImplementedError

    @property
    def kind(self) -> PublicForm:
        return self.opening.form

    def new_form(self, data: Any = None) -> SubmissionForm:
        return self.form_class(data, opening=self.opening, instance=self.new_submission())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if token := request.GET.get(RECEIVED):
            return self._thanks(token)
        if not self.opening.is_open:
            return self._closed(200)
        return self._show(self.new_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.opening.is_open:
            return self._closed(503)
        form = self.new_form(data=request.POST)
        if not origin.is_own(request):
            return self._refuse(form, _("Your browser does not say that this came from our page. Send it again."), 403)
        if not limits.may_send(self.kind.key, client_address(request)):
            refused = self._refuse(
                form,
                _("Too much came from your network in the last hour. Wait a little and send it again."),
                429,
            )
            refused["Retry-After"] = str(int(limits.WINDOW.total_seconds()))
            return refused
        if already := self._kept(form):
            return self._receipt(already)
        if not form.is_valid():
            return self._show(form)
        return self._receipt(self._keep(form))

    def _kept(self, form: SubmissionForm) -> Submission | None:
        found: Submission | None = self.kind.model.objects.filter(key=form.sealed.key).first()
        return found

    def _keep(self, form: SubmissionForm) -> Submission:
        """One row, whatever the number of sendings, with all that follows in the same transaction."""
        submission = form.save(commit=False)
        submission.key = form.sealed.key
        submission.language = get_language() or ""
        shown = NoticeVersion.objects.filter(pk=form.sealed.notice, form=self.kind.key).first()
        submission.notice = shown or self.opening.notice
        try:
            with transaction.atomic():
                submission.save()
                if form.proved or not submission.email:
                    acceptance.accept(self.kind, submission)
                else:
                    acceptance.ask_to_confirm(self.kind, submission)
        except IntegrityError:
            if (twin := self._kept(form)) is None:
                raise
            return twin
        return submission

    def _receipt(self, submission: Submission) -> HttpResponse:
        target = f"{self.request.path}?{RECEIVED}={acceptance.receipt(self.kind, submission)}"
        return HttpResponseRedirect(target, status=303)

    def _show(self, form: SubmissionForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "opening": self.opening, **self.words()}
        return render(self.request, self.template_name, context, status=status)

    def _refuse(self, form: SubmissionForm, why: str, status: int) -> HttpResponse:
        """The form again with what was typed, and why it was not taken."""
        form.full_clean()
        form.errors.clear()
        form.add_error(None, why)
        return self._show(form, status)

    def _closed(self, status: int) -> HttpResponse:
        return render(
            self.request, "public_forms/closed.html", {"opening": self.opening, **self.words()}, status=status
        )

    def _thanks(self, token: str) -> HttpResponse:
        try:
            form, submission = acceptance.from_receipt(token)
        except acceptance.UnknownLinkError:
            return self.say(
                _("This receipt cannot be shown any more"),
                _("It can be seen for one day. What you sent was kept: there is no need to send it again."),
                404,
            )
        return thank(self.request, form, submission)


def thank(request: HttpRequest, form: PublicForm, submission: Any) -> HttpResponse:
    context = {"form": form, "submission": submission, "thanks": form.thanks(submission)}
    return render(request, "public_forms/thanks.html", context)


class ConfirmView(PrivateView):
    """The link in the message. Opening it changes nothing, since mail filters open links: a button does."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            form, submission = acceptance.from_confirmation(token)
        except acceptance.UnknownLinkError:
            return self._unknown()
        if submission.confirmed:
            return thank(request, form, submission)
        return render(request, "public_forms/confirm.html", {"form": form, "submission": submission})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if not origin.is_own(request):
            return self.say(
                _("It was not confirmed"), _("Open the link of the message again and press the button."), 403
            )
        try:
            form, submission = acceptance.from_confirmation(token)
        except acceptance.UnknownLinkError:
            return self._unknown()
        acceptance.accept(form, submission)
        return HttpResponseRedirect(request.path, status=303)

    def _unknown(self) -> HttpResponse:
        return self.say(
            _("This link does not work any more"),
            _("It was good for three days; what is not confirmed by then is deleted. Write it again."),
            404,
        )
