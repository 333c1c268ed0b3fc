from typing import Any

from wagtail import hooks

from .admin import kit_viewsets, stop_viewsets


@hooks.register("register_admin_viewset")
def register_event_viewsets() -> list[Any]:
    return [*stop_viewsets, *kit_viewsets]
