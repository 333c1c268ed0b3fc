"""The list of the queue, and what is done from it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request

from .. import counts, permissions
from ..models import TranslationTask
from . import access, taking
from .access import ForTranslators
from .listing import Queue

COUNTED_AT_ONCE = 100  # tasks that a reader of the list waits for; the clock counts the rest
CHOSEN = 200  # tasks that are handed out at once


class TranslationsView(WagtailAdminTemplateMixin, View):
    """A page of the translators' room with Wagtail's furniture."""

    header_icon = "wagtail-localize-language"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = super().get_breadcrumbs_items()
        queue = {"url": reverse("translations_queue"), "label": _("Translations")}
        own = {"url": "", "label": self.get_page_title()}
        return [*home, *([queue] if permissions.sees_queue(self.request.user) else []), own]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


class QueueView(ForTranslators, TranslationsView):
    template_name = "translation/queue/list.html"
    page_title = gettext_lazy("Translations")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return list(super().get_breadcrumbs_items()[:-1])

    def get(self, request: HttpRequest) -> HttpResponse:
        counts.recount(COUNTED_AT_ONCE)
        hands_out = access.may_hand_out(request.user)
        return self.show(
            queue=Queue(request.GET, request.user),
            hands_out=hands_out,
            people=[(one.pk, access.name_of(one)) for one in access.people()] if hands_out else [],
            here=request.get_full_path(),
        )


class NextView(ForTranslators, View):
    """The button «take the next»; somebody who comes by a link is shown the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("translations_queue")

    def post(self, request: HttpRequest) -> HttpResponse:
        counts.recount(COUNTED_AT_ONCE)
        task = taking.take_next(request.user)
        if task is None:
            messages.info(request, _("Nothing waits to be translated that is yours or nobody’s."))
            return redirect("translations_queue")
        return redirect("translations_edit", task.pk)


class HandOutForm(forms.Form):
    """What to do with the chosen tasks."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("take", "leave", "assign", "due")])
    person = forms.ModelChoiceField(access.people(), required=False)
    due_on = forms.DateField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("do") == "assign" and not data.get("person"):
            raise forms.ValidationError(_("Choose who is to translate them."))
        if data.get("do") == "due" and "due_on" in self.errors:
            raise forms.ValidationError(_("Write a day, such as 2027-01-31, or none."))
        return data


class HandOutView(ForTranslators, View):
    """Takes, assigns or dates the tasks that are chosen in the list."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = HandOutForm(request.POST)
        tasks = self._chosen(request)
        if not tasks:
            messages.error(request, _("Choose at least one translation of the list."))
        elif not form.is_valid():
            for problem in form.non_field_errors() or [_("It is not said what to do with them.")]:
                messages.error(request, problem)
        else:
            self._do(request, tasks, form.cleaned_data)
        return redirect(get_valid_next_url_from_request(request) or reverse("translations_queue"))

    def _chosen(self, request: HttpRequest) -> list[TranslationTask]:
        keys = [int(key) for key in request.POST.getlist("task")[:CHOSEN] if key.isascii() and key.isdigit()]
        rows = access.visible(request.user).filter(pk__in=[key for key in keys if key < 2**63])
        return list(rows.select_related("translation__source"))

    def _do(self, request: HttpRequest, tasks: list[TranslationTask], asked: dict[str, Any]) -> None:
        if asked["do"] == "due":
            taking.set_due(tasks, request.user, asked["due_on"])
            refused = 0
        else:
            person = {"take": request.user, "leave": None, "assign": asked["person"]}[asked["do"]]
            refused = taking.assign(tasks, request.user, person)
        if done := len(tasks) - refused:
            told = ngettext("%(number)d translation changed.", "%(number)d translations changed.", done)
            messages.success(request, told % {"number": done})
        if refused:
            told = ngettext(
                "%(number)d was left as it was: somebody else has it, or the languages are not that person’s.",
                "%(number)d were left as they were: somebody else has them, or the languages are not that person’s.",
                refused,
            )
            messages.warning(request, told % {"number": refused})
