"""Replications in the administration: what was received, to review, and what is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from caravana_site.common.admin_columns import SnippetIndexView
from caravana_site.common.panels import LanguagePanel
from caravana_site.common.public_forms.review import (
    RECEIVED_COLUMNS,
    ReceivedIndexView,
    ReceivedPermissionPolicy,
    ReceivedViewSet,
)

from .models import Replication, ReplicationReport


class ReviewForm(WagtailAdminModelForm):
    """Saving a decision shows the replication or takes it away."""

    def save(self, commit: bool = True) -> Any:
        report = super().save(commit)
        if commit:
            report.settle(self.changed_data)
        return report


register_permission_policy(ReplicationReport, ReceivedPermissionPolicy(ReplicationReport))


class ReportIndexView(ReceivedIndexView):
    related = ["practice", "organisation"]


class ReplicationReportViewSet(ReceivedViewSet):
    model = ReplicationReport
    index_view_class = ReportIndexView
    icon = "mail"
    menu_label = _("Received")
    list_display = [
        *RECEIVED_COLUMNS,
        Column("organisation_name", label=_("Organisation"), sort_key="organisation_name"),
        Column("practice", label=_("Practice"), sort_key="practice__title"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("decision", label=_("Decision"), accessor="get_decision_display", sort_key="decision"),
    ]
    list_filter = ["decision", "state"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "Correct what needs it, take out names of people, link the organisation, and decide. What is "
                    "approved shows at once, in the language it was written in; translate it under «Shown»."
                )
            ),
            FieldPanel("decision"),
            MultiFieldPanel(
                [
                    FieldPanel("practice", read_only=True),
                    FieldPanel("organisation"),
                    FieldPanel("organisation_name"),
                    FieldRowPanel([FieldPanel("state"), FieldPanel("happened_on")]),
                    FieldPanel("what_changed"),
                    FieldPanel("result"),
                ],
                heading=_("What will be shown"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("name", read_only=True),
                    FieldPanel("email", read_only=True),
                    FieldPanel("received", read_only=True),
                    LanguagePanel(),
                ],
                heading=_("Who sent it (never shown)"),
            ),
        ],
        base_form_class=ReviewForm,
    )


class ReplicationIndexView(SnippetIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("practice", "organisation", "locale")


class ReplicationViewSet(SnippetViewSet):
    model = Replication
    index_view_class = ReplicationIndexView
    icon = "resubmit"
    menu_label = _("Shown")
    list_display = [
        "__str__",
        Column("locale", label=_("Language")),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
    ]
    list_filter = ["state"]
    copy_view_enabled = False


class ReplicationGroup(SnippetViewSetGroup):
    """«L'hem adaptada»."""

    items = (ReplicationReportViewSet, ReplicationViewSet)
    menu_label = _("Replications")
    menu_icon = "resubmit"
    menu_order = 235
