"""Blocks of a story: what the problem was, how it was solved, what it is worth and what was learnt."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock, StreamBlock, StructBlock, StructValue

from caravana_site.common.blocks import (
    BeforeAfterBlock,
    CalloutBlock,
    DownloadBlock,
    FigureBlock,
    GalleryBlock,
    HeadingBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
    StepsBlock,
    TableBlock,
    VideoBlock,
)


class StoryPartValue(StructValue):
    @property
    def part_id(self) -> str:
        """Fragment identifier of the part."""
        return self.block.name.replace("_", "-")

    @property
    def part_heading(self) -> str:
        """The part's name, as a reader is told it."""
        return str(self.block.meta.heading)


class StoryPartBlock(StructBlock):
    """A named part of the story: the page gives it its heading."""

    text = RichTextBlock(label=_("Text"))

    class Meta:
        group = _("Story")
        template = "practices/blocks/part.html"
        value_class = StoryPartValue
        example = ""

    def get_preview_value(self) -> Any:
        return self.normalize({"text": format_html("<p>{}</p>", self.meta.example)})


class ProblemBlock(StoryPartBlock):
    class Meta:
        icon = "help"
        label = _("Problem")
        heading = _("The problem")
        description = _("What did not work and for whom, with a figure if there is one. No solution yet.")
        example = _("Going to get one thing done cost 46 kilometres on average.")


class SolutionBlock(StoryPartBlock):
    class Meta:
        icon = "check"
        label = _("Solution")
        heading = _("What was done")
        description = _("What was done, said so that a colleague from another body could begin tomorrow.")
        example = _("A van with two officers, two screens and a diary.")


class ValueBlock(StoryPartBlock):
    class Meta:
        icon = "pick"
        label = _("Value")
        heading = _("What it is worth")
        description = _("What has changed for people, and how you know.")
        example = _("It is the office that travels now, and people are back in time for lunch.")


class LessonsBlock(StoryPartBlock):
    class Meta:
        icon = "edit"
        label = _("Lessons learnt")
        heading = _("What we have learnt")
        description = _("What you would tell somebody who begins today.")
        example = _("Begin with the towns that already want to.")


class NotAgainBlock(StoryPartBlock):
    class Meta:
        icon = "warning"
        label = _("What we would not repeat")
        heading = _("What we would not repeat")
        description = _("The part that most readers come for. Be concrete and kind.")
        example = _("We bought the laptop before we measured the signal.")


class StoryBlock(StreamBlock):
    """The story, in the order that the editor gives it."""

    problem = ProblemBlock()
    solution = SolutionBlock()
    steps = StepsBlock()
    value = ValueBlock()
    lessons = LessonsBlock()
    not_again = NotAgainBlock()
    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    callout = CalloutBlock()
    table = TableBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    before_after = BeforeAfterBlock()
    download = DownloadBlock()
    video = VideoBlock()

    class Meta:
        block_counts = {
            # That none is missing is asked by the publish gate, in words of the trade.
            name: {"max_num": 1}
            for name in ("problem", "solution", "value", "lessons", "not_again")
        }
