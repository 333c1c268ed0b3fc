"""What the common room adds to the administration."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel, profile_tab
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from . import admin_scripts, audit, automatic_saves
from .jobs_report import JobsReportView
from .personal_data.admin import PersonalDataView, PrivacyNoticeViewSet
from .protected import refuse_protected
from .sign_in.report import SignInReportView
from .sign_in.views import may_reset_second_factor, reset_second_factor

register_snippet(PrivacyNoticeViewSet)


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    audit.register_log_actions(actions)


hooks.register("before_edit_page", automatic_saves.mark)


@hooks.register("insert_global_admin_js", order=-1)
def scripts_with_nonce() -> str:
    return format_html(
        '<script nonce="{}" src="{}"></script><script src="{}"></script><script src="{}"></script>'
        '<script src="{}" data-heading="{}" data-more="{}"></script>',
        admin_scripts.nonce(),
        static("caravana/js/admin_scripts.js"),
        static("caravana/js/admin_names.js"),
        static("caravana/js/admin_saves.js"),
        static("caravana/js/translation_words.js"),
        _("Translation from {source} to {target}"),
        _("More actions"),
    )


@hooks.register("insert_global_admin_css")
def own_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("caravana/css/admin.css"))


@hooks.register("register_admin_urls")
def security_urls() -> list[URLPattern]:
    return [
        path("users/<int:pk>/reset-second-factor/", reset_second_factor, name="reset_second_factor"),
        path("reports/personal-data/", PersonalDataView.as_view(), name="personal_data"),
        path("reports/queue/", JobsReportView.as_view(), name="jobs_report"),
        path("reports/sign-ins/", SignInReportView.as_view(), name="sign_ins_report"),
        path("reports/sign-ins/results/", SignInReportView.as_view(results_only=True), name="sign_ins_report_results"),
    ]


@hooks.register("construct_help_menu")
def offer_no_page_of_elsewhere(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's news and its guide are in English, on somebody else's server; our handbook is in both languages."""
    items[:] = [item for item in items if not item.url.startswith("http")]


class _ForAdministrators(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_reports_menu_item")
def sign_ins_menu_item() -> MenuItem:
    return _ForAdministrators(_("Sign-ins"), reverse("sign_ins_report"), icon_name="user", order=1100)


@hooks.register("register_reports_menu_item")
def personal_data_menu_item() -> MenuItem:
    return _ForAdministrators(_("A person’s data"), reverse("personal_data"), icon_name="user", order=1110)


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return _ForAdministrators(_("Queue"), reverse("jobs_report"), icon_name="tasks", order=1120)


@hooks.register("register_user_listing_buttons")
def reset_button(user: Any, request_user: Any) -> list[Button]:
    if not may_reset_second_factor(request_user, user):
        return []
    return [
        Button(
            _("Reset the second factor"),
            url=reverse("reset_second_factor", args=[user.pk]),
            icon_name="lock",
            priority=60,
        )
    ]


class _NothingToFill(forms.Form):
    """The account page saves every panel's form; this panel is a link."""

    def save(self) -> None:
        """Keep nothing."""


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """The way from one's account to one's second factor."""

    name = "second_factor"
    title = _("Second factor")
    tab = profile_tab
    order = 450
    template_name = "account/settings_panel.html"

    def get_form(self) -> forms.Form:
        return _NothingToFill()

    def get_context_data(self) -> dict[str, Any]:
        return {}


hooks.register("before_delete_snippet", refuse_protected)
