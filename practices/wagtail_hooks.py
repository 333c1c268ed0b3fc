from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from . import refusals
from .admin import CatalogueGroup, municipality_chooser, practice_viewsets
from .approval_admin import approval_urls
from .interview_admin import CONSENT_READ, consent_chooser, interview_urls
from .replication_admin import ReplicationGroup
from .withdrawal import ACTION

register_snippet(CatalogueGroup)
register_snippet(ReplicationGroup)


@hooks.register("register_admin_viewset")
def register_practice_viewsets() -> list[Any]:
    return [*practice_viewsets, municipality_chooser, consent_chooser]


hooks.register("before_publish_page", refusals.refuse_in_editor)


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        refusals.CALLED_OFF, _("Call off a publication"), _("Not published by the clock: something was missing")
    )
    actions.register_action(
        ACTION, _("Take an interview out"), _("An interview was taken out: its consent was taken back")
    )
    actions.register_action(
        refusals.WITHOUT_APPROVAL,
        _("Publish without approval"),
        _("Published without the host’s approval; the reason is kept"),
    )
    actions.register_action(CONSENT_READ, _("Read a consent"), _("The signed document was downloaded"))


@hooks.register("register_admin_urls")
def register_interview_urls() -> list[URLPattern]:
    return [*interview_urls(), *approval_urls()]


@hooks.register("register_permissions")
def register_withdrawal_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="practices", codename="withdraw_interview")
