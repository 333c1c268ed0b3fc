"""Who sees requests: only whoever may work on them. Each look is noted, without a word of whom it was about."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.defaults import permission_denied
from wagtail.log_actions import LogActionRegistry, log

WORK = "events.work_stoprequest"
READ, FILE_READ, EXPORTED = (
    f"caravana.stop_request{what}" for what in ("_read", "_file_read", "s_exported")
)  # fmt: skip


class ForStaff:
    """A view of the back office. A refusal is a plain 403."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(WORK):
            return permission_denied(request, PermissionError())
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin
        answer["Cache-Control"] = "no-store, private"
        return answer


def staff() -> QuerySet[Any]:
    """Whoever may own a request."""
    people: Any = get_user_model()._default_manager
    able: QuerySet[Any] = people.with_perm(WORK, backend="django.contrib.auth.backends.ModelBackend")
    return able.order_by("first_name", "last_name", "username")


def note(what: Model, action: str, user: Any, **data: Any) -> None:
    """Write a look into the log of the administration."""
    log(what, action, user=user, data=data or None)


def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(READ, _("Look at a stop request"), _("Looked at a stop request"))
    actions.register_action(FILE_READ, _("Read a file of a stop request"), _("Downloaded a file of a stop request"))
    actions.register_action(EXPORTED, _("Export stop requests"), _("Exported stop requests"))
