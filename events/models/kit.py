from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import BodyBlock
from caravana_site.common.fields import ChoiceListField
from caravana_site.common.models import BasePage, Licence
from events.kit_choice import KitChoice

from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .stop_choices import StopFormat


class KitIndexPage(BasePage):
    """The kit: choose who you are and how you meet, and get the musts and the options."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)
    thanks = RichTextField(_("thanks"), blank=True, help_text=_("Whose work the kit builds on."))

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("thanks")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.KitResourcePage", "home.ContentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        resources = (
            KitResourcePage.objects.child_of(self).live().public().defer_streamfields().order_by("sort_order", "pk")
        )
        shown = list(resources)
        others = KitResourcePage.objects.live().public().exclude(locale=self.locale)
        missing = others.exclude(translation_key__in=[tool.translation_key for tool in shown])
        elsewhere = missing.order_by().values("translation_key").distinct().count()
        return {**context, "choice": KitChoice(request.GET, resources=shown), "elsewhere": elsewhere}


class KitResourcePage(BasePage):
    """A tool of the kit, readable as it stands."""

    description = models.TextField(
        _("description"), max_length=300, help_text=_("What it saves you, in two sentences.")
    )
    roles = ChoiceListField(_("roles"), choices_of=KitRole)
    formats = ChoiceListField(_("formats"), choices_of=StopFormat)
    weight = models.CharField(_("weight"), max_length=8, choices=KitWeight)
    phase = models.CharField(_("phase"), max_length=8, choices=KitPhase)
    kind = models.CharField(_("kind"), max_length=14, choices=KitKind)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)
    version = models.CharField(_("version"), max_length=20)
    version_date = models.DateField(_("date of the version"))
    changes = models.TextField(_("changes in this version"), max_length=400, blank=True)
    adapts_work = models.BooleanField(_("adapts another work"), default=False)
    attribution = models.TextField(_("attribution"), max_length=400, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    body = StreamField(BodyBlock(), verbose_name=_("contents"), blank=True)

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "roles", "formats", "weight", "phase", "kind", "minutes", "version", "version_date", "adapts_work",
            "licence", "sort_order",
        )
    ]  # fmt: skip

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("description"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("roles"), FieldPanel("formats")]),
                FieldRowPanel([FieldPanel("weight"), FieldPanel("phase"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("sort_order")]),
            ],
            heading=_("When it serves"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("version"), FieldPanel("version_date")]),
                FieldPanel("changes"),
                FieldPanel("adapts_work"),
                FieldPanel("attribution"),
                FieldPanel("licence"),
            ],
            heading=_("Version and origin"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("description", boost=2),
        index.SearchField("body"),
        index.FilterField("weight"),
        index.FilterField("phase"),
    ]
    description_field = "description"
    parent_page_types = ["events.KitIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("kit resource")
        verbose_name_plural = _("kit resources")

    def clean(self) -> None:
        super().clean()
        if self.adapts_work and not self.attribution:
            raise ValidationError({"attribution": _("Thank who made the work that this one adapts.")})

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url

    @property
    def role_labels(self) -> list[str]:
        return self._meta.get_field("roles").labels(self.roles)

    @property
    def format_labels(self) -> list[str]:
        return self._meta.get_field("formats").labels(self.formats)

    def related_pages(self, locale: Locale) -> models.QuerySet[Page]:
        live = KitResourcePage.objects.live().public().filter(locale=locale)
        return live.exclude(translation_key=self.translation_key).order_by("sort_order")[:3]
