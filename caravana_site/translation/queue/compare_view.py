"""The reviewer's page: what is proposed beside what is public; publish it or give it back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from .. import permissions, tasks
from ..models import TranslationTask
from . import access
from .access import ForTranslators
from .comparing import compared, version
from .listing import RELATED, pair_name
from .views import TranslationsView

CONFLICT = 409  # what was asked for does not fit how things stand now


class CompareView(ForTranslators, TranslationsView):
    template_name = "translation/queue/compare.html"
    page_title = gettext_lazy("Compare a translation")

    @cached_property
    def task(self) -> TranslationTask:
        found = get_object_or_404(TranslationTask.objects.select_related(*RELATED), pk=self.kwargs["task_id"])
        if not permissions.may_translate(self.request.user, found.translation):
            raise PermissionDenied
        return found

    def get_page_subtitle(self) -> str:
        return str(self.task.translation.source.object_repr)

    def get(self, request: HttpRequest, task_id: int) -> HttpResponse:
        return self._draw()

    def post(self, request: HttpRequest, task_id: int) -> HttpResponse:
        """Publish it or give it back. What cannot be done is told on the page, with the note still there."""
        note = request.POST.get("note", "")
        try:
            self._do(request.POST.get("do", ""), note)
        except ValidationError as error:
            return self._draw(CONFLICT, " ".join(error.messages), note)
        return redirect("translations_queue")

    def _do(self, what: str, note: str) -> None:
        user = self.request.user
        if what == "publish":
            with transaction.atomic():
                if self.request.POST.get("version") != version(compared(self.task)):
                    raise ValidationError(_("It has changed since you opened this page: read it again."))
                tasks.publish(self.task, user)
            messages.success(self.request, _("The translation is public."))
        elif what == "give_back":
            tasks.give_back(self.task, user, note)
            messages.success(self.request, _("The translation waits again for whoever wrote it, with your note."))
        else:
            raise ValidationError(_("It is not said what to do."))

    def _draw(self, status: int = 200, problem: str = "", note: str = "") -> HttpResponse:
        translation, user = self.task.translation, self.request.user
        source = translation.source.locale.language_code
        target = translation.target_locale.language_code
        of_page, *of_terms = comparisons = compared(self.task)
        return self.show(
            status,
            task=self.task,
            comparison=of_page,
            terms=of_terms,
            changed=sum(len(one.changed) for one in comparisons),
            version=version(comparisons),
            pair=pair_name(source, target),
            source_language=source,
            target_language=target,
            sent_by=access.name_of(self.task.sent_by) if self.task.sent_by else "",
            may_publish=tasks.may_publish(user, translation),
            is_own=permissions.needs_other_eyes(user, self.task),
            problem=problem,
            note=note,
            **self.extra(),
        )

    def extra(self) -> dict[str, Any]:
        """To begin with all texts, or with those that change."""
        return {"shows_all": self.request.GET.get("all") == "1"}
