"""Asking for approvals in the administration. Whoever may not see them learns nothing of who was asked."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from caravana_site.common import secret_links
from practices.approval import giving
from practices.models import Approval, PracticePage

SEE, ASK = "practices.view_approval", "practices.add_approval"


class AskForm(forms.ModelForm):
    class Meta:
        model = Approval
        fields = ("role", "holder", "email", "language")


def _allowed(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


@never_cache
def approvals(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, what they said, and a form to ask somebody else."""
    _allowed(request, SEE)
    page = get_object_or_404(PracticePage.objects.select_related("locale"), pk=pk)
    form = AskForm(request.POST or None, initial={"language": page.locale.language_code, "role": "host"})
    if request.method == "POST":
        _allowed(request, ASK)
        if form.is_valid():
            approval = form.save(commit=False)
            approval.practice, approval.asked_by = page, request.user
            approval.save()
            giving.send_link(approval)
            messages.success(request, _("Asked. The link is below, and in their mailbox if you wrote one."))
            return redirect("practice_approvals", pk)
    rows = [(one, giving.link_of(one)) for one in page.approvals.prefetch_related("remarks")]
    return render(request, "practices/admin/approvals.html", {"page": page, "form": form, "rows": rows})


@require_POST
def new_approval_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a link that went astray and send another."""
    _allowed(request, ASK)
    approval = get_object_or_404(Approval.objects.select_related("practice"), pk=pk)
    secret_links.replace(Approval.PURPOSE, approval.key, days=Approval.GOOD_DAYS)
    giving.send_link(approval)
    messages.success(request, _("The old link opens nothing any more; the new one is below."))
    return redirect("practice_approvals", approval.practice_id)


def approval_urls() -> list[URLPattern]:
    return [
        path("practices/<int:pk>/approvals/", approvals, name="practice_approvals"),
        path("practices/approvals/<int:pk>/new-link/", new_approval_link, name="practice_approval_new_link"),
    ]
