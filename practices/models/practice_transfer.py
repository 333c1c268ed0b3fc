"""How another body would do it: the checklist, what must be adapted, the parts that can be taken."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.models import Licence

from .practice_rows import TranslatedRow


class PracticeTransfer(models.Model):
    """Transfer: three texts on the page; the steps and the parts are rows."""

    needed_first = models.TextField(
        _("what you need first"), max_length=600, blank=True, help_text=_("Without which it is better not to begin.")
    )
    must_adapt = models.TextField(
        _("what must be adapted"), max_length=600, blank=True, help_text=_("What only works as it is at your place.")
    )
    small_town = models.TextField(
        _("how a small town would do it"), max_length=600, blank=True,
        help_text=_("With one clerk and no IT staff: what to leave out and whom to ask."),
    )  # fmt: skip

    transfer_panels = [
        InlinePanel(
            "transfer_steps", label=_("Step to repeat it"),
            help_text=_("What the same team would do today, in order. Readers tick them off."),
        ),
        FieldPanel("needed_first"),
        FieldPanel("must_adapt"),
        FieldPanel("small_town"),
        InlinePanel("reusable_parts", label=_("Reusable part")),
    ]  # fmt: skip

    class Meta:
        abstract = True


class TransferStep(TranslatedRow):
    """One entry of «Com replicar-ho»."""

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="transfer_steps")
    title = models.CharField(_("what to do"), max_length=120, help_text=_("Begin with a verb."))
    text = models.CharField(_("advice"), max_length=250, blank=True)
    duration = models.CharField(_("how long it takes"), max_length=40, blank=True)

    panels = [FieldPanel("title"), FieldPanel("text"), FieldPanel("duration")]


class ReusablePart(TranslatedRow):
    """Something that another body can take: a file of the site or an address."""

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="reusable_parts")
    title = models.CharField(_("title"), max_length=120)
    document = models.ForeignKey(
        "common.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    url = models.URLField(_("address"), blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    publiccode_url = models.URLField(
        _("address of its publiccode.yml"), blank=True, help_text=_("Only for software published as open source.")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("document"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("publiccode_url")]),
    ]
    override_translatable_fields = [SynchronizedField(name) for name in ("licence", "publiccode_url")]

    def clean(self) -> None:
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"url": _("Choose a document or write an address: one of the two.")})

    @property
    def target(self) -> str:
        return self.document.url if self.document else self.url

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url
