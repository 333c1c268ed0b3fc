"""Blocks of the home page, of how to take part and of the press page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.models import SourceImageIOError

from caravana_site.common.blocks.media import PictureBlock, PictureValue
from caravana_site.common.blocks.structure import AccordionItemBlock
from caravana_site.common.models import Licence


class LaneBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=80)
    introduction = TextBlock(label=_("Introduction"), max_length=240)
    steps = ListBlock(CharBlock(label=_("Step"), max_length=120), label=_("Steps"), min_num=2, max_num=5)

    class Meta:
        icon = "list-ol"
        label = _("Way to take part")
        description = _("One role and what it does, in order. The lanes merge at the stop.")
        template = "home/blocks/lane.html"
        preview_value = {
            "title": _("Host: tell yours"),
            "introduction": _("You have a good practice running and you open the door."),
            "steps": [_("Fill in the request."), _("We find you a rapporteur and a date."), _("Receive the visit.")],
        }


class LanesBlock(StreamBlock):
    lane = LaneBlock()

    class Meta:
        min_num = 1
        max_num = 2


class RoadStepBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=80)
    text = TextBlock(label=_("Text"), max_length=300)
    duration = CharBlock(label=_("How long it takes"), required=False, default="", max_length=60)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class RoadBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=80)
    introduction = TextBlock(label=_("Introduction"), max_length=300)
    effort = CharBlock(
        label=_("What it asks"), required=False, default="", max_length=80,
        help_text=_("As in “about 8 hours, the visit included”. Only if it is known."),
    )  # fmt: skip
    steps = ListBlock(RoadStepBlock(), label=_("Steps"), min_num=2, max_num=6)
    button = CharBlock(label=_("Button"), max_length=60, help_text=_("It leads to the form where a stop is asked for."))

    class Meta:
        icon = "list-ol"
        label = _("Road")
        description = _("One role: what it does, step by step, and the button that begins it.")
        template = "home/blocks/road.html"
        preview_value = {
            "title": _("Host: tell yours"),
            "introduction": _("You have a good practice running and you open the door."),
            "effort": _("about 8 hours"),
            "steps": [
                {"title": _("Ask for a stop"), "text": _("It takes ten minutes."), "duration": ""},
                {"title": _("Receive the visit"), "text": _("One morning, in person or online."), "duration": ""},
            ],
            "button": _("Ask for a stop"),
        }


class RoadsBlock(StreamBlock):
    road = RoadBlock()

    class Meta:
        min_num = 1
        max_num = 2


class QuestionsBlock(StreamBlock):
    question = AccordionItemBlock()


class PressPictureValue(PictureValue):
    @property
    def licence_url(self) -> str:
        return Licence(self["image"].licence).url

    @property
    def size(self) -> int:
        """Bytes; 0 when the file is not there."""
        try:
            return int(self["image"].get_file_size())
        except SourceImageIOError:
            return 0

    @property
    def kind(self) -> str:
        """“PNG”, from the file's name."""
        return str(self["image"].filename.rpartition(".")[2].upper())


class PressPictureBlock(PictureBlock):
    """A picture that newspapers may print: its author is known and its licence is open."""

    class Meta:
        template = "home/blocks/press_picture.html"
        value_class = PressPictureValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        image = None if self.is_deferred_validation else cleaned.get("image")
        if image and not (image.credit and Licence(image.licence).is_open):
            problem = ValidationError(_("Write its credit and an open licence first, in Images."))
            raise StructBlockValidationError(block_errors={"image": problem})
        return cleaned


class PressPicturesBlock(StreamBlock):
    picture = PressPictureBlock()

    class Meta:
        max_num = 24
