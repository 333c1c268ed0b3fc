"""The list of stops: calendar, agenda and map."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from caravana_site.common.models import BasePage
from events.calendar import Calendar

from .stops import StopPage


class StopIndexPage(BasePage):
    """Calendar, agenda and map of the stops."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    lists_kinds = ("stop", "theme")
    true_until = "stop"
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.StopPage", "home.ContentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of stops")
        verbose_name_plural = _("lists of stops")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        stops = StopPage.objects.child_of(self).live()
        address = self.get_url(request) or ""
        calendar = Calendar(request.GET, stops=stops, locale=self.locale, at=timezone.now(), address=address)
        return {**context, "calendar": calendar}
