"""Blocks of a story: what the problem was, how it was solved, what it is worth and what was learnt."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock, StreamBlock, StructBlock, StructValue

from caravana_site.common.blocks import (
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


class ProblemBlock(StoryPartBlock):
    class Meta:
        icon = "help"
        label = _("Problem")
        heading = _("The problem")
        description = _("What did not work and for whom, with a figure if there is one. No solution yet.")
        preview_value = {"text": "<p>Baixar a fer un tràmit costava, de mitjana, 46 quilòmetres.</p>"}


class SolutionBlock(StoryPartBlock):
    class Meta:
        icon = "check"
        label = _("Solution")
        heading = _("What was done")
        description = _("What was done, said so that a colleague from another body could begin tomorrow.")
        preview_value = {"text": "<p>Una furgoneta amb dues tècniques, dues pantalles i una agenda.</p>"}


class ValueBlock(StoryPartBlock):
    class Meta:
        icon = "pick"
        label = _("Value")
        heading = _("What it is worth")
        description = _("What has changed for people, and how you know.")
        preview_value = {"text": "<p>Qui feia el viatge ara és l’oficina, i la gent torna a temps de dinar.</p>"}


class LessonsBlock(StoryPartBlock):
    class Meta:
        icon = "edit"
        label = _("Lessons learnt")
        heading = _("What we have learnt")
        description = _("What you would tell somebody who begins today.")
        preview_value = {"text": "<p>Comenceu amb els pobles que ja volen.</p>"}


class NotAgainBlock(StoryPartBlock):
    class Meta:
        icon = "warning"
        label = _("What we would not repeat")
        heading = _("What we would not repeat")
        description = _("The part that most readers come for. Be concrete and kind.")
        preview_value = {"text": "<p>Vam comprar l’ordinador abans de mesurar la cobertura.</p>"}


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
    table = TableBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    download = DownloadBlock()
    video = VideoBlock()

    class Meta:
        block_counts = {
            "problem": {"min_num": 1, "max_num": 1},
            "solution": {"min_num": 1, "max_num": 1},
            "value": {"min_num": 1, "max_num": 1},
            "lessons": {"min_num": 1, "max_num": 1},
            "not_again": {"max_num": 1},
        }
