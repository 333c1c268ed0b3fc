from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import prefetch_renditions
from caravana_site.common.models import BasePage
from home.blocks import PressPicturesBlock
from home.front import Front


class PressPage(BasePage):
    """For who writes about the caravan: whom to call, figures as they are today, pictures with their credit."""

    introduction = models.TextField(_("introduction"), max_length=400)
    about = RichTextField(
        _("about the caravan"), features=["bold", "italic", "link", "ul"],
        help_text=_("A text that may be copied as it is."),
    )  # fmt: skip
    contact_name = models.CharField(
        _("press contact"), max_length=120, blank=True,
        help_text=_("A team rather than a person. While it is empty, the site's own contact stands here."),
    )  # fmt: skip
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    pictures = StreamField(
        PressPicturesBlock(), verbose_name=_("pictures to download"), blank=True,
        help_text=_("Only those whose licence lets anybody reuse them, with their credit written."),
    )  # fmt: skip

    override_translatable_fields = [SynchronizedField("contact_email"), SynchronizedField("contact_phone")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("about"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            heading=_("Press contact"),
        ),
        FieldPanel("pictures"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("about")]
    lists_kinds = ("practice", "stop")
    true_until = "stop"
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("press page")
        verbose_name_plural = _("press pages")

    @cached_property
    def images(self) -> list[Any]:
        """The pictures that are there, each once."""
        shown = [block.value["image"] for block in self.pictures if block.value["image"]]
        return list({image.pk: image for image in shown}.values())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        prefetch_renditions(self.images)
        return {**context, "today": timezone.localdate(now), "totals": Front(locale=self.locale, at=now).totals}
