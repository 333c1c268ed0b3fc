"""The accessibility mailbox and the holidays in the administration."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from caravana_site.common.admin_columns import DayColumn, SnippetIndexView
from caravana_site.common.public_forms.review import (
    RECEIVED_COLUMNS,
    ReceivedIndexView,
    ReceivedPermissionPolicy,
    ReceivedViewSet,
)
from home.accessibility_answer import send_answer
from home.models import AccessibilityMessage, Holiday

register_permission_policy(AccessibilityMessage, ReceivedPermissionPolicy(AccessibilityMessage))


def told_left(left: int | None) -> str:
    """“7 working days left”, “3 working days late”; never by colour alone."""
    if left is None:
        return _("Answered")
    if left < 0:
        text = ngettext("Overdue: %(days)d working day late", "Overdue: %(days)d working days late", -left)
        return text % {"days": -left}
    if left == 0:
        return _("Due today")
    return ngettext("%(days)d working day left", "%(days)d working days left", left) % {"days": left}


class ShownPanel(FieldPanel):
    """What is only read; what is not there yet is a dash, where Wagtail writes «None»."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})

    def format_value_for_display(self, value: Any) -> Any:
        return "–" if value is None else super().format_value_for_display(value)


class AnswerForm(WagtailAdminModelForm):
    """An answer is a draft until it is said that it goes; once gone it is not written again."""

    send_now = forms.BooleanField(
        required=False,
        label=gettext_lazy("Send the answer when saving"),
        help_text=gettext_lazy("Unticked, it is kept as a draft. Once sent it cannot be changed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.answered:
            self.fields["answer"].disabled = self.fields["send_now"].disabled = True

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()
        if told.get("send_now") and not told.get("answer", "").strip():
            self.add_error("answer", _("Write the answer that is to be sent."))
        return told

    def save(self, commit: bool = True) -> Any:
        answer = self.cleaned_data.get("answer", "")
        goes = commit and self.cleaned_data.get("send_now") and not self.instance.answered
        message = super().save(commit=False)
        if commit:
            # Not the whole row: an answer that a colleague sends meanwhile must stay as it went.
            AccessibilityMessage.objects.filter(pk=message.pk).update(note=message.note)
            AccessibilityMessage.objects.filter(pk=message.pk, answered=None).update(answer=answer)
        if goes:
            send_answer(message, answer)
        return message


class DaysLeftColumn(Column):
    """Working days left or late; the holidays are read once a listing."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        request = parent_context["request"]  # the one thing that all cells of a listing share
        if not hasattr(request, "holidays"):
            request.holidays = Holiday.objects.days()
        context = super().get_cell_context_data(instance, parent_context)
        context["value"] = told_left(instance.left(timezone.localdate(), request.holidays))
        return context


class MessageIndexView(ReceivedIndexView):
    def order_queryset(self, rows: Any) -> Any:
        """Unless asked otherwise what waits comes first, the most urgent before the rest."""
        if self.request.GET.get("ordering"):
            return super().order_queryset(rows)
        return rows.order_by(F("answered").desc(nulls_first=True), "due_on", "-received")


class AccessibilityMessageViewSet(ReceivedViewSet):
    model = AccessibilityMessage
    index_view_class = MessageIndexView
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    list_display = [
        *RECEIVED_COLUMNS,
        Column("route", label=gettext_lazy("What it is"), accessor="get_route_display", sort_key="route"),
        DayColumn("due_on", label=gettext_lazy("Answer due on"), sort_key="due_on"),
        DaysLeftColumn("left", label=gettext_lazy("Time left"), accessor="answered"),
    ]
    list_filter = {"route": ["exact"], "language": ["exact"], "answered": ["isnull"]}
    edit_handler = ObjectList(
        [
            HelpPanel(
                gettext_lazy(
                    "The answer goes by e-mail, in the language of the message, with the way to complain. Without an "
                    "e-mail it is only kept. Say what was done, or why it cannot be done, and what can be used instead."
                )
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([ShownPanel("received"), ShownPanel("due_on")]),
                    FieldRowPanel([ShownPanel("route"), ShownPanel("language")]),
                    FieldRowPanel([ShownPanel("earlier_reference"), ShownPanel("earlier")]),
                    ShownPanel("page_path"),
                    ShownPanel("text"),
                    FieldRowPanel([ShownPanel("name"), ShownPanel("email")]),
                ],
                heading=gettext_lazy("What was sent"),
            ),
            MultiFieldPanel(
                [FieldPanel("answer"), FieldPanel("send_now"), ShownPanel("answered")],
                heading=gettext_lazy("Answer"),
            ),
            FieldPanel("note"),
        ],
        base_form_class=AnswerForm,
    )


class HolidayViewSet(SnippetViewSet):
    model = Holiday
    index_view_class = SnippetIndexView
    icon = "date"
    menu_label = gettext_lazy("Holidays")
    copy_view_enabled = False
    list_display = [DayColumn("day", label=gettext_lazy("Day"), sort_key="day"), "name"]


class AccessibilityGroup(SnippetViewSetGroup):
    """What is owed to who writes about accessibility."""

    items = (AccessibilityMessageViewSet, HolidayViewSet)
    menu_label = gettext_lazy("Accessibility")
    menu_icon = "info-circle"
    menu_order = 246
