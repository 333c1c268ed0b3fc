"""The editor's page, and every button of its form: what was written is saved first, then the button's own work done."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_localize.models import StringSegment

from .. import page_terms, permissions, questions, tasks
from ..models import TextVersion, TranslationTask
from ..suggestions import prepare
from ..writing import Wanted, write_all
from . import overrides
from .access import LOCKED, TaskView
from .rows import Attempt, left, rows_of
from .saving import Saved, save
from .sections import sections_of
from .suggested import best, wanted_from


class EditorView(TaskView):
    """Source and translation side by side."""

    template_name = "translation/editor/editor.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        answer = self.show()
        questions.seen(questions.answered([self.task, *self.beside]), request.user)  # the answers stand in the page
        return answer

    def show(self, saved: Saved | None = None, status: int = 200) -> HttpResponse:
        saved = saved or Saved()
        by_translation = {task.translation_id: task for task in (self.task, *self.beside)}
        lines = self.lines
        rows = rows_of(lines, by_translation, saved.attempts)
        translation = self.task.translation
        context = self.get_context_data(
            task=self.task,
            source=translation.source,
            source_locale=translation.source.locale,
            target_locale=translation.target_locale,
            sections=sections_of(rows, translation.pk),
            left=left(lines),
            has_suggestions=any(row.proposed and not row.current for row in rows),
            run=prepare.state(translation),
            overrides=overrides.choices(translation),
            barrier=self.barrier,
            lost=saved.lost,
            has_preview=self.target is not None,
            **self._moves(),
        )
        answer: HttpResponse = self.render_to_response(context, status=status)
        return answer

    def _moves(self) -> dict[str, Any]:
        user, task = self.request.user, self.task
        may_publish = tasks.may_publish(user, task.translation)
        in_review = task.state == TranslationTask.State.REVIEW
        terms_wait = any(one.state == TranslationTask.State.TRANSLATE for one in self.beside)
        return {
            "may_publish": may_publish,
            "needs_other_eyes": may_publish and permissions.needs_other_eyes(user, task),
            "may_send": (terms_wait or not in_review) and not (may_publish and user.is_superuser),
            "may_give_back": in_review and may_publish,
            "packages_address": self._packages_address() if user.is_superuser else "",
        }

    def _packages_address(self) -> str:
        if self.target is not None:
            return reverse("wagtailadmin_pages:edit", args=[self.target.pk])
        try:
            return str(self.task.translation.get_target_instance_edit_url() or "")
        except ObjectDoesNotExist:  # a term that is not there yet in that language
            return ""


class SaveView(EditorView):
    """The form's own button; works without JavaScript."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.barrier:
            messages.error(request, self.barrier)
            return self.show(self._unsaved(), LOCKED)
        saved = save(self.task, self.lines, request.POST, request.user)
        if not saved.is_whole:
            self._tell(saved)
            return self.show(saved, 409 if saved.conflicts or saved.lost else 400)
        return self.act(saved, **kwargs)

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        """What the button does once all is saved."""
        if saved.written:
            text = ngettext("%(number)d text saved.", "%(number)d texts saved.", saved.written)
            messages.success(self.request, text % {"number": saved.written})
        else:
            messages.success(self.request, _("Nothing had changed."))
        return self.back()

    def back(self, segment_id: int | None = None) -> HttpResponse:
        address = reverse("translations_edit", args=[self.task.pk])
        return redirect(f"{address}#text-{segment_id}" if segment_id else address)

    def _unsaved(self) -> Saved:
        """What was sent while the page is locked: given back, not written."""
        attempts = {}
        for line in self.lines:
            text = self.request.POST.get(f"text-{line.segment.pk}")
            if text is not None and text != (line.text.data if line.text else ""):
                attempts[line.segment.pk] = Attempt(text, problem=self.barrier)
        return Saved(attempts=attempts)

    def _tell(self, saved: Saved) -> None:
        if saved.conflicts:
            messages.error(self.request, _("Somebody else wrote the same text meanwhile. Both texts are shown below."))
        if saved.problems:
            messages.error(self.request, _("Some texts are not saved: each says below why. All the others are."))
        if saved.lost:
            messages.error(self.request, _("The original changed while you wrote. Your texts are kept, see below."))


