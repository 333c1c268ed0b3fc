"""The report of sign-ins, for administrators: who came in, who was refused, and from where."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from caravana_site.common.models import SignInEvent


class SignInReportView(ReportView):
    """Only administrators: addresses and account names are personal data."""

    model = SignInEvent
    page_title = _("Sign-ins")
    header_icon = "user"
    index_url_name = "sign_ins_report"
    index_results_url_name = "sign_ins_report_results"
    default_ordering = "-moment"
    is_searchable = False
    columns = [
        DateColumn("moment", label=_("Moment"), sort_key="moment"),
        Column("kind", label=_("What happened"), accessor="get_kind_display", sort_key="kind"),
        Column("username", label=_("Account name given"), sort_key="username"),
        Column("address", label=_("Address"), sort_key="address"),
    ]
    list_export = ["moment", "get_kind_display", "username", "address"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer
