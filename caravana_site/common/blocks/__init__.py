"""Blocks that any page may use, one family a module; the sets that pages offer are in `body`."""

from .body import BodyBlock
from .media import DownloadBlock, GalleryBlock, PictureBlock, VideoBlock
from .structure import AccordionBlock, CallToActionBlock, ContactBlock, StepsBlock
from .table import TableBlock
from .text import FigureBlock, HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "CallToActionBlock",
    "ContactBlock",
    "DownloadBlock",
    "FigureBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuoteBlock",
    "StepsBlock",
    "TableBlock",
    "VideoBlock",
]
