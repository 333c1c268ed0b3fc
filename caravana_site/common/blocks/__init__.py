"""Blocks that any page may use, one family a module; the sets that pages offer are in `body`."""

from .body import BodyBlock
from .media import BeforeAfterBlock, DownloadBlock, GalleryBlock, PictureBlock, VideoBlock
from .renditions import images_in, prefetch_renditions
from .structure import AccordionBlock, CallToActionBlock, ContactBlock, StepsBlock
from .table import TableBlock
from .text import CalloutBlock, FigureBlock, HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "AccordionBlock",
    "BeforeAfterBlock",
    "BodyBlock",
    "CallToActionBlock",
    "CalloutBlock",
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
    "images_in",
    "prefetch_renditions",
]
