"""Public bodies: what they are, what they have published and what they made of others' practices. Never a contact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from pydantic import Field
from wagtail.models import Locale

from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.models.documents import Reason
from caravana_site.api.projection import keys
from caravana_site.common.site_address import absolute
from events.models import StopPage
from practices.models import (
    Comarca,
    Municipality,
    Organisation,
    OrganisationTheme,
    PracticePage,
    Province,
    Replication,
    Theme,
)
from practices.organisation_sections import publishing

from . import page_parts, replications
from .bodies import NAME, PLURAL, Coordinates, Territory, facts_of, path_of, with_bodies
from .builder import Builder
from .linked_data import with_trail
from .organisation_works import Works, bodies_of_practices, bodies_of_replications, bodies_of_stops, works_of
from .practice_parts import term_of
from .replications import BodyReplication, told
from .schemas import DocumentBase, Picture, Reference, Term
from .subjects import Subject, common, uri


class BodyPractice(Reference):
    """A practice that the body leads or helped with."""

    type: Literal["practice"]
    part: Literal["leader", "collaborator"]
    archived: bool
    is_sample: bool


class BodyStop(Reference):
    """A stop of the caravan that the body hosts or reports."""

    type: Literal["stop"]
    part: Literal["host", "rapporteur"]
    start: datetime
    is_sample: bool


class OrganisationDocument(DocumentBase):
    """A public body that has published something, or made something of another's practice."""

    kind: Term
    territory: Territory
    population: int | None = Field(description="People whom it serves.")
    population_year: int | None
    population_source: str | None
    population_band: Term
    coordinates: Coordinates | None
    ens_code: str | None = Field(description="In the register of local bodies of Catalonia.")
    dir3: str | None = Field(description="In the common directory of Spain's public bodies.")
    website: str | None
    logo: Picture | None
    themes_offered: list[Term] = Field(description="What it can show to others.")
    themes_sought: list[Term] = Field(description="What it wants to learn about.")
    practices: list[BodyPractice] = Field(description="Of this language, newest first.")
    stops: list[BodyStop] = Field(description="Of this language, the last one first.")
    replications: list[BodyReplication] = Field(description="What it made of others’ practices.")


@dataclass(frozen=True)
class PublicBody:
    """A body with what it has published in one language."""

    body: Organisation
    works: Works


def _locales() -> list[Locale]:
    return list(Locale.objects.filter(language_code__in=dict(settings.LANGUAGES)))


def _identities() -> Iterable[UUID]:
    found: set[UUID] = set()
    for locale in _locales():
        found |= set(publishing(locale).order_by().values_list("uuid", flat=True))
    return sorted(found)


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    """In each language in which they have something to read; `publishing` is the same rule, asked of all bodies."""
    bodies = list(with_bodies(Organisation.objects.filter(uuid__in=uuids)).order_by("pk"))
    locales = _locales()
    works = works_of({body.pk for body in bodies}, locales)
    subjects = []
    for body in bodies:
        there = {locale.language_code: found for locale in locales if (found := works.get((body.pk, locale.pk)))}
        paths: Mapping[str, str | None] = {language: path_of(body, language) for language in there}
        subjects += [Subject(body.uuid, code, PublicBody(body, found), paths) for code, found in there.items()]
    return subjects


def _absence(uuid: UUID, language: str) -> Reason:
    return Reason.UNPUBLISHED if Organisation.objects.filter(uuid=uuid).exists() else Reason.DELETED


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    bodies = [subject.thing.body for subject in subjects]
    for body in bodies:
        builder.want_image(body.logo_id)
    rows = (
        OrganisationTheme.objects.filter(organisation__in=bodies).select_related("theme").order_by("sort_order", "pk")
    )
    themes: dict[int, list[OrganisationTheme]] = {body.pk: [] for body in bodies}
    for row in rows:
        themes[row.organisation_id].append(row)
    names = _names(rows, builder.language)
    return [_document(subject, builder, themes[subject.thing.body.pk], names) for subject in subjects]


def _names(rows: Iterable[OrganisationTheme], language: str) -> Mapping[UUID, Theme]:
    """The themes that they name, as this language calls them."""
    wanted = {row.theme.translation_key for row in rows}
    if not wanted:
        return {}
    found = Theme.objects.filter(translation_key__in=wanted, locale__language_code=language)
    return {theme.translation_key: theme for theme in found}