class ConfirmView(SaveView):
    """A person stands behind what a machine or a memory wrote."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        segment_id = kwargs["segment_id"]
        line = next((one for one in self.lines if one.segment.pk == segment_id), None)
        if line is not None and line.text is not None:
            wanted = Wanted(line.translation, line.segment, line.text.data, line.text.data)
            _say_problems(self.request, write_all([wanted], self.request.user))
        return self.back(segment_id)


class AcceptView(SaveView):
    """A suggestion is taken for its text."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        for row in rows_of(self.lines, {}, {}):
            for one in row.proposed:
                if one.suggestion.pk == kwargs["suggestion_id"]:
                    wanted = wanted_from(row.line, one.suggestion)
                    _say_problems(self.request, write_all([wanted], self.request.user))
                    return self.back(row.segment_id)
        messages.error(self.request, _("That suggestion is there no more."))
        return self.back()


class PutBackView(SaveView):
    """A former text comes back; what stands there becomes a version."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        version = get_object_or_404(
            TextVersion,
            pk=kwargs["version_id"],
            context__in=[line.segment.context_id for line in self.lines],
            locale=self.task.translation.target_locale_id,
        )
        lines = [line for line in self.lines if line.segment.context_id == version.context_id]
        line = next((one for one in lines if one.segment.string_id == version.string_id), lines[0])
        wanted = Wanted(line.translation, line.segment, version.text)
        _say_problems(self.request, write_all([wanted], self.request.user))
        return self.back(line.segment.pk)


class FillView(SaveView):
    """Every empty text gets its best suggestion; what is not certain has to be confirmed."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        rows = [row for row in rows_of(self.lines, {}, {}) if row.proposed and not row.current]
        wanted = [wanted_from(row.line, best(one.suggestion for one in row.proposed), seen="") for row in rows]
        written = sum(outcome.is_written for outcome in write_all(wanted, self.request.user))
        text = ngettext("%(number)d text filled in.", "%(number)d texts filled in.", written)
        messages.success(self.request, text % {"number": written})
        return self.back()


class SuggestView(SaveView):
    """The queue is asked for suggestions again: the memory has grown, or the machine did not do its part."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        prepare.later(self.task.translation)
        messages.success(self.request, _("Suggestions are being prepared. They are here when you open the page again."))
        return self.back()


class AskView(SaveView):
    """A question to whoever wrote the original."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        segment_id = kwargs["segment_id"]
        segment = get_object_or_404(
            StringSegment.objects.select_related("context", "string"),
            pk=segment_id,
            source__in=[task.translation.source_id for task in (self.task, *self.beside)],
        )
        task = next(one for one in (self.task, *self.beside) if one.translation.source_id == segment.source_id)
        text = self.request.POST.get(f"question-{segment_id}", "")
        try:
            questions.ask(task, segment, self.request.user, text)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _("Your question is on its way to the author."))
        return self.back(segment_id)


class MoveView(SaveView):
    """A step of the task."""

    def act(self, saved: Saved, **kwargs: Any) -> HttpResponse:
        try:
            self.move()
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return self.back()
        messages.success(self.request, self.done())
        return redirect("translations_queue")

    def move(self) -> None:
        raise NotImplementedError

    def done(self) -> str:
        raise NotImplementedError


class SendView(MoveView):
    def move(self) -> None:
        tasks.send(self.task, self.request.user)
        if terms := self._held_by():
            text = _("It is not published before these terms have all their texts: %(terms)s")
            messages.warning(self.request, text % {"terms": "; ".join(f"«{term}»" for term in terms)})

    def _held_by(self) -> list[str]:
        """The names of the terms that keep the page from being published and that nobody has sent with it."""
        lacking = {term.translation_key for term in page_terms.lacking(self.task.translation)}
        waiting = [one for one in page_terms.tasks_beside(self.task) if one.state == TranslationTask.State.TRANSLATE]
        sources = [one.translation.source for one in waiting]
        return [source.object_repr for source in sources if source.object_id in lacking]

    def done(self) -> str:
        return _("“%(title)s” is sent to be read and published.") % {"title": self.get_page_title()}


class GiveBackView(MoveView):
    def move(self) -> None:
        tasks.give_back(self.task, self.request.user, self.request.POST.get("note", ""))

    def done(self) -> str:
        return _("“%(title)s” is given back to the translator.") % {"title": self.get_page_title()}


class PublishView(MoveView):
    def move(self) -> None:
        tasks.publish(self.task, self.request.user)

    def done(self) -> str:
        return _("“%(title)s” is published.") % {"title": self.get_page_title()}


def _say_problems(request: HttpRequest, outcomes: list[Any]) -> None:
    for outcome in outcomes:
        if outcome.problem:
            messages.error(request, outcome.problem)
