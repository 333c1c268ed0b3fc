"""What was sent, in the administration: read and decided on, never written there by hand."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from caravana_site.common.admin_columns import SnippetIndexView
from caravana_site.common.languages import name_of


class ReceivedPermissionPolicy(ModelPermissionPolicy):
    """Whatever a group may do, nobody adds a sending. Registered by each room beside its listing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, [action for action in actions if action != "add"])


class ReceivedIndexView(SnippetIndexView):
    """Only what counts: what was not confirmed is nobody's word yet."""

    related: ClassVar[list[str]] = []

    def get_base_queryset(self) -> Any:
        return self.model._default_manager.exclude(confirmed=None).select_related(*self.related)


class ReceivedViewSet(SnippetViewSet):
    """A listing of sendings, newest first; subclasses name their model, their columns and what they read of others."""

    index_view_class = ReceivedIndexView
    copy_view_enabled = False
    ordering = ["-received"]
    is_searchable = False
    search_fields: ClassVar[list[str]] = []


RECEIVED_COLUMNS = (
    "__str__",  # only a name is made a link to the edit view
    DateColumn("received", label=_("Received"), sort_key="received"),
    Column("language", label=_("Language"), accessor=lambda row: name_of(row.language), sort_key="language"),
)
