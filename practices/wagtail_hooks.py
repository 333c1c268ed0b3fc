from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import CatalogueGroup, municipality_chooser, practice_viewsets
from .replication_admin import ReplicationGroup

register_snippet(CatalogueGroup)
register_snippet(ReplicationGroup)


@hooks.register("register_admin_viewset")
def register_practice_viewsets() -> list[Any]:
    return [*practice_viewsets, municipality_chooser]
