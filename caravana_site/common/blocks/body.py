"""The sets of blocks that pages offer."""

from wagtail.blocks import StreamBlock

from .media import BeforeAfterBlock, DownloadBlock, GalleryBlock, PictureBlock, VideoBlock
from .structure import AccordionBlock, CallToActionBlock, ContactBlock, StepsBlock
from .table import TableBlock
from .text import CalloutBlock, FigureBlock, HeadingBlock, ParagraphBlock, QuoteBlock


class BodyBlock(StreamBlock):
    """Everything an ordinary page may hold."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    call_to_action = CallToActionBlock()
    contact = ContactBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    before_after = BeforeAfterBlock()
    download = DownloadBlock()
    video = VideoBlock()