def _document(
    subject: Subject, builder: Builder, themes: Sequence[OrganisationTheme], names: Mapping[UUID, Theme]
) -> OrganisationDocument:
    body, works = subject.thing.body, subject.thing.works
    with builder.document():
        basics = common(
            NAME, PLURAL, subject, builder, title=body.name, updated=body.changed, is_sample=works.are_samples
        )
        facts = facts_of(body, builder)
        logo = builder.picture(body.logo_id, body.name)
        document = OrganisationDocument(
            **basics,
            **facts,
            population_year=body.population_year,
            population_source=body.population_source or None,
            ens_code=body.ens_code or None,
            dir3=body.dir3 or None,
            website=body.website or None,
            logo=logo,
            themes_offered=_themes(themes, OrganisationTheme.Role.OFFERS, names, builder),
            themes_sought=_themes(themes, OrganisationTheme.Role.SEEKS, names, builder),
            practices=[
                BodyPractice(
                    **_page("practice", page, builder), part=part, archived=page.archived, is_sample=page.is_sample
                )
                for page, part in works.practices.values()
            ],
            stops=[
                BodyStop(**_page("stop", stop, builder), part=part, start=stop.start, is_sample=stop.is_sample)
                for stop, part in works.stops.values()
            ],
            replications=[
                BodyReplication(
                    **told(row, builder),
                    practice=Reference(**_page("practice", page, builder)),
                    practice_is_sample=row.practice.is_sample,
                )
                for row, page in works.replications
            ],
            json_ld={} if works.are_samples else with_trail(_json_ld(body, basics, logo, facts["coordinates"]), basics),
        )
        return builder.made(document)


def _themes(rows: Iterable[OrganisationTheme], role: str, names: Mapping[UUID, Theme], builder: Builder) -> list[Term]:
    """One that is not translated yet goes by its own name."""
    return [term_of(names.get(row.theme.translation_key, row.theme), builder) for row in rows if row.role == role]


def _page(kind: str, page: Any, builder: Builder) -> dict[str, Any]:
    builder.depends_on(page)
    return {
        "type": kind,
        "uuid": page.translation_key,
        "title": page.title,
        "uri": uri(kind, page.translation_key),
        "url": absolute(page.url) if page.url else None,
        "locale": page.locale.language_code,
    }


def _json_ld(
    body: Organisation, basics: Mapping[str, Any], logo: Picture | None, point: Coordinates | None
) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": basics["uri"],
        "name": body.name,
        "url": basics["url"],
        "sameAs": body.website or None,
        "logo": logo.src if logo else None,
        "identifier": body.dir3 or body.ens_code or None,
        "areaServed": {"@type": "AdministrativeArea", "name": str(body.place)} if body.place else None,
        "location": {
            "@type": "Place",
            "geo": {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude},
        }
        if point
        else None,
    }
    return {name: value for name, value in data.items() if value is not None}


def _of_territory(document: Any, place: str) -> Iterable[str]:
    term = getattr(document.territory, place)
    return [term.key] if term else ()


def _replication_keys(row: Replication) -> Iterable[str]:
    return [replications.key(row)]


FILTERS = {
    "kind": Filter(FilterType.TEXT, "The kind of body.", lambda document: [document.kind.key]),
    "comarca": Filter(FilterType.TEXT, "Key of the comarca.", lambda document: _of_territory(document, "comarca")),
    "province": Filter(
        FilterType.TEXT, "INE code of the province.", lambda document: _of_territory(document, "province")
    ),
    "municipality": Filter(
        FilterType.TEXT, "INE code of the municipality.", lambda document: _of_territory(document, "municipality")
    ),
    "population": Filter(FilterType.NUMBER, "People served.", lambda document: [document.population]),
    "population_band": Filter(
        FilterType.TEXT, "Key of the band of people served.", lambda document: [document.population_band.key]
    ),
    "theme": Filter(
        FilterType.TEXT,
        "Key of a theme that it offers or looks for.",
        lambda document: [term.key for term in (*document.themes_offered, *document.themes_sought)],
    ),
    "name": Filter(FilterType.TEXT, "Its name.", lambda document: [document.title]),
    "updated": Filter(FilterType.MOMENT, "When what it is was last changed.", lambda document: [document.updated_at]),
}

KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=OrganisationDocument,
    description="The public bodies that take part, with what they have published.",
    models=(Organisation,),
    identities=_identities,
    public=_public,
    build=_build,
    absence=_absence,
    identity=lambda body: body.uuid,
    watches={
        **page_parts.watching(Municipality, Comarca, Province, Theme),
        Replication: _replication_keys,
        OrganisationTheme: lambda row: [keys.key_of(Organisation, row.organisation_id)],
    },
    reaches={PracticePage: bodies_of_practices, StopPage: bodies_of_stops, Replication: bodies_of_replications},
    filters=FILTERS,
    place=lambda document: document.coordinates.as_pair() if document.coordinates else None,
)
