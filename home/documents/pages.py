"""The site's own pages as documents: ordinary ones, the home page, statements, and what stands around the lists."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from caravana_site.api.documents import blocks, page_parts
from caravana_site.api.documents.builder import Builder
from caravana_site.api.documents.linked_data import with_trail
from caravana_site.api.documents.schemas import DocumentBase, Reference, Schema, Term
from caravana_site.api.documents.subjects import (
    Subject,
    absence_of_page,
    common,
    identities_of,
    of_pages,
    uri,
)
from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.projection import keys
from caravana_site.common.models import BasePage
from caravana_site.common.site_address import absolute
from events.models import KitIndexPage, StopIndexPage
from home.models import (
    AccessibilityStatementPage,
    ContentPage,
    HomePage,
    InaccessibleContent,
    PressPage,
    TakePartPage,
)
from practices.models import PracticeIndexPage

from . import page_types
from .page_types import PageDocument, PageSection

NAME, PLURAL = "page", "pages"


# ── what each type tells ──


def _stream(page: Any, name: str, builder: Builder) -> Any:
    stream = getattr(page, name)
    return blocks.value(stream.stream_block, stream.raw_data, builder)


def _ordinary(page: ContentPage, builder: Builder) -> Schema:
    return page_types.OrdinaryContent(
        page_type="content", introduction=page.introduction, body=_stream(page, "body", builder)
    )


def _home(page: HomePage, builder: Builder) -> Schema:
    return page_types.HomeContent(
        page_type="home",
        headline_worked=page.hero_first,
        headline_hard=page.hero_second,
        lead=page.lead,
        stops=PageSection(heading=page.stops_heading, introduction=page.stops_introduction),
        themes=PageSection(heading=page.themes_heading, introduction=page.themes_introduction),
        purpose_heading=page.purpose_heading,
        purpose=builder.rich_text(page.purpose),
        roles=PageSection(heading=page.roles_heading, introduction=page.roles_introduction),
        lanes=_stream(page, "lanes", builder),
        closing=PageSection(heading=page.closing_heading, introduction=page.closing_text),
    )


def _take_part(page: TakePartPage, builder: Builder) -> Schema:
    return page_types.TakePartContent(
        page_type="take_part",
        introduction=page.introduction,
        roads_heading=page.roads_heading,
        roads=_stream(page, "roads", builder),
        questions_heading=page.questions_heading,
        questions=_stream(page, "questions", builder),
        closing=PageSection(heading=page.closing_heading, introduction=page.closing_text),
    )


def _press(page: PressPage, builder: Builder) -> Schema:
    contact = page_types.PressContact(name=page.contact_name, email=page.contact_email, phone=page.contact_phone)
    return page_types.PressContent(
        page_type="press",
        introduction=page.introduction,
        about=builder.rich_text(page.about),
        contact=contact if contact.email or contact.phone else None,
        pictures=_stream(page, "pictures", builder),
    )


def _statement(page: AccessibilityStatementPage, builder: Builder) -> Schema:
    return page_types.AccessibilityStatementContent(
        page_type="accessibility_statement",
        introduction=page.introduction,
        status=Term(key=page.status, name=str(page.get_status_display())),
        inaccessible=[
            page_types.Inaccessible(reason=Term(key=row.reason, name=str(row.get_reason_display())), text=row.text)
            for row in page.inaccessible.all()
        ],
        prepared_on=page.prepared_on,
        method=page.method,
        reviewed_on=page.reviewed_on,
        feedback=builder.rich_text(page.feedback),
        enforcement=builder.rich_text(page.enforcement),
    )


def _practices(page: PracticeIndexPage, builder: Builder) -> Schema:
    return page_types.PracticeIndexContent(page_type="practice_index", introduction=page.introduction)


def _stops(page: StopIndexPage, builder: Builder) -> Schema:
    return page_types.StopIndexContent(page_type="stop_index", introduction=page.introduction)


def _kit(page: KitIndexPage, builder: Builder) -> Schema:
    thanks = builder.rich_text(page.thanks) if page.thanks else None
    return page_types.KitIndexContent(page_type="kit_index", introduction=page.introduction, thanks=thanks)


CONTENTS: Mapping[type[BasePage], Callable[[Any, Builder], Schema]] = {
    ContentPage: _ordinary,
    HomePage: _home,
    TakePartPage: _take_part,
    PressPage: _press,
    AccessibilityStatementPage: _statement,
    PracticeIndexPage: _practices,
    StopIndexPage: _stops,
    KitIndexPage: _kit,
}
PAGE_TYPES: Mapping[type[BasePage], str] = {
    ContentPage: "content",
    HomePage: "home",
    TakePartPage: "take_part",
    PressPage: "press",
    AccessibilityStatementPage: "accessibility_statement",
    PracticeIndexPage: "practice_index",
    StopIndexPage: "stop_index",
    KitIndexPage: "kit_index",
}
"""For who names a page without reading it; the same words as in the contents above."""


# ── documents ──


def _identities() -> Iterable[UUID]:
    return {uuid for model in CONTENTS for uuid in identities_of(model.objects.all())}


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    for model in CONTENTS:
        rows = model.objects.all()
        yield from of_pages(rows.prefetch_related("inaccessible") if hasattr(model, "inaccessible") else rows, uuids)


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    above = [subject.thing.path[: -Page.steplen] for subject in subjects]
    parents = dict(Page.objects.filter(path__in=above, depth__gt=1).values_list("path", "pk"))
    for path, subject in zip(above, subjects, strict=True):
        builder.want_page(parents.get(path))
        builder.want_trail(subject.thing)
        _want(subject.thing, builder)
    return [_document(subject, parents.get(path), builder) for path, subject in zip(above, subjects, strict=True)]


def _want(page: Any, builder: Builder) -> None:
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            blocks.want(field.stream_block, getattr(page, field.name).raw_data, builder)
        elif isinstance(field, RichTextField):
            builder.want_rich_text(getattr(page, field.name))


def _document(subject: Subject, parent: int | None, builder: Builder) -> PageDocument:
    page: Any = subject.thing
    with builder.document():
        builder.depends_on(page)
        told = common(
            NAME, PLURAL, subject, builder,
            title=page.title, published=page.first_published_at, updated=page.last_published_at,
        )  # fmt: skip
        content: Any = CONTENTS[type(page)](page, builder)
        return builder.made(
            PageDocument(
                **told,
                description=page.description_shown,
                parent=_parent(parent, builder),
                content=content,
                json_ld=with_trail(_json_ld(told, page.description_shown, content), told, builder.trail(page)),
            )
        )


def _parent(pk: int | None, builder: Builder) -> Reference | None:
    page = builder.page(pk)
    if page is None:
        return None
    return Reference(
        type=NAME,
        uuid=page.translation_key,
        title=page.title,
        uri=uri(NAME, page.translation_key),
        url=absolute(page.url),
        locale=page.locale.language_code,
    )


def _json_ld(told: Mapping[str, Any], description: str, content: Any) -> dict[str, Any]:
    found = {
        "@context": "https://schema.org",
        "@type": "CollectionPage" if content.page_type.endswith("_index") else "WebPage",
        "@id": told["uri"],
        "url": told["url"],
        "name": told["title"],
        "description": description,
        "inLanguage": told["locale"],
    }
    if told["updated_at"]:
        found["dateModified"] = told["updated_at"].isoformat()
    if isinstance(content, page_types.TakePartContent) and content.questions:
        found |= {"@type": "FAQPage", "mainEntity": [_question(block.value) for block in content.questions]}
    return found


def _question(asked: Any) -> dict[str, Any]:
    return {
        "@type": "Question",
        "name": asked.title,
        "acceptedAnswer": {"@type": "Answer", "text": asked.text.html},
    }


KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=PageDocument,
    description="Pages of the site: ordinary ones, the home page, statements, and what stands above each list.",
    models=tuple(CONTENTS),
    identities=_identities,
    public=_public,
    build=_build,
    absence=absence_of_page,
    watches={
        **page_parts.watching(),
        InaccessibleContent: lambda row: [keys.key_of(Page, row.page_id)],
    },
    filters={
        "page_type": Filter(
            FilterType.TEXT,
            "What kind of page: its content's `page_type`.",
            lambda document: [document.content.page_type],
        ),
    },
)
