from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index

from caravana_site.common.blocks import BodyBlock
from caravana_site.common.models import BasePage


class ContentPage(BasePage):
    """An ordinary page: how to take part, legal notice, contact."""

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("What the page is for, in two sentences.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    description_field = "introduction"
    parent_page_types = ["home.HomePage", "home.ContentPage", "events.StopIndexPage", "events.KitIndexPage"]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def related_pages(self, locale: Locale) -> models.QuerySet[Page]:
        return (
            ContentPage.objects.live().public().filter(locale=locale).exclude(translation_key=self.translation_key)[:3]
        )
