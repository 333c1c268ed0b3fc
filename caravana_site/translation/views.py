"""Screens of wagtail-localize that need a guard: each is asked first, then the package's own view answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import polib
from django.core.exceptions import PermissionDenied
from django.forms import Form, HiddenInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from . import guards

View = Callable[..., HttpResponseBase]
IDENTITY = "X-WagtailLocalize-TranslationID"


def for_administrators(view: View) -> View:
    """That view of wagtail-localize for administrators alone: translators have an editor of their own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def keep_as_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Instead of turning a translation into an alias: what was published would be lost, and the source shown for it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(request, _("A translation is not turned into an alias. To take it away, unpublish or delete it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


class SyncTranslations(UpdateTranslationsView):
    """Brings the source's changes to the translators. Publishing is a step of its own, for whoever may."""

    def get_form(self) -> Form:
        form: Form = super().get_form()
        field = form.fields["publish_translations"]
        field.widget, field.disabled, field.initial = HiddenInput(), True, False
        return form


@for_administrators
def edit_string_translation(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponseBase:
    """One text of the translators' editor."""
    if request.method == "PUT":
        translation = get_object_or_404(Translation, pk=translation_id)
        segment = get_object_or_404(StringSegment.objects.select_related("context"), pk=string_segment_id)
        text = QueryDict(request.body).get("value")
        if text is None:
            return JsonResponse({"value": [_("There is no text.")]}, status=400)
        if found := guards.problem(translation, segment.context.path, text):
            return JsonResponse({"value": [found]}, status=400)
    answer: HttpResponseBase = edit_translation.edit_string_translation(request, translation_id, string_segment_id)
    return answer


@for_administrators
def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """A PO file of one page: read whole and judged before anything of it is kept."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if problems := list(_problems_of(request, translation)):
        for found in problems[: guards.NAMED]:
            messages.error(request, found)
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    answer: HttpResponse = edit_translation.upload_pofile(request, translation_id)
    return answer


def _problems_of(request: HttpRequest, translation: Translation) -> Any:
    file = request.FILES.get("file")
    if request.method != "POST":
        return
    if file is None:
        yield _("Choose a PO file first.")
        return
    try:
        # After a line: polib opens a text that is the name of a file.
        catalogue = polib.pofile("# \n" + file.read().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, IndexError):
        catalogue = None
    file.seek(0)
    if catalogue is None or IDENTITY not in catalogue.metadata:
        yield _("This is not a PO file downloaded from this page. Download it again and translate that copy.")
        return
    for entry in catalogue:
        if entry.msgstr and (found := guards.problem(translation, entry.msgctxt or "", entry.msgstr)):
            yield found
