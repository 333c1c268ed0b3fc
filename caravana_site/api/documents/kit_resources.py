"""Resources of the kit, with their files in every language."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from caravana_site.api.kinds import Filter, FilterType, Kind
from events.models import KitResourcePage
from events.models.kit_choices import KitRole
from events.models.stop_choices import StopFormat

from . import blocks, page_parts
from .builder import Builder
from .linked_data import with_trail
from .schemas import DocumentBase, File, Schema, Term
from .subjects import Subject, absence_of_page, common, identities_of, of_pages, public

NAME, PLURAL = "kit-resource", "kit-resources"
BODY = KitResourcePage._meta.get_field("body").stream_block

if TYPE_CHECKING:
    BodyBlocks = list[Any]
else:
    BodyBlocks = blocks.stream_type(KitResourcePage._meta.get_field("body"), "KitBody")


class KitFiles(Schema):
    """The files of one language."""

    locale: str
    editable: File | None = Field(description="To write in: ODT or DOCX.")
    accessible: File | None = Field(description="To read or print: a tagged PDF with title and language.")


class KitVersion(Schema):
    """A version as it was published."""

    version: str
    date: datetime.date
    changes: str | None = Field(description="What is new in it.")


class KitResourceDocument(DocumentBase):
    """A tool of the kit: what helps a host, a rapporteur or whoever tells of a stop."""

    description: str
    roles: list[Term] = Field(description="For whom: `host`, `rapporteur`, `communication`.")
    formats: list[Term] = Field(description="For which stops: `in_person`, `online`, `hybrid`.")
    phase: Term = Field(description="When: `before`, `during` or `after` the stop.")
    weight: Term = Field(description="`must` or `optional`.")
    kind: Term
    duration_seconds: int | None = Field(description="How long it takes to use it.")
    order: int
    version: KitVersion
    earlier_versions: list[KitVersion] = Field(description="The latest first.")
    adapts_work: bool = Field(description="Whether it adapts somebody else's work.")
    builds_on: str | None = Field(description="Whose work it adapts or owes something to, in the words of its page.")
    files: list[KitFiles] = Field(description="Of each language that has some, the document's own first.")
    body: BodyBlocks


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    return of_pages(KitResourcePage.objects.prefetch_related("versions"), uuids)


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    public_ones = _files_of({subject.uuid for subject in subjects})
    held = {subject.uuid: _with_own(subject, public_ones.get(subject.uuid, ())) for subject in subjects}
    for subject in subjects:
        builder.want_trail(subject.thing)
        blocks.want(BODY, subject.thing.body.raw_data, builder)
        for _language, editable, accessible in held.get(subject.uuid, ()):
            builder.want_file(editable)
            builder.want_file(accessible)
    return [_document(subject, held.get(subject.uuid, []), builder) for subject in subjects]


Held = tuple[str, int | None, int | None]
"""A language with the keys of its files, the editable one first."""


def _files_of(uuids: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Of every public version of those resources."""
    rows = public(KitResourcePage.objects.filter(translation_key__in=uuids)).order_by("locale__language_code")
    found: dict[UUID, list[Held]] = {}
    for key, *held in rows.values_list("translation_key", "locale__language_code", "editable_file", "accessible_file"):
        found.setdefault(key, []).append((held[0], held[1], held[2]))
    return found


def _with_own(subject: Subject, held: Iterable[Held]) -> list[Held]:
    """Its own files as it has them: a draft's are not those that are public."""
    page: KitResourcePage = subject.thing
    others = [one for one in held if one[0] != subject.language]
    return [*others, (subject.language, page.editable_file_id, page.accessible_file_id)]


def _document(subject: Subject, held: Sequence[Held], builder: Builder) -> KitResourceDocument:
    page: KitResourcePage = subject.thing
    with builder.document():
        builder.depends_on(page)
        told = common(
            NAME,
            PLURAL,
            subject,
            builder,
            title=page.title,
            licence_code=page.licence,
            published=page.first_published_at,
            updated=page.last_published_at,
        )
        told["attribution"] = " ".join(part for part in (told["attribution"], page.attribution) if part)
        files = _files(held, builder)
        return builder.made(
            KitResourceDocument(
                **told,
                description=page.description,
                roles=[Term(key=one, name=str(KitRole(one).label)) for one in page.roles],
                formats=[Term(key=one, name=str(StopFormat(one).label)) for one in page.formats],
                phase=Term(key=page.phase, name=page.get_phase_display()),
                weight=Term(key=page.weight, name=page.get_weight_display()),
                kind=Term(key=page.kind, name=page.get_kind_display()),
                duration_seconds=page.minutes * 60 if page.minutes else None,
                order=page.sort_order,
                version=_version(page),
                earlier_versions=[_version(row) for row in page.earlier_versions],
                adapts_work=page.adapts_work,
                builds_on=page.attribution or None,
                files=files,
                body=blocks.value(BODY, page.body.raw_data, builder),
                json_ld=with_trail(_json_ld(page, told, files), told, builder.trail(page)),
            )
        )


def _version(row: Any) -> KitVersion:
    """Of a resource, or of one that was kept."""
    return KitVersion(version=row.version, date=row.version_date, changes=row.changes or None)


def _files(held: Iterable[Held], builder: Builder) -> list[KitFiles]:
    """The document's own language first; a file that two languages share is told of once."""
    told: set[int] = set()
    found = []
    for language, *pks in sorted(held, key=lambda one: one[0] != builder.language):
        editable, accessible = (builder.file(pk) if pk not in told else None for pk in pks)
        told |= {pk for pk in pks if pk}
        if editable or accessible:
            found.append(KitFiles(locale=language, editable=editable, accessible=accessible))
    return found


def _json_ld(page: KitResourcePage, told: dict[str, Any], files: Sequence[KitFiles]) -> dict[str, Any]:
    """What nobody wrote is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": told["uri"],
        "name": page.title,
        "description": page.description,
        "inLanguage": told["locale"],
        "url": told["url"],
        "learningResourceType": page.get_kind_display(),
        "timeRequired": f"PT{page.minutes}M" if page.minutes else None,
        "version": page.version,
        "dateModified": page.version_date.isoformat(),
        "license": told["licence"].url,
        "creditText": told["attribution"],
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.title,
                "contentUrl": file.url,
                "encodingFormat": file.media_type,
                "inLanguage": one.locale,
            }
            for one in files
            for file in (one.editable, one.accessible)
            if file
        ],
    }
    return {name: value for name, value in data.items() if value}


KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=KitResourceDocument,
    description="The kit: what helps to prepare a stop, to hold it and to tell of it.",
    models=(KitResourcePage,),
    identities=lambda: identities_of(KitResourcePage.objects.all()),
    public=_public,
    build=_build,
    absence=absence_of_page,
    watches=page_parts.watching(),
    filters={
        "title": page_parts.TITLE,
        "role": Filter(FilterType.TEXT, "For whom it is.", lambda tool: [one.key for one in tool.roles]),
        "format": Filter(FilterType.TEXT, "For which stops it is.", lambda tool: [one.key for one in tool.formats]),
        "phase": Filter(FilterType.TEXT, "When it serves.", lambda tool: [tool.phase.key]),
        "weight": Filter(FilterType.TEXT, "Whether it is a must.", lambda tool: [tool.weight.key]),
        "kind": Filter(FilterType.TEXT, "What it is.", lambda tool: [tool.kind.key]),
        "licence": Filter(FilterType.TEXT, "What may be done with it.", lambda tool: [tool.licence.id]),
        "published": page_parts.PUBLISHED,
        "updated": page_parts.UPDATED,
    },
)
