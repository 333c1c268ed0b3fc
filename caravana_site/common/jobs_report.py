"""The report of the queue, for administrators: what waits, what failed, and doing it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from . import jobs

SHOWN = 200


class JobsReportView(View):
    """Only administrators: arguments of jobs may be about people. What changes something comes by POST."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        dead = jobs.failed()
        rows = [{"job": job, "error": last_line(job.result)} for job in dead[:SHOWN]]
        return render(
            request,
            "common/admin/jobs.html",
            {"lines": jobs.lines(), "rows": rows, "more": max(0, len(dead) - SHOWN)},
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """`again` or `discard` name one job; `all` and `mail` take whatever there is."""
        if again := request.POST.get("again"):
            self._say_again(request, int(jobs.try_again(again)))
        elif gone := request.POST.get("discard"):
            if jobs.discard(gone):
                messages.success(request, _("The job was discarded."))
            else:
                messages.warning(request, _("That job is no longer there."))
        elif "all" in request.POST:
            self._say_again(request, sum(jobs.try_again(job.pk) for job in jobs.failed()))
        elif "mail" in request.POST:
            number = jobs.send_failed_mail_again()
            told = ngettext("%(number)s message will be sent again.", "%(number)s messages will be sent again.", number)
            messages.success(request, told % {"number": number})
        return redirect("jobs_report")

    def _say_again(self, request: HttpRequest, number: int) -> None:
        if number:
            told = ngettext("%(number)s job will be tried again.", "%(number)s jobs will be tried again.", number)
            messages.success(request, told % {"number": number})
        else:
            messages.warning(request, _("That job is no longer there."))


def last_line(result: Any) -> str:
    """Of a traceback, what it was in the end."""
    lines = [line for line in str(result or "").splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
