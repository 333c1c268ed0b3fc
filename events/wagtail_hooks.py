from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .admin import kit_viewsets, stop_viewsets
from .office import access
from .office.menu import RequestsMenuItem
from .office.urls import office_urls


@hooks.register("register_admin_viewset")
def register_event_viewsets() -> list[Any]:
    return [*stop_viewsets, *kit_viewsets]


@hooks.register("register_admin_urls")
def register_office_urls() -> list[URLPattern]:
    return office_urls()


@hooks.register("register_admin_menu_item")
def register_requests_menu_item() -> RequestsMenuItem:
    return RequestsMenuItem()


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    access.register_log_actions(actions)


@hooks.register("register_permissions")
def register_work_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="events", codename="work_stoprequest")
