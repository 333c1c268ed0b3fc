from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from caravana_site.common.models import BasePage
from home.blocks import QuestionsBlock, RoadsBlock


class TakePartPage(BasePage):
    """How to take part: the explainer, two roads side by side that end at the request, and what people ask."""

    introduction = models.TextField(
        _("introduction"), max_length=400, help_text=_("What the page is for, in two sentences.")
    )
    roads_heading = models.CharField(_("heading of the roads"), max_length=80)
    roads = StreamField(RoadsBlock(), verbose_name=_("roads"), help_text=_("Host and rapporteur, side by side."))
    questions_heading = models.CharField(_("heading of the questions"), max_length=80, blank=True)
    questions = StreamField(QuestionsBlock(), verbose_name=_("frequent questions"), blank=True)
    closing_heading = models.CharField(_("closing heading"), max_length=80, blank=True)
    closing_text = models.TextField(_("closing text"), max_length=240, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("roads_heading"), FieldPanel("roads")], heading=_("Two roads")),
        MultiFieldPanel([FieldPanel("questions_heading"), FieldPanel("questions")], heading=_("Frequent questions")),
        MultiFieldPanel([FieldPanel("closing_heading"), FieldPanel("closing_text")], heading=_("Closing")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("roads"),
        index.SearchField("questions"),
    ]
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("how to take part")
        verbose_name_plural = _("how to take part")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "questions": [block.value for block in self.questions]}
