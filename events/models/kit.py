from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import BodyBlock
from caravana_site.common.fields import ChoiceListField
from caravana_site.common.models import BasePage, Document, Licence
from events.kit_choice import KitChoice

from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .stop_choices import StopFormat

EDITABLE = ("odt", "docx")


class KitResourceQuerySet(PageQuerySet):
    """The kit's questions."""

    def with_files(self) -> Self:
        """In the kit's order, with what lists and the archive say of their files, in one query."""
        return self.select_related("editable_file", "accessible_file", "locale").order_by("sort_order", "pk")


class KitIndexPage(BasePage):
    """The kit: choose who you are and how you meet, and get the musts and the options."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)
    thanks = RichTextField(_("thanks"), blank=True, help_text=_("Whose work the kit builds on."))

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("thanks")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    lists_kinds = ("kit-resource", "page")
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.KitResourcePage", "home.ContentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        choice = self.choice(request)
        others = KitResourcePage.objects.live().public().exclude(locale=self.locale)
        missing = others.exclude(translation_key__in=[tool.translation_key for tool in choice.resources])
        elsewhere = missing.order_by().values("translation_key").distinct().count()
        return {**context, "choice": choice, "elsewhere": elsewhere}

    def choice(self, request: HttpRequest) -> KitChoice:
        """What the reader's query string makes of this kit."""
        resources = KitResourcePage.objects.child_of(self).live().public().defer_streamfields().with_files()
        return KitChoice(request.GET, resources=list(resources))


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
    editable_file = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("editable file"),
        help_text=_("ODT or DOCX, in the language of this page."),
    )  # fmt: skip
    accessible_file = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accessible PDF"),
        help_text=_("A tagged PDF with title and language: from LibreOffice, export as PDF/UA."),
    )  # fmt: skip

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
            [FieldRowPanel([FieldPanel("editable_file"), FieldPanel("accessible_file")])],
            heading=_("Files to take away"),
        ),
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

    objects: ClassVar[PageManager] = PageManager.from_queryset(KitResourceQuerySet)()

    class Meta:
        verbose_name = _("kit resource")
        verbose_name_plural = _("kit resources")

    def clean(self) -> None:
        super().clean()
        if self.adapts_work and not self.attribution:
            raise ValidationError({"attribution": _("Thank who made the work that this one adapts.")})
        if self.editable_file and self.editable_file.file_extension not in EDITABLE:
            raise ValidationError({"editable_file": _("Choose an ODT or DOCX file: people will write in it.")})
        if self.accessible_file and self.accessible_file.file_extension != "pdf":
            raise ValidationError({"accessible_file": _("Choose a PDF.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "files_by_language": list(self.files_by_language())}

    @property
    def files(self) -> list[Document]:
        """What a reader of this page takes away, the one to write in first."""
        return [file for file in (self.editable_file, self.accessible_file) if file]

    @property
    def file_formats(self) -> list[str]:
        return list(dict.fromkeys(file.file_extension.upper() for file in self.files))

    def files_by_language(self) -> Iterator[tuple[str, list[Document]]]:
        """Language code and files of every published version that has some, this page's own first."""
        if self.files:
            yield self.locale.language_code, self.files
        shown = {file.pk for file in self.files}
        versions = KitResourcePage.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        for page in versions.live().public().defer_streamfields().with_files():
            if others := [file for file in page.files if file.pk not in shown]:
                yield page.locale.language_code, others

    @property
    def earlier_versions(self) -> list[Any]:
        """Those published before the one that the page tells of, the latest first."""
        return [row for row in self.versions.all() if row.version != self.version]

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
