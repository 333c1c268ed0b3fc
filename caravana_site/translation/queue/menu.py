"""The way in: an item of the menu that says how many wait."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .. import permissions
from ..models.tasks import TaskState
from . import access


def waiting(user: Any) -> int:
    """How many tasks of their pairs somebody still has to do."""
    return access.visible(user).exclude(state=TaskState.DONE).count()


class QueueMenuItem(MenuItem):
    """Only for whoever translates something."""

    def __init__(self) -> None:
        super().__init__(
            _("Translations"),
            reverse("translations_queue"),
            name="translations",
            icon_name="wagtail-localize-language",
            order=214,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.sees_queue(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        number = waiting(request.user)
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, attrs=self.attrs)
