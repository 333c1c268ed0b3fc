from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia

from caravana_site.common.disk_space import picture_without_room
from caravana_site.common.timed_text import TimedText, decoded, read_captions

from .licences import Licence


class Image(AbstractImage):
    """A picture with one alternative text a language, its author and its licence."""

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="site_images")
    alt_texts = models.JSONField(
        _("alternative texts"), default=dict, blank=True, help_text=_("One text a language, by language code.")
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as it should be printed beside it.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "credit",
        "licence",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        # Wagtail's own models of these names exist too, unused: their reverse accessors would clash.
        default_related_name = "site_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = WagtailImage._meta.permissions

    @property
    def credit_line(self) -> str:
        """The author and what others may do with the picture; empty while no author is written."""
        return f"{self.credit}, {Licence(self.licence).label}" if self.credit else ""

    def create_rendition(self, filter: Filter) -> Any:  # noqa: A002  # Wagtail's name
        with picture_without_room():
            return super().create_rendition(filter)

    def create_renditions(self, *filters: Filter) -> Any:
        with picture_without_room():
            return super().create_renditions(*filters)

    def alt_text_in(self, language: str) -> str:
        """The alternative text in that language, else in the source language, else empty: never the file's name."""
        texts: dict[str, str] = self.alt_texts
        return texts.get(language) or texts.get(settings.LANGUAGE_CODE, "")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text_in(get_language() or settings.LANGUAGE_CODE)


class Rendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]


class DescribedFile(models.Model):
    """What a download needs besides its file: language and licence."""

    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Language of the contents, as in ca or es; empty if none."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)

    class Meta:
        abstract = True


class Document(DescribedFile, AbstractDocument):
    """A file to download."""

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="site_documents")
    timed_text = models.JSONField(
        _("what its captions say"), null=True, blank=True, editable=False,
        help_text=_("Read from a WebVTT file when it is saved: pages and search never open the file."),
    )  # fmt: skip
    admin_form_fields = ("title", "file", "language", "licence", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        # Wagtail's own models of these names exist too, unused: their reverse accessors would clash.
        default_related_name = "site_documents"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_captions and not self.file._committed:
            self.timed_text = read_captions(decoded(self.file.read())).as_data()
            self.file.seek(0)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Wagtail looks at the ending of the name. A file that was refused has none, and its field has said why."""
        if self.file:
            super().clean()

    @property
    def is_captions(self) -> bool:
        return bool(self.file_extension == "vtt")

    @property
    def told(self) -> TimedText:
        """What the captions say; nothing for any other file."""
        return TimedText.from_data(self.timed_text)


class Media(DescribedFile, AbstractMedia):
    """An uploaded video or audio."""

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="site_media")
    admin_form_fields: tuple[str, ...] = (
        "title",
        "file",
        "language",
        "licence",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        # Wagtail's own models of these names exist too, unused: their reverse accessors would clash.
        default_related_name = "site_media"
        verbose_name = _("media")
        verbose_name_plural = _("media")
