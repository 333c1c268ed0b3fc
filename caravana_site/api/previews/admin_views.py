"""A page's preview links in the administration, for whoever may edit it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.models import Page

from caravana_site.api.models import PreviewLink

from . import links
from .documents import kind_of

TO_SHOW = "preview_link_to_show"


def _choices() -> list[tuple[int, str]]:
    return [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in links.DAYS]


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(label=gettext_lazy("Good for"), choices=_choices, coerce=int, initial=7)


def _page(request: HttpRequest, pk: int) -> Page:
    """Raises PermissionDenied for who may not edit it."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


@never_cache
def previews(request: HttpRequest, pk: int) -> HttpResponse:
    """The links that are good, the one that has just been made, and a form for another."""
    page = _page(request, pk)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page.latest_revision is None:
            messages.error(request, _("Save a draft first: a link is to one saved version."))
        else:
            made = links.give(page, request.user, form.cleaned_data["days"])
            log(page, "caravana.preview_given", user=request.user)
            request.session[TO_SHOW] = made.pk
        return redirect("page_previews", pk)
    shown = PreviewLink.objects.filter(pk=request.session.pop(TO_SHOW, None), page=page).first()
    told = {
        "page": page,
        "form": form,
        "addresses": links.addresses_of(links.secret_of(shown).token) if shown else [],
        "rows": links.active(page, timezone.now()),
        "title": page.get_admin_display_title(),
    }
    return render(request, "api/admin/previews.html", told)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_object_or_404(PreviewLink.objects.exclude(revision=None), pk=pk)
    page = _page(request, made.page_id or 0)
    links.revoke(made)
    log(page, "caravana.preview_revoked", user=request.user)
    messages.success(request, _("Taken back: the link opens nothing any more."))
    return redirect("page_previews", page.pk)


def preview_urls() -> list[URLPattern]:
    """Below the administration's address."""
    return [
        path("previews/<int:pk>/", previews, name="page_previews"),
        path("previews/links/<int:pk>/revoke/", revoke, name="revoke_preview"),
    ]


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a page's actions."""
    if kind_of(page.specific) and page.permissions_for_user(user).can_edit():
        address = reverse("page_previews", args=[page.pk])
        yield Button(_("Preview links"), address, icon_name="link", priority=68)
