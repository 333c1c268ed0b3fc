"""Practices: all that their public page tells, and nothing of what stands behind it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.timezone import localtime
from pydantic import Field
from wagtail.models import Locale
from wagtailmedia.models import get_media_model

from caravana_site.api.kinds import Kind
from caravana_site.api.projection import pictures
from caravana_site.api.projection.writing import moment_of
from caravana_site.common.site_address import absolute
from practices.interviews import POSTER, ShownInterview, data_of, shown_interviews_of
from practices.models import (
    Audience,
    Comarca,
    Interview,
    InterviewPoster,
    Municipality,
    Organisation,
    PracticeAudience,
    PracticeCollaborator,
    PracticePage,
    PracticeTechnology,
    PracticeTheme,
    Province,
    Replication,
    Technology,
    Theme,
)
from practices.models.practice_queries import HEARD

from . import blocks, interviews, page_parts, replications
from .bodies import Body, body_of, with_bodies
from .builder import Builder
from .interviews import PracticeInterview, interview_of
from .linked_data import with_trail
from .practice_filters import FILTERS
from .practice_parts import (
    Archived,
    Difficulty,
    Goal,
    Milestone,
    Resources,
    Result,
    Success,
    Transfer,
    Turn,
    goals_of,
    resources_of,
    sides_of,
    term_of,
    transfer_of,
    turns_of,
)
from .replications import PracticeReplication
from .schemas import DocumentBase, Picture, Term
from .subjects import Subject, absence_of_page, common, identities_of, of_pages, public

NAME, PLURAL = "practice", "practices"
STORY: Any = PracticePage._meta.get_field("story")
Reasons = Mapping[UUID, tuple[str, str]]


class PracticeDocument(DocumentBase):
    """A good practice: what was done, what it is worth and what was hard."""

    summary: str
    organisation: Body | None = Field(description="Whose practice it is.")
    collaborators: list[Body]
    lead_picture: Picture | None
    theme: Term | None = Field(description="The main one.")
    other_themes: list[Term]
    audiences: list[Term]
    technologies: list[Term]
    sdgs: list[Goal]
    status: Term
    started: date | None
    ended: date | None
    featured: bool
    archived: Archived | None = Field(description="None while somebody keeps it up to date.")
    reviewed_on: date | None = Field(description="When somebody last checked that all of this is true.")
    story: blocks.stream_type(STORY, "PracticeStory")  # type: ignore[valid-type]  # made from the blocks that editors have
    interviews: list[PracticeInterview]
    road: list[Turn] = Field(description="Its glyph: a straight stretch for each success, a bend for each difficulty.")
    successes: list[Success]
    difficulties: list[Difficulty]
    milestones: list[Milestone]
    results: list[Result]
    no_results_reason: str | None
    resources: Resources
    transfer: Transfer
    replications: list[PracticeReplication]
    authors: list[str] = Field(description="The bodies to cite.")
    citation: str = Field(description="How to cite it, in one line.")


def _pages() -> Any:
    """With all that documents tell of other tables."""
    pages = with_bodies(PracticePage.objects.select_related("theme"), "organisation")
    return pages.prefetch_related(
        Prefetch("collaborators", with_bodies(PracticeCollaborator.objects.all(), "organisation")),
        Prefetch("other_themes", PracticeTheme.objects.select_related("theme")),
        Prefetch("audiences", PracticeAudience.objects.select_related("audience")),
        Prefetch("technologies", PracticeTechnology.objects.select_related("technology")),
        *("successes", "difficulties", "milestones", "results", "transfer_steps", "reusable_parts"),
        Prefetch("interviews", Interview.objects.select_related(*HEARD)),
        "interviews__poster__renditions",
    )


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    return of_pages(_pages(), uuids)


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    pages = [subject.thing for subject in subjects]
    for page in pages:
        builder.want_image(page.lead_image_id)
        builder.want_trail(page)
        blocks.want(STORY.stream_block, page.story.raw_data, builder)
        for part in page.reusable_parts.all():
            builder.want_file(part.document_id)
        for interview in page.interviews.all():
            if interview.poster:
                pictures.rendition(interview.poster, POSTER)
    pictures.check()  # what shows an interview would cut its poster itself
    log, reasons = _logs(pages), _reasons(pages)
    return [
        _document(subject, builder, shown, log[subject.uuid], reasons)
        for subject, shown in zip(subjects, shown_interviews_of(pages), strict=True)
    ]


def _logs(pages: Sequence[PracticePage]) -> Mapping[UUID, list[Replication]]:
    """What others made of each of them, as it shows on their pages."""
    locale: Locale = pages[0].locale
    found: dict[UUID, list[Replication]] = defaultdict(list)
    wanted = {page.translation_key for page in pages}
    for row in Replication.objects.filter(practice__translation_key__in=wanted).told_in(locale):
        found[row.practice.translation_key].append(row)
    return found


def _reasons(pages: Sequence[PracticePage]) -> Reasons:
    """Why they are archived, with its language, of those whose own reason waits for its translation."""
    wanted = {page.translation_key for page in pages if page.archived and not page.archived_reason}
    if not wanted:
        return {}
    others = public(PracticePage.objects.filter(translation_key__in=wanted)).exclude(archived_reason="")
    told = others.order_by("-pk").values_list("translation_key", "archived_reason", "locale__language_code")
    return {key: (reason, language) for key, reason, language in told}


def _archived(page: PracticePage, reasons: Reasons) -> Archived | None:
    if not page.archived:
        return None
    if page.archived_reason:
        return Archived(reason=page.archived_reason, locale=page.locale.language_code)
    reason, language = reasons.get(page.translation_key) or (None, None)
    return Archived(reason=reason, locale=language)


def _document(
    subject: Subject, builder: Builder, shown: list[ShownInterview], log: list[Replication], reasons: Reasons
) -> PracticeDocument:
    page: PracticePage = subject.thing
    with builder.document():
        builder.depends_on(page, replications.key_of_practice(subject.uuid))
        told = common(
            NAME,
            PLURAL,
            subject,
            builder,
            title=page.title,
            licence_code=page.licence,
            by=", ".join(page.authors),
            published=page.first_published_at,
            updated=page.last_published_at,
            is_sample=page.is_sample,
        )
        picture = builder.picture(page.lead_image_id, page.lead_image_alt)
        document = PracticeDocument(
            **told,
            summary=page.summary,
            organisation=body_of(page.organisation, builder) if page.organisation else None,
            collaborators=[body_of(row.organisation, builder) for row in page.collaborators.all()],
            lead_picture=picture,
            **_classification(page, builder),
            archived=_archived(page, reasons),
            reviewed_on=page.reviewed_on,
            story=blocks.value(STORY.stream_block, page.story.raw_data, builder),
            interviews=[interview_of(one, told["url"], builder) for one in shown],
            road=turns_of(page),
            **sides_of(page),
            resources=resources_of(page),
            transfer=transfer_of(page, builder),
            replications=[replications.of_practice(row, builder) for row in log],
            authors=page.authors,
            citation=_citation(page, told, builder),
            json_ld={}
            if page.is_sample
            else with_trail(_json_ld(page, told, picture, shown, builder), told, builder.trail(page)),
        )
        return builder.made(document)


def _classification(page: PracticePage, builder: Builder) -> dict[str, Any]:
    return {
        "theme": term_of(page.theme, builder) if page.theme else None,
        "other_themes": [term_of(row.theme, builder) for row in page.other_themes.all()],
        "audiences": [term_of(row.audience, builder) for row in page.audiences.all()],
        "technologies": [term_of(row.technology, builder) for row in page.technologies.all()],
        "sdgs": goals_of(page),
        "status": Term(key=page.status, name=page.get_status_display()),
        "started": page.started,
        "ended": page.ended,
        "featured": page.featured,
    }


def _citation(page: PracticePage, told: Mapping[str, Any], builder: Builder) -> str:
    """As its page offers it."""
    whose = ", ".join(page.authors)
    year = f" ({localtime(page.last_published_at):%Y})" if page.last_published_at else ""
    parts = [f"{whose}{year}".strip(), page.title, builder.publisher.name, told["url"], told["licence"].name]
    return "".join(f"{part}. " for part in parts if part).strip()


def _json_ld(
    page: PracticePage,
    told: Mapping[str, Any],
    picture: Picture | None,
    shown: Sequence[ShownInterview],
    builder: Builder,
) -> dict[str, Any]:
    """An article with its videos; what nobody wrote is left out."""
    themes = [page.theme, *(row.theme for row in page.other_themes.all())]
    published, updated = told["published_at"], told["updated_at"]
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": told["uri"],
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "url": told["url"],
        "image": picture.src if picture else None,
        "author": [{"@type": "GovernmentOrganization", "name": name} for name in page.authors],
        "publisher": {"@type": "Organization", "name": builder.publisher.name} if builder.publisher.name else None,
        "datePublished": published.isoformat() if published else None,
        "dateModified": updated.isoformat() if updated else None,
        "license": told["licence"].url,
        "about": [theme.name for theme in themes if theme],
        "video": [data_of(one, page, absolute) for one in shown],
    }
    return {name: value for name, value in data.items() if value not in (None, [])}


KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=PracticeDocument,
    description="Good practices of local digital government, with their successes and their difficulties.",
    models=(PracticePage,),
    identities=lambda: identities_of(PracticePage.objects.all()),
    public=_public,
    build=_build,
    absence=absence_of_page,
    watches={
        **page_parts.watching(
            *(Organisation, Municipality, Comarca, Province, Theme, Audience, Technology, get_media_model())
        ),
        InterviewPoster: interviews.keys_of,
        Replication: replications.keys_of,
    },
    filters=FILTERS,
    begins=lambda document: moment_of(document.started) if document.started else None,
    place=lambda document: (
        document.organisation.coordinates.as_pair()
        if document.organisation and document.organisation.coordinates
        else None
    ),
)
