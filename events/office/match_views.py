"""Choosing whom a request is matched with, and making the drafts of its stop."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from caravana_site.common.languages import own_name
from caravana_site.common.listings import ListingForm
from events.models import StopRequest
from events.stop_requests.moves import MoveError
from practices.models import Organisation

from . import drafts, matches, suggestions
from .forms import DraftForm
from .views import CONFLICT, OneRequestView


class BodySearch(ListingForm):
    """Another body, by its name."""

    body = forms.CharField(
        label=gettext_lazy("Look for another body"),
        required=False,
        min_length=3,
        max_length=100,
        error_messages={
            "min_length": gettext_lazy("Write three letters at least."),
            "max_length": gettext_lazy("The search is too long, so it was left out."),
        },
    )


class ChoiceForm(forms.Form):
    """Whom was chosen: one of the four. What is not there any more is told."""

    rapporteur = forms.ModelChoiceField(StopRequest.objects.all(), required=False)
    host = forms.ModelChoiceField(StopRequest.objects.all(), required=False)
    invited = forms.ModelChoiceField(Organisation.objects.all(), required=False)


class MatchView(OneRequestView):
    template_name = "events/office/match.html"

    def get_page_title(self) -> str:
        return _("Match")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.looked()
        return self._offer()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        choice = ChoiceForm(request.POST)
        chosen = choice.cleaned_data if choice.is_valid() else {}
        rapporteur, host, invited = (chosen.get(name) for name in ("rapporteur", "host", "invited"))
        try:
            if host is not None:
                matches.join(host, rapporteur=self.asked, by=request.user)
            elif rapporteur is not None or invited is not None:
                matches.join(
                    self.asked, rapporteur=rapporteur, invited=None if rapporteur else invited, by=request.user
                )
            else:
                raise matches.OfficeError(_("What you chose is not there any more. Choose another one."))
        except MoveError as error:
            self.look_again()
            self.looked()
            return self._offer(CONFLICT, problem=str(error))
        messages.success(request, _("Matched. Both applicants are told."))
        return redirect(self.own_page)

    def _offer(self, status: int = 200, problem: str = "") -> HttpResponse:
        asked, search = self.asked, BodySearch(self.request.GET)
        able = asked.state in matches.MATCHABLE and matches.standing(asked) is None
        words = search.cleaned_data.get("body", "")
        lists = []
        if able and asked.hosts:
            lists += [
                ("rapporteur", _("Requests of rapporteurs"), suggestions.rapporteurs_for(asked)),
                ("invited", _("Bodies to invite"), suggestions.bodies_for(asked)),
            ]
            if words:
                found = list(suggestions.search(words, asked))
                lists.insert(0, ("invited", _("Bodies called “%(words)s”") % {"words": words}, found))
        if able and asked.reports:
            lists.append(("host", _("Requests of hosts"), suggestions.hosts_for(asked)))
        return self.show(status, asked=asked, able=able, lists=lists, search=search, problem=problem)


class DraftView(OneRequestView):
    """Asks for the day, and makes the draft of the stop and of the practice at once."""

    template_name = "events/office/drafts.html"

    def get_page_title(self) -> str:
        return _("Make the drafts")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.asked.stop_id:
            return self._already()
        self.looked()
        return self._ask(DraftForm(request=self._host()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.asked.stop_id:
            return self._already()
        form = DraftForm(request.POST, request=self._host())
        match = matches.standing(self.asked)
        status = 200
        if form.is_valid():
            try:
                if match is None:
                    raise matches.OfficeError(
                        _("This match does not stand any more. Look at it again before you decide.")
                    )
                made = drafts.make(match, drafts.Plan(**form.cleaned_data), by=request.user)
            except MoveError as error:
                form.add_error(None, str(error))
                status = CONFLICT
            else:
                if not made.made:
                    return self._already()
                messages.success(request, _("The drafts of the stop and of the practice are made."), buttons=[
                    messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), text)
                    for page, text in ((made.stop, _("Edit the stop")), (made.practice, _("Edit the practice")))
                ])  # fmt: skip
                return redirect(self.own_page)
        self.looked()
        return self._ask(form, status)

    def _host(self) -> StopRequest:
        match = matches.standing(self.asked)
        return match.host_request if match else self.asked

    def _already(self) -> HttpResponse:
        messages.warning(self.request, _("The drafts were made already."))
        return redirect(self.own_page)

    def _ask(self, form: DraftForm, status: int = 200) -> HttpResponse:
        match: Any = matches.standing(self.asked)
        return self.show(
            status,
            asked=self.asked,
            match=match,
            form=form,
            media=form.media,
            language=own_name(drafts.language_of(form.request).language_code),
        )
