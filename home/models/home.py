from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from caravana_site.common.models import BasePage
from home.blocks import LanesBlock
from home.front import Front


class HomePage(BasePage):
    """The front of the site: the promise, the road so far, the next stop and how to get on."""

    hero_first = models.CharField(_("headline, what worked"), max_length=40, help_text=_("The straight road."))
    hero_second = models.CharField(_("headline, what was hard"), max_length=40, help_text=_("The bends."))
    lead = models.TextField(_("lead"), max_length=300)
    stops_heading = models.CharField(_("heading of the stops"), max_length=80)
    stops_introduction = models.TextField(_("introduction to the stops"), max_length=240, blank=True)
    themes_heading = models.CharField(_("heading of the themes"), max_length=80)
    themes_introduction = models.TextField(_("introduction to the themes"), max_length=240, blank=True)
    purpose_heading = models.CharField(_("heading of the purpose"), max_length=80)
    purpose = RichTextField(_("purpose"))
    roles_heading = models.CharField(_("heading of the roles"), max_length=80)
    roles_introduction = models.TextField(_("introduction to the roles"), max_length=240, blank=True)
    lanes = StreamField(LanesBlock(), verbose_name=_("ways to take part"))
    closing_heading = models.CharField(_("closing heading"), max_length=80)
    closing_text = models.TextField(_("closing text"), max_length=240, blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hero_first"), FieldPanel("hero_second")]), FieldPanel("lead")],
            heading=_("Headline"),
        ),
        MultiFieldPanel([FieldPanel("stops_heading"), FieldPanel("stops_introduction")], heading=_("Stops")),
        MultiFieldPanel([FieldPanel("themes_heading"), FieldPanel("themes_introduction")], heading=_("Themes")),
        MultiFieldPanel([FieldPanel("purpose_heading"), FieldPanel("purpose")], heading=_("Purpose")),
        MultiFieldPanel(
            [FieldPanel("roles_heading"), FieldPanel("roles_introduction"), FieldPanel("lanes")], heading=_("Roles")
        ),
        MultiFieldPanel([FieldPanel("closing_heading"), FieldPanel("closing_text")], heading=_("Closing")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("purpose")]
    lists_kinds = ("practice", "stop", "theme", "page")
    true_until = "stop"
    description_field = "lead"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.ContentPage",
        "home.AccessibilityStatementPage",
        "practices.PracticeIndexPage",
        "events.StopIndexPage",
        "events.KitIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def card_title(self) -> str:
        """The headline: the site's name stands above it."""
        return f"{self.hero_first} {self.hero_second}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "front": Front(locale=self.locale, at=timezone.now())}
