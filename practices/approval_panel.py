"""In the editor: who was asked whether the story is right, and what came of it."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from practices.approval.versions import has_changed_since


class ApprovalsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/approvals_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            allowed = self.request.user.has_perm("practices.view_approval")
            approvals = list(self.instance.approvals.select_related("revision")) if allowed else []
            address = reverse("practice_approvals", args=[self.instance.pk]) if allowed else ""
            rows = [(one, self._is_of_this_version(one)) for one in approvals]
            return {**context, "rows": rows, "address": address}

        def _is_of_this_version(self, approval: Any) -> bool:
            return approval.revision is not None and not has_changed_since(self.instance, approval.revision)
