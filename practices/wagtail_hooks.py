from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from . import refusals
from .admin import CatalogueGroup, municipality_chooser, practice_viewsets
from .replication_admin import ReplicationGroup

register_snippet(CatalogueGroup)
register_snippet(ReplicationGroup)


@hooks.register("register_admin_viewset")
def register_practice_viewsets() -> list[Any]:
    return [*practice_viewsets, municipality_chooser]


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        refusals.CALLED_OFF, _("Call off a publication"), _("Not published by the clock: something was missing")
    )
