"""Taking translations away to a CAT tool and bringing them back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from caravana_site.common.request_limits import LARGEST_FILE, MEGABYTE
from caravana_site.translation import permissions
from caravana_site.translation.models import TranslationTask

from . import exporting, taking
from .judging import Wishes, judge
from .report import Report
from .units import Exchanged
from .uploads import take_in

TASKS = TranslationTask.objects.select_related(
    "translation__source__locale", "translation__source__specific_content_type", "translation__target_locale"
)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """`?task=1&task=2&format=po`: one file, or a ZIP of several. Only of what the person may translate.

    The queue's buttons send the same in a form.
    """
    if not permissions.sees_queue(request.user):
        raise PermissionDenied
    chosen = request.POST if request.method == "POST" else request.GET
    kind = chosen.get("format", "xliff")
    if request.method == "POST" and not chosen.getlist("task"):
        messages.error(request, _("Choose some translations first."))
        return redirect("translations_queue")
    tasks = _asked(chosen.getlist("task"))
    if kind not in exporting.FORMATS or not tasks:
        raise Http404("There is no such format or task.")
    pairs = None if request.user.is_superuser else permissions.pairs(request.user)
    translations = [task.translation for task in tasks]
    if pairs is not None and any((one.source.locale_id, one.target_locale_id) not in pairs for one in translations):
        raise PermissionDenied
    if len(translations) == 1:
        name, content = next(exporting.files(translations, kind))
        answer: HttpResponseBase = HttpResponse(content, content_type=exporting.FORMATS[kind][2])
    else:
        name = f"{_('translations')}-{timezone.localdate().isoformat()}.{kind}.zip"
        answer = StreamingHttpResponse(exporting.archive(translations, kind), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(keys: list[str]) -> list[TranslationTask]:
    """The tasks in the order that they were asked for; none when one of them is none."""
    asked = list(dict.fromkeys(keys))
    if not all(one.isdecimal() and len(one) < 10 for one in asked):
        return []
    found = TASKS.in_bulk([int(one) for one in asked])
    return [found[int(one)] for one in asked] if len(found) == len(asked) else []


class UploadForm(forms.Form):
    """The file and what is said with it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PO (.po), XLIFF 1.2 (.xlf, .xliff), or a ZIP of them."),
        widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff,.zip"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
            "max_length": gettext_lazy("The name of this file is too long."),
        },
        max_length=200,
    )
    confirms_drafts = forms.BooleanField(
        label=gettext_lazy("I have read the drafts too"),
        help_text=gettext_lazy(
            "What the file marks as a draft (“fuzzy”, “needs review”) is taken as confirmed: some tools leave the mark."
        ),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Upload, read the report, take what is accepted. Nothing is kept before the last step."""
    if not permissions.sees_queue(request.user):
        raise PermissionDenied
    task = _task(request)
    if request.method == "POST" and "carried" in request.POST:
        return _take(request, task)
    if request.method != "POST":
        return _form(request, UploadForm(), task)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, task, status=400)
    upload = take_in(form.cleaned_data["file"])
    wishes = Wishes(task, form.cleaned_data["confirms_drafts"])
    report = Report(judge(upload.read, request.user, wishes), upload.refused)
    carried = taking.carried(_wanted(report), request.user) if report.has_work else ""
    if len(carried) > taking.MOST_CARRIED:
        form.add_error("file", _("There is too much in this file to take it at once. Split the ZIP."))
        return _form(request, form, task, status=400)
    return _shown(request, report, task, carried=carried, confirms_drafts=wishes.confirms_drafts)


def _wanted(report: Report) -> list[Exchanged]:
    return [one.file for one in report.files if one.taken or one.kept]


def _take(request: HttpRequest, task: TranslationTask | None) -> HttpResponse:
    files = taking.brought_back(request.POST["carried"], request.user)
    if files is None:
        messages.error(request, _("This report is too old, or somebody else’s. Upload the file again."))
        return _form(request, UploadForm(), task, status=400)
    reports = taking.take(files, request.user, Wishes(task, request.POST.get("confirms_drafts") == "on"))
    return _shown(request, Report(reports, [], is_done=True), task)


def _task(request: HttpRequest) -> TranslationTask | None:
    """The task whose page the file has to be of, where the import was begun at one."""
    asked = request.GET.get("task", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 9:
        raise Http404("There is no such task.")
    task: TranslationTask = get_object_or_404(TASKS, pk=int(asked))
    if not permissions.may_translate(request.user, task.translation):
        raise PermissionDenied
    return task


def _form(request: HttpRequest, form: UploadForm, task: TranslationTask | None, status: int = 200) -> HttpResponse:
    told: dict[str, Any] = {"form": form, "task": task, "megabytes": LARGEST_FILE // MEGABYTE}
    told |= _furniture(_("Import translations"), task)
    return render(request, "translation/exchange/import.html", told, status=status)


def _shown(request: HttpRequest, report: Report, task: TranslationTask | None, **told: Any) -> HttpResponse:
    told |= {"report": report, "task": task, **_furniture(_("Report of the import"), task)}
    answer = render(request, "translation/exchange/report.html", told)
    answer["Cache-Control"] = "no-store"
    return answer


def _furniture(title: str, task: TranslationTask | None) -> dict[str, Any]:
    """What Wagtail draws around the page: its title and the way there."""
    way = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse("translations_queue"), "label": _("Translations")},
    ]
    if task is not None:
        way.append({"url": reverse("translations_edit", args=[task.pk]), "label": task.translation.source.object_repr})
    return {
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
    }
