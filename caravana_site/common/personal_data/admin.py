"""Personal data in the administration: the notices for editors, a person's data for administrators."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from caravana_site.common.admin_columns import SnippetIndexView
from caravana_site.common.models import PrivacyNotice

from . import duties


class NoticePermissionPolicy(ModelPermissionPolicy):
    """The forms say which notices there are: they are changed, never added or deleted by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(PrivacyNotice, NoticePermissionPolicy(PrivacyNotice))


class PrivacyNoticeViewSet(SnippetViewSet):
    model = PrivacyNotice
    index_view_class = SnippetIndexView
    icon = "lock"
    menu_label = gettext_lazy("Privacy notices")
    menu_order = 255
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "__str__",
        LocaleColumn(label=gettext_lazy("Language")),
        "purpose",
        Column("retention_days", label=gettext_lazy("Days kept"), sort_key="retention_days"),
    ]


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Make sure first that it is they who ask: by answering to that address."),
    )


class PersonalDataView(View):
    """What is held of a person, to hand over or to erase. The log says that it was done, never of whom."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]  # none of ours is a stream
        response["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, PersonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """By POST from the first step on: an address in the URL would stay in logs and histories."""
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        email = form.cleaned_data["email"]
        match request.POST.get("do"):
            case "export":
                return self._export(request, email)
            case "erase":
                return self._erase(request, email)
            case _:
                return self._show(request, form, email=email, held=duties.held(email))

    def _export(self, request: HttpRequest, email: str) -> HttpResponse:
        found = duties.export(email)
        log(
            request.user,
            "caravana.personal_data_exported",
            user=request.user,
            data={"rows": sum(map(len, found.values()))},
        )
        answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = 'attachment; filename="personal-data.json"'
        return answer

    def _erase(self, request: HttpRequest, email: str) -> HttpResponse:
        report = duties.erase(email)
        log(
            request.user,
            "caravana.personal_data_erased",
            user=request.user,
            data={line.key: line.rows for line in report},
        )
        told = ", ".join(f"{line.name}: {line.rows}" for line in report)
        messages.success(request, _("Erased. %(report)s") % {"report": told or _("Nothing was held.")})
        return redirect("personal_data")

    def _show(self, request: HttpRequest, form: PersonForm, **found: Any) -> HttpResponse:
        return render(request, "common/admin/personal_data.html", {"form": form, **found})
