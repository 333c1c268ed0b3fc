from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.models import Licence
from caravana_site.common.video import Player, player_for


class SiteSettings(TranslatableMixin, ClusterableModel):
    """What stands around every page: one record a language, translated like any other text.

    What is empty is not shown: no player without a video, no logo without a promoter.
    """

    site_name = models.CharField(_("name of the site"), max_length=80)
    tagline = models.CharField(_("description for search engines"), max_length=160)
    promoter_name = models.CharField(_("promoter"), max_length=120, blank=True)
    promoter_url = models.URLField(_("promoter's website"), blank=True)
    promoter_dir3 = models.CharField(
        _("promoter's DIR3 code"),
        max_length=9,
        blank=True,
        default="",
        db_default="",  # the release before writes rows too, while this one takes over
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]{8}$", _("A DIR3 code is a letter with eight letters or digits."))],
        help_text=_("In the common directory of public bodies. The catalogue of open data names its publisher by it."),
    )
    promoter_logo = models.ForeignKey(
        "common.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("promoter's logo")
    )
    explainer_video_url = models.URLField(
        _("explainer video"),
        blank=True,
        help_text=_("From YouTube or Vimeo. While it is empty the written steps stand alone."),
    )
    explainer_poster = models.ForeignKey(
        "common.Image", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("poster of the explainer video"), help_text=_("Shown until play is pressed."),
    )  # fmt: skip
    explainer_transcript = RichTextField(_("transcript of the explainer video"), blank=True)
    footer_text = models.TextField(_("text in the footer"), max_length=400, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_address = models.TextField(_("postal address"), max_length=300, blank=True)
    data_controller = models.CharField(_("data controller"), max_length=200, blank=True)
    protection_officer = models.CharField(
        _("data protection officer"),
        max_length=200,
        blank=True,
        help_text=_("How to reach them: an e-mail or an address."),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("privacy page"),
        help_text=_("Every form links to it."),
    )  # fmt: skip
    licence = models.CharField(_("licence of the texts"), max_length=20, choices=Licence, default=Licence.CC_BY)

    override_translatable_fields = [
        SynchronizedField(name)
        for name in (
            "promoter_url",
            "promoter_dir3",
            "promoter_logo",
            "contact_email",
            "contact_phone",
            "protection_officer",
            "privacy_page",
            "licence",
            "explainer_video_url",
            "explainer_poster",
        )
    ]
    panels = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("tagline")], heading=_("Name")),
        MultiFieldPanel(
            [
                FieldPanel("promoter_name"),
                FieldPanel("promoter_url"),
                FieldPanel("promoter_dir3"),
                FieldPanel("promoter_logo"),
            ],
            heading=_("Promoter"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("explainer_video_url"),
                FieldPanel("explainer_poster"),
                FieldPanel("explainer_transcript"),
                InlinePanel("explainer_steps", label=_("Step"), help_text=_("How to take part, in writing.")),
            ],
            heading=_("Explainer"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("contact_address"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("data_controller"), FieldPanel("protection_officer"), FieldPanel("privacy_page")],
            heading=_("Personal data"),
            help_text=_("Without a controller and a contact e-mail no form is open."),
        ),
        MultiFieldPanel([FieldPanel("footer_text"), FieldPanel("licence")], heading=_("Footer")),
        InlinePanel("social_links", label=_("Profile on a social network")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        permissions = [("see_gaps", "Can see where the caravan has not been")]
        constraints = [models.UniqueConstraint(fields=("locale",), name="one_site_settings_a_locale")]

    def __str__(self) -> str:
        return self.site_name

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url

    @property
    def explainer(self) -> Player | None:
        """The explainer video's player, when there is one."""
        return player_for(self.explainer_video_url)

    @classmethod
    def for_language(cls, language: str) -> "SiteSettings | None":
        """The settings of that language, else the source language's, else nothing: an empty site still answers."""
        rows = cls.objects.select_related("locale", "promoter_logo", "explainer_poster").prefetch_related(
            "social_links"
        )
        found = {row.locale.language_code: row for row in rows}
        return found.get(language) or found.get(settings.LANGUAGE_CODE)


class ExplainerStep(TranslatableMixin, Orderable):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="explainer_steps")
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"), max_length=400)

    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class SocialLink(Orderable):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    name = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"))

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]
