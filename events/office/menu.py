"""The way in: an item of the menu that says how many wait."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .access import WORK
from .board import waiting


class RequestsMenuItem(MenuItem):
    """Only for whoever works on requests; the number is of those just received and those overdue."""

    def __init__(self) -> None:
        # A short word: a longer one would hide the number.
        super().__init__(_("Requests"), reverse("office_board"), name="stop-requests", icon_name="mail", order=213)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(WORK))

    def render_component(self, request: HttpRequest) -> Any:
        number = waiting(timezone.now())
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, attrs=self.attrs)
