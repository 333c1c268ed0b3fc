"""Blocks of pictures, files and video."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from caravana_site.common.video import Player, player_for

from .nested import StructOfStructsBlock
from .text import paragraph


def _newest_image() -> Any:
    """A real picture for a preview, or none in an empty library."""
    return get_image_model().objects.order_by("-created_at").first()


class PictureValue(StructValue):
    @property
    def credit(self) -> str:
        """Who made it and what others may do with it."""
        image = self.get("image")
        return image.credit_line if image else ""


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = CharBlock(label=_("Caption"), required=False, default="", max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Media")
        description = _("A picture that shows something the text cannot. Its alternative text is read aloud.")
        template = "blocks/picture.html"
        value_class = PictureValue

    def get_preview_value(self) -> Any:
        return self.normalize({"image": _newest_image(), "caption": _("This is how it looks from the square.")})


class GalleryBlock(StructBlock):
    images = ListBlock(PictureBlock(), label=_("Images"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        group = _("Media")
        description = _("From two to twelve pictures, each with its alternative text.")
        template = "blocks/gallery.html"

    def get_preview_value(self) -> Any:
        image = _newest_image()
        return self.normalize(
            {"images": [{"image": image, "caption": _("First day")}, {"image": image, "caption": ""}]}
        )


class BeforeAfterBlock(StructOfStructsBlock):
    before = PictureBlock(label=_("Before"))
    after = PictureBlock(label=_("After"))

    class Meta:
        icon = "transfer"
        label = _("Before and after")
        group = _("Media")
        description = _("The same place, screen or form twice, side by side. Each picture needs its alternative text.")
        template = "blocks/before_after.html"

    def get_preview_value(self) -> Any:
        image = _newest_image()
        return self.normalize(
            {
                "before": {"image": image, "caption": _("Seven papers to ask for the grant.")},
                "after": {"image": image, "caption": _("None: the office already has the data.")},
            }
        )


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    text = CharBlock(label=_("What it is for"), required=False, default="", max_length=200)

    class Meta:
        icon = "download"
        label = _("Document to download")
        group = _("Media")
        description = _("A file with its size and format. Accessible PDFs, or formats that can be edited.")
        template = "blocks/download.html"
        preview_value = {"document": None, "text": _("Model agreement between councils")}


class VideoValue(StructValue):
    @property
    def player(self) -> Player | None:
        return player_for(self.get("url") or "")


class VideoBlock(StructBlock):
    url = URLBlock(
        label=_("Address of the video"),
        help_text=_("From YouTube or Vimeo. Nothing is asked of them until the reader presses play."),
    )
    title = CharBlock(label=_("Title"), max_length=120)
    transcript = RichTextBlock(label=_("Transcript"), help_text=_("What is said and what must be seen, in writing."))

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Media")
        description = _("A video from elsewhere, loaded only when asked for, with its transcript.")
        template = "blocks/video.html"
        value_class = VideoValue

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "url": "https://vimeo.com/76979871",
                "title": _("How a stop is prepared"),
                "transcript": paragraph(_("An officer explains the visit step by step.")),
            }
        )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        url = cleaned.get("url")
        if url and player_for(url) is None:
            problem = ValidationError(
                _("This is not the address of a YouTube or Vimeo video, nor of an allowed PeerTube.")
            )
            raise StructBlockValidationError(block_errors={"url": problem})
        return cleaned
