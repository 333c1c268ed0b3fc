"""Video interviews: what is heard and seen of a practice, for who watches, who reads and who searches."""

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField
from wagtailmedia.edit_handlers import MediaChooserPanel

from caravana_site.common.timed_text import TimedText, lines_without_time, read_written
from caravana_site.common.video import Player, player_for

from .consents import InterviewConsent
from .organisations import Organisation
from .practice_rows import TranslatedRow


class SpokenLanguage(models.TextChoices):
    """What people say before a camera here; the site's own languages are another matter."""

    CATALAN = "ca", _("Catalan")
    SPANISH = "es", _("Spanish")
    OCCITAN = "oc", _("Aranese Occitan")
    SIGNS = "csc", _("Catalan Sign Language")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")


class VisualInformation(models.TextChoices):
    """How who cannot see the pictures learns what they show."""

    NONE = "none", _("the pictures add nothing to what is said")
    SPOKEN = "spoken", _("what is shown is also said")
    DESCRIBED = "described", _("there is a version with audio description")


SHARED = (
    *("identity", "url", "media", "poster", "duration", "recorded_on", "interviewer", "language"),
    *("visual_information", "described_url", "described_media", "consent"),
)
PATIENCE = timedelta(hours=1)  # with the job that makes a poster


class Interview(TranslatedRow):
    """One interview, with a row in each language of its page.

    `identity` is the same in every language, draft, revision and copy: taking an interview out finds them all by it.
    Captions and transcript belong to the language of the row; a translation that has none of its own shows the
    source's, with its `lang`.
    """

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="interviews")
    identity = models.UUIDField(_("identity"), default=uuid.uuid4, db_index=True)
    title = models.CharField(_("title"), max_length=120, help_text=_("What it tells: “What the van learnt in a year”."))
    url = models.URLField(
        _("address of the video"), blank=True, max_length=300,
        help_text=_("From YouTube, Vimeo or an allowed PeerTube. Nothing is asked of them until play is pressed."),
    )  # fmt: skip
    media = models.ForeignKey(
        "common.Media", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("or a file of ours"),
        help_text=_("MP4 or WebM. Readers can download it."),
    )  # fmt: skip
    poster = models.ForeignKey(
        "common.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("poster"),
        help_text=_("Without one, the provider’s is fetched when you save, or one is drawn."),
    )  # fmt: skip
    duration = models.DurationField(
        _("duration"), null=True, blank=True, validators=[MinValueValidator(timedelta(seconds=1))],
        help_text=_("Minutes and seconds, as in 23:10."),
    )  # fmt: skip
    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    role = models.CharField(
        _("who is interviewed"), max_length=160, blank=True, help_text=_("The role, as in “Head of digital services”.")
    )
    interviewer = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who asks"),
        help_text=_("The rapporteur’s organisation."),
    )  # fmt: skip
    language = models.CharField(
        _("language spoken"), max_length=3, choices=SpokenLanguage, default=SpokenLanguage.CATALAN
    )
    captions = models.ForeignKey(
        "common.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("captions"),
        help_text=_("A WebVTT file (.vtt) in the language of this page. The transcript is read from it."),
    )  # fmt: skip
    transcript = RichTextField(
        _("written transcript"), blank=True, features=[],
        help_text=_(
            "Only if it is not to be read from the captions. A paragraph each time the voice changes, with its time: "
            "“12:09 Mayor: We had drawn the route on a map.”"
        ),
    )  # fmt: skip
    chapters = models.TextField(
        _("chapters"), blank=True, max_length=2000,
        help_text=_("One a line, with its time: “03:40 The agreement”. If empty, those of the captions file."),
    )  # fmt: skip
    visual_information = models.CharField(
        _("visual information"), max_length=10, choices=VisualInformation, blank=True,
        help_text=_("How who cannot see the pictures learns what they show. Needed to publish."),
    )  # fmt: skip
    described_url = models.URLField(_("address of the described version"), blank=True, max_length=300)
    described_media = models.ForeignKey(
        "common.Media", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("or its file"),
    )  # fmt: skip
    consent = models.ForeignKey(
        InterviewConsent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed consent"),
        help_text=_("Needed to publish. The document is never public."),
    )  # fmt: skip

    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SHARED]
    panels = [
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("url"), MediaChooserPanel("media", media_type="video"), FieldPanel("poster")],
            heading=_("Video"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("role"),
                FieldRowPanel([FieldPanel("duration"), FieldPanel("recorded_on"), FieldPanel("language")]),
                FieldPanel("interviewer"),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("captions"), FieldPanel("transcript"), FieldPanel("chapters")], heading=_("In writing")
        ),
        MultiFieldPanel(
            [
                FieldPanel("visual_information"),
                FieldRowPanel([FieldPanel("described_url"), MediaChooserPanel("described_media")]),
            ],
            heading=_("For who cannot see it"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    _("If the consent is taken back, use “Take it out” above: it goes from every language at once.")
                ),
                FieldPanel("consent"),
            ],
            heading=_("Consent"),
        ),
    ]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        permissions = [("withdraw_interview", _("Can take an interview out when its consent is taken back"))]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        for name in ("url", "described_url"):
            if (address := getattr(self, name)) and player_for(address) is None:
                problems[name] = _("This is not the address of a YouTube or Vimeo video, nor of an allowed PeerTube.")
        if self.url and self.media_id:
            problems["media"] = _("Write an address or choose a file: one of the two.")
        if self.captions and not self.captions.is_captions:
            problems["captions"] = _("This document is not a WebVTT file (.vtt).")
        if untimed := lines_without_time(self.chapters):
            problems["chapters"] = _("Each line needs its time first, as in 03:40. This one has none: %(line)s") % {
                "line": f"«{untimed[0][:60]}»"
            }
        if self.consent and self.consent.withdrawn:
            problems["consent"] = _("This consent was taken back: the interview cannot be kept.")
        if problems:
            raise ValidationError(problems)

    @property
    def player(self) -> Player | None:
        return player_for(self.url) if self.url else None

    @property
    def described_player(self) -> Player | None:
        return player_for(self.described_url) if self.described_url else None

    @property
    def has_source(self) -> bool:
        return bool(self.player or self.media_id)

    @property
    def is_described(self) -> bool:
        return bool(self.described_player or self.described_media_id)

    @property
    def captions_language(self) -> str:
        """As the document says; one that says nothing is in the language of the row."""
        if self.captions and self.captions.language:
            return str(self.captions.language)
        return str(self.locale.language_code)

    @property
    def told(self) -> TimedText:
        """What is said in it: as written by hand, else as its captions say."""
        read = self.captions.told if self.captions else TimedText()
        written = read_written(self.transcript, self.chapters)
        return TimedText(written.paragraphs or read.paragraphs, written.chapters or read.chapters)

    @property
    def told_in(self) -> str:
        """The language of `told`."""
        return self.locale.language_code if self.transcript else self.captions_language

    @property
    def spoken(self) -> str:
        """For search."""
        return self.told.text


class InterviewPoster(models.Model):
    """The picture that stands for an interview while nobody chose one: fetched from the provider, or drawn by us."""

    class Problem(models.TextChoices):
        """Why the provider's picture is not there."""

        NONE = "", "—"
        SILENT = "silent", _("the provider did not answer as it should")
        NO_PICTURE = "no_picture", _("what the provider sent is not a picture")

    identity = models.UUIDField(_("interview"), unique=True)
    url = models.CharField(_("address of the video"), max_length=300, blank=True)
    file = models.ImageField(_("picture"), upload_to="posters", blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem, blank=True)
    waiting = models.BooleanField(_("being made"), default=True)
    asked = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("poster of an interview")
        verbose_name_plural = _("posters of interviews")

    def __str__(self) -> str:
        return str(self.identity)

    @property
    def is_awaited(self) -> bool:
        """Its job may still come; one that did not within the hour has died."""
        return self.waiting and self.asked > timezone.now() - PATIENCE

    @property
    def is_made(self) -> bool:
        return not self.waiting and not self.problem
