"""The types that all kinds of document share. Their descriptions are the reference for readers."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Schema(BaseModel):
    """A part of a document. What is not declared is refused when the document is built, never when it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RichText(Schema):
    """A text with paragraphs, lists and links."""

    html: str = Field(description="Clean HTML; every address in it is absolute.")
    text: str = Field(description="The same words without markup.")


class Rendition(Schema):
    """A picture in one size."""

    url: str
    width: int
    height: int
    format: Literal["webp", "jpeg", "png", "svg"]


class FocalPoint(Schema):
    """What must be seen of a picture when it is cropped, as fractions of its width and height from the top left."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]


class Licence(Schema):
    """What may be done with it."""

    id: str = Field(description="SPDX identifier, or `permission` or `reserved`.")
    name: str
    url: str | None = Field(description="The licence's own text.")


class Picture(Schema):
    """A picture ready to be shown."""

    alt: str = Field(description="Alternative text in the document's language; empty when the picture is decorative.")
    width: int
    height: int
    focal_point: FocalPoint | None
    credit: str | None
    licence: Licence
    src: str
    srcset: list[Rendition] = Field(description="The same picture in several widths, smallest first.")


class File(Schema):
    """A file to download."""

    title: str
    url: str
    media_type: str
    bytes: int | None
    language: str | None
    licence: Licence


class Reference(Schema):
    """Another thing that can be read here, as a name and the ways to it."""

    type: str
    uuid: UUID
    title: str
    uri: str = Field(description="Permanent identifier; it leads to page or document.")
    url: str | None = Field(description="Its page on this site, in `locale`.")
    locale: str


class Link(Schema):
    """A link as somebody wrote it: to a page of this site or elsewhere."""

    url: str
    title: str | None
    locale: str | None = Field(description="Of a page of this site, its language.")


class Term(Schema):
    """A word of a vocabulary: a key that is the same in every language, and its name."""

    key: str
    name: str


class Alternate(Schema):
    """The same thing in a language."""

    locale: str
    url: str | None
    api: str = Field(description="The document in that language.")


class DocumentBase(Schema):
    """What every document says of itself."""

    type: str
    uuid: UUID = Field(description="The same in every language.")
    uri: str = Field(description="Permanent identifier, which leads to page or document.")
    url: str | None = Field(description="Its page on this site; none where it has no page of its own.")
    api: str = Field(description="This document.")
    locale: str
    title: str
    alternates: list[Alternate] = Field(description="Every language in which it is public, this one included.")
    published_at: datetime | None
    updated_at: datetime | None
    licence: Licence
    attribution: str = Field(description="How to name whoever it comes from when it is used again.")
    is_sample: bool = Field(description="Invented, to show how the site works. Not to be republished as real.")
    json_ld: dict[str, Any] = Field(description="The same as schema.org's JSON-LD, ready to be embedded.")
