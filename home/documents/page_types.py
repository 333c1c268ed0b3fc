"""What each type of page tells programs beyond what every page tells."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from caravana_site.api.documents.blocks import stream_type
from caravana_site.api.documents.schemas import DocumentBase, Reference, RichText, Schema, Term
from home.models import ContentPage, HomePage, PressPage, TakePartPage

if TYPE_CHECKING:
    ContentBody = list[Any]
    Lanes = list[Any]
    Roads = list[Any]
    Questions = list[Any]
    PressPictures = list[Any]
else:  # made from the fields that editors write in
    ContentBody = stream_type(ContentPage._meta.get_field("body"), "PageBody")
    Lanes = stream_type(HomePage._meta.get_field("lanes"), "HomeLanes")
    Roads = stream_type(TakePartPage._meta.get_field("roads"), "TakePartRoads")
    Questions = stream_type(TakePartPage._meta.get_field("questions"), "TakePartQuestions")
    PressPictures = stream_type(PressPage._meta.get_field("pictures"), "PressPictures")


class PageSection(Schema):
    """A part of a page, as its heading and what stands below it."""

    heading: str
    introduction: str


class OrdinaryContent(Schema):
    """An ordinary page, such as a legal notice."""

    page_type: Literal["content"]
    introduction: str
    body: ContentBody


class HomeContent(Schema):
    """The front of the site. Lists of practices and stops have documents of their own."""

    page_type: Literal["home"]
    headline_worked: str = Field(description="First half of the headline: what worked.")
    headline_hard: str = Field(description="Second half of the headline: what was hard.")
    lead: str
    stops: PageSection = Field(description="What stands above the stops.")
    themes: PageSection = Field(description="What stands above the themes.")
    purpose_heading: str
    purpose: RichText
    roles: PageSection = Field(description="What stands above the lanes.")
    lanes: Lanes = Field(description="The ways to take part, in short.")
    closing: PageSection


class TakePartContent(Schema):
    """How to take part."""

    page_type: Literal["take_part"]
    introduction: str
    roads_heading: str
    roads: Roads = Field(description="The roles step by step, to be shown side by side.")
    questions_heading: str
    questions: Questions
    closing: PageSection


class PressContact(Schema):
    """Whom the press may call."""

    name: str
    email: str
    phone: str


class PressContent(Schema):
    """For who writes about the caravan."""

    page_type: Literal["press"]
    introduction: str
    about: RichText = Field(description="A text that may be copied as it is.")
    contact: PressContact | None = Field(description="None while the site's own contact serves the press too.")
    pictures: PressPictures = Field(description="Pictures that may be printed with their credit.")


class Inaccessible(Schema):
    """Something of the site that is not accessible."""

    reason: Term = Field(description="`non_compliance`, `burden` or `out_of_scope`, the groups of the European model.")
    text: str


class AccessibilityStatementContent(Schema):
    """The accessibility statement, in the parts of Implementing Decision (EU) 2018/1523."""

    page_type: Literal["accessibility_statement"]
    introduction: str
    status: Term = Field(description="`full`, `partial` or `none`.")
    inaccessible: list[Inaccessible]
    prepared_on: date
    method: str
    reviewed_on: date
    feedback: RichText
    enforcement: RichText


class PracticeIndexContent(Schema):
    """What stands above the list of practices."""

    page_type: Literal["practice_index"]
    introduction: str


class StopIndexContent(Schema):
    """What stands above the calendar of stops."""

    page_type: Literal["stop_index"]
    introduction: str


class KitIndexContent(Schema):
    """What stands around the kit."""

    page_type: Literal["kit_index"]
    introduction: str
    thanks: RichText | None = Field(description="Whose work the kit builds on.")


PageContent = (
    OrdinaryContent
    | HomeContent
    | TakePartContent
    | PressContent
    | AccessibilityStatementContent
    | PracticeIndexContent
    | StopIndexContent
    | KitIndexContent
)


class PageDocument(DocumentBase):
    """A page of the site that is not a practice, a stop or a resource of the kit."""

    description: str = Field(description="In a sentence or two, for search results and cards.")
    parent: Reference | None = Field(description="The page that it stands below; None for a home page.")
    content: Annotated[PageContent, Field(discriminator="page_type")] = Field(
        description="What the page holds; its `page_type` says which of these it is."
    )
