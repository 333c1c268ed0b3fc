"""Who may open the editor of a task, and what keeps it from being written."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.defaultfilters import date as as_date
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from .. import guards, page_terms, permissions, segments
from ..models import TranslationTask
from ..segments import Line

LOCKED = 423


class TaskView(WagtailAdminTemplateMixin, View):
    """A screen of one task, for whoever translates its languages."""

    header_icon = "wagtail-localize-language"
    task: TranslationTask

    def dispatch(self, request: HttpRequest, task_id: int, **kwargs: Any) -> HttpResponseBase:
        if not permissions.sees_queue(request.user):
            raise PermissionDenied
        task = find(task_id)
        if task is None:
            return self.gone(request)
        if not permissions.may_translate(request.user, task.translation):
            raise PermissionDenied
        self.task = task
        answer: HttpResponseBase = super().dispatch(request, **kwargs)
        return answer

    def gone(self, request: HttpRequest) -> HttpResponseBase:
        """Somebody deleted the page or the term meanwhile: what was written is given back."""
        texts = [text for name, text in request.POST.items() if name.startswith("text-") and text]
        self.template_name, self.page_title = "translation/editor/gone.html", _("Translation")
        answer: HttpResponseBase = self.render_to_response(self.get_context_data(texts=texts), status=404)
        return answer

    @cached_property
    def beside(self) -> list[TranslationTask]:
        """The terms that the page names and that wait too: their texts are written with its own."""
        return page_terms.tasks_beside(self.task)

    @property
    def lines(self) -> list[Line]:
        """The page's texts and then those of its terms, as they are now."""
        translations = [task.translation for task in (self.task, *self.beside)]
        found = segments.by_translation(translations)
        return [line for one in translations for line in found[one.pk]]

    @cached_property
    def target(self) -> Page | None:
        return guards.existing_page(self.task.translation)

    @cached_property
    def barrier(self) -> str:
        """Why nothing may be written now; empty when it may."""
        if not self.task.translation.enabled:
            return _("This translation was stopped: its texts are changed in Wagtail’s own editor.")
        return lock_on(self.target, self.request.user)

    def get_page_title(self) -> str:
        return str(self.page_title or self.task.translation.source.object_repr)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *home,
            {"url": reverse("translations_queue"), "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]


class TaskJsonView(TaskView):
    """The same for the editor's script: every refusal is words in JSON."""

    def dispatch(self, request: HttpRequest, task_id: int, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, task_id, **kwargs)
        except PermissionDenied:
            return told(_("You may not translate this."), 403)

    def gone(self, request: HttpRequest) -> HttpResponseBase:
        return told(_("What this translates has been deleted meanwhile. Your text is still in this window."), 404)

    @cached_property
    def sent(self) -> dict[str, Any] | None:
        """What the script sent; None when it is no object of JSON."""
        try:
            body = json.loads(self.request.body)
        except (ValueError, UnicodeDecodeError):
            return None
        return body if isinstance(body, dict) else None


def told(message: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


def find(task_id: int) -> TranslationTask | None:
    """The task; None where there is none, or what it translates has been deleted."""
    task = (
        TranslationTask.objects.select_related(
            "translation__source__locale",
            "translation__source__specific_content_type",
            "translation__target_locale",
            "assignee",
            "sent_by",
        )
        .filter(pk=task_id)
        .first()
    )
    return None if task is None or _is_orphan(task.translation) else task


def _is_orphan(translation: Translation) -> bool:
    if translation.enabled:  # deleting either side stops it
        return False
    source = translation.source
    there = source.specific_content_type.model_class()._default_manager
    return not there.filter(translation_key=source.object_id, locale=source.locale_id).exists()


def lock_on(page: Page | None, user: Any) -> str:
    """Who keeps the page from being changed, and since when; empty when the person may change it."""
    lock = page.get_lock() if page is not None else None
    if page is None or lock is None or not lock.for_user(user):
        return ""
    if page.locked and page.locked_by and page.locked_at:
        when = as_date(timezone.localtime(page.locked_at), "j F Y, H:i")
        return _("%(name)s locked this page on %(when)s. Its texts can be read and not changed.") % {
            "name": get_user_display_name(page.locked_by),
            "when": when,
        }
    return strip_tags(str(lock.get_message(user) or lock.get_description(user)))
