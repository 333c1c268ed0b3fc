"""Choosing another picture, document, link or address for one language."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from . import overrides
from .access import LOCKED, TaskView


class OverrideView(TaskView):
    """A page of its own, since Wagtail's choosers need theirs."""

    template_name = "translation/editor/override.html"

    @cached_property
    def choice(self) -> overrides.Choice:
        for one in overrides.choices(self.task.translation):
            if one.segment.pk == self.kwargs["override_id"]:
                return one
        raise Http404

    def get(self, request: HttpRequest, override_id: int) -> HttpResponse:
        return self.show(overrides.form_for(self.choice))

    def post(self, request: HttpRequest, override_id: int) -> HttpResponse:
        if self.barrier:
            messages.error(request, self.barrier)
            return self.show(overrides.form_for(self.choice), LOCKED)
        if "drop" in request.POST:
            overrides.drop(self.choice, self.task.translation)
            messages.success(request, _("The original’s is used again."))
            return redirect("translations_edit", self.task.pk)
        form = overrides.form_for(self.choice, request.POST)
        if not form.is_valid():
            return self.show(form, 400)
        overrides.keep(self.choice, self.task.translation, form.cleaned_data["value"], request.user)
        messages.success(request, _("This language has its own now."))
        return redirect("translations_edit", self.task.pk)

    def show(self, form: Form, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = self.get_context_data(
            task=self.task,
            form=form,
            media=form.media,
            choice=self.choice,
            barrier=self.barrier,
            source_locale=self.task.translation.source.locale,
            target_locale=self.task.translation.target_locale,
        )
        answer: HttpResponse = self.render_to_response(context, status=status)
        return answer
