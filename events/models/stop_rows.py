"""What a stop has several of."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from practices.models import PracticePage, Theme


class StopTheme(TranslatableMixin, Orderable):
    page = ParentalKey("events.StopPage", on_delete=models.CASCADE, related_name="other_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))

    panels = [FieldPanel("theme")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class StopPractice(Orderable):
    """A practice that the stop is about; shared by the languages, followed to the reader's when shown."""

    page = ParentalKey("events.StopPage", on_delete=models.CASCADE, related_name="practices")
    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="stops", verbose_name=_("practice"))

    panels = [FieldPanel("practice")]


class ProgrammeItem(TranslatableMixin, Orderable):
    page = ParentalKey("events.StopPage", on_delete=models.CASCADE, related_name="programme")
    time = models.TimeField(_("time"))
    text = models.CharField(_("text"), max_length=200)

    panels = [FieldRowPanel([FieldPanel("time"), FieldPanel("text")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class StopMaterial(TranslatableMixin, Orderable):
    """What remains of the visit to take away: a file of ours or an address elsewhere."""

    page = ParentalKey("events.StopPage", on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(
        _("title"), max_length=120, help_text=_("What it is: “Slides”, “Template of the contract”.")
    )
    document = models.ForeignKey(
        "common.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    url = models.URLField(_("or its address"), blank=True, max_length=300)

    override_translatable_fields = [SynchronizedField("document"), SynchronizedField("url")]
    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("document"), FieldPanel("url")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, url="") | models.Q(document=None) & ~models.Q(url=""),
                name="stop_material_is_a_file_or_an_address",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"document": _("Choose a file or write an address: one of the two.")})

    @property
    def site(self) -> str:
        """Whose address it is: a link says where it leads."""
        return urlsplit(self.url).hostname or self.url
