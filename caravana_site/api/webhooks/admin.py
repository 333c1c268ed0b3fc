"""Webhooks and their log in the administration: for administrators alone, whatever a group may be given."""

from datetime import datetime
from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it has no stubs
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import CreateView, EditView, InspectView, SnippetViewSet, SnippetViewSetGroup

from caravana_site.api.models import WebhookDelivery, WebhookSubscription
from caravana_site.common import languages
from caravana_site.common.admin_columns import SnippetIndexView

from .admin_views import keep_to_show
from .forms import SendAgainForm, WebhookForm, kind_choices, theme_choices

LATEST = 10


class AdministratorsPolicy(ModelPermissionPolicy):
    """A secret and an address of somebody else's server: no group is given them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser)


class LogPolicy(AdministratorsPolicy):
    """The log is written by what happens, and looked at."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


register_permission_policy(WebhookSubscription, AdministratorsPolicy(WebhookSubscription))
register_permission_policy(WebhookDelivery, LogPolicy(WebhookDelivery))


class WebhookIndexView(SnippetIndexView):
    """A webhook's name leads to its page: how it is doing is looked at more often than its settings."""

    def get_edit_url(self, instance: Any) -> str:
        address: str = self.get_inspect_url(instance)
        return address


class WebhookCreateView(CreateView):
    def save_action(self) -> HttpResponse:
        keep_to_show(self.request, self.object.pk)
        return redirect("webhook_secret", self.object.pk)


class WebhookEditView(EditView):
    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class ReadView(InspectView):
    """Moments in the site's time zone, and a dash for what is not there yet: Wagtail writes UTC and «None»."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        return "–" if value in (None, "") else value


class WebhookInspectView(ReadView):
    page_title = _("Webhook")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        log = reverse("wagtailsnippets_caravana_api_webhookdelivery:list")
        return found | {
            "latest": self.object.deliveries.all()[:LATEST],
            "log": f"{log}?subscription={self.object.pk}",
            "send_again": SendAgainForm(),
        }

    def _of(self, field: str, choices: list[tuple[str, Any]]) -> str:
        names = dict(choices)
        chosen = [str(names.get(value, value)) for value in getattr(self.object, field)]
        return ", ".join(chosen) or str(_("no filter"))

    def get_kinds_display_value(self) -> str:
        return self._of("kinds", kind_choices())

    def get_languages_display_value(self) -> str:
        return self._of("languages", languages.choices())

    def get_themes_display_value(self) -> str:
        return self._of("themes", theme_choices())


class WebhookViewSet(SnippetViewSet):
    model = WebhookSubscription
    icon = "link"
    menu_label = _("Webhooks")
    index_view_class = WebhookIndexView
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = WebhookInspectView
    inspect_template_name = "api/admin/webhook.html"
    inspect_view_fields: ClassVar[list[str]] = [
        "url", "contact", "kinds", "languages", "themes", "failures_in_a_row", "last_delivered", "created",
    ]  # fmt: skip
    list_display: ClassVar[list[Any]] = [
        "name", "url", Column("state", label=_("State")),
        DateColumn("last_delivered", label=_("Last delivery"), sort_key="last_delivered"),
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("url"),
            FieldRowPanel([FieldPanel("contact"), FieldPanel("contact_language")]),
            MultiFieldPanel(
                [FieldPanel("kinds"), FieldPanel("languages"), FieldPanel("themes")], heading=_("What is sent")
            ),
        ],
        base_form_class=WebhookForm,
    )


class DeliveryFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=kind_choices)
    created = django_filters.DateFromToRangeFilter(label=_("Created"), widget=DateRangePickerWidget)

    class Meta:
        model = WebhookDelivery
        fields: ClassVar[list[str]] = ["subscription", "state", "last_problem", "kind", "created"]


class DeliveryIndexView(SnippetIndexView):
    def get_base_queryset(self) -> Any:
        return WebhookDelivery.objects.select_related("subscription").defer("payload")


class DeliveryInspectView(ReadView):
    page_title = _("Webhook delivery")

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(WebhookDelivery.objects.select_related("subscription"))


class DeliveryViewSet(SnippetViewSet):
    model = WebhookDelivery
    icon = "history"
    menu_label = _("Deliveries")
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilterSet
    copy_view_enabled = False
    is_searchable = False
    search_fields: ClassVar[list[str]] = []
    ordering: ClassVar[list[str]] = ["-pk"]
    inspect_view_enabled = True
    inspect_view_class = DeliveryInspectView
    inspect_template_name = "api/admin/webhook_delivery.html"
    inspect_view_fields: ClassVar[list[str]] = [
        "message_id", "subscription", "state", "tries", "due", "last_status", "last_problem", "created", "delivered",
    ]  # fmt: skip
    list_display: ClassVar[list[Any]] = [
        "message_id", "subscription", Column("told", label=_("What it tells of")),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("last_problem", label=_("Last problem"), accessor="get_last_problem_display"),
        DateColumn("created", label=_("Created"), sort_key="created"),
    ]  # fmt: skip


class WebhookGroup(SnippetViewSetGroup):
    """Both lists under one entry of the menu, which only administrators have."""

    items = (WebhookViewSet, DeliveryViewSet)
    menu_label = _("Webhooks")
    menu_icon = "link"
    menu_order = 260
