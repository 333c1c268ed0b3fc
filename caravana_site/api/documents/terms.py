"""Vocabularies: terms with one key for all languages and a name in each."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import Field

from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.models.documents import Reason
from practices.models import Audience, Technology
from practices.models.vocabularies import Term

from .builder import Builder
from .linked_data import with_trail
from .schemas import DocumentBase
from .subjects import Subject, common, of_versions


class TermDocument(DocumentBase):
    """A word of a vocabulary."""

    key: str = Field(description="The same in every language; filters take it.")


def term_kind(
    name: str,
    plural: str,
    model: type[Term],
    description: str,
    *,
    schema: type[TermDocument],
    path: Callable[[Any], str | None] = lambda term: None,
    more: Callable[[Any], Mapping[str, Any]] = lambda term: {},
) -> Kind:
    """The kind of a vocabulary's terms; `path` is of a term's page, `more` what its schema has besides."""

    def identities() -> Iterable[UUID]:
        return model._default_manager.order_by("translation_key").values_list("translation_key", flat=True).distinct()

    def public(uuids: Collection[UUID]) -> Iterable[Subject]:
        terms = model._default_manager.filter(translation_key__in=uuids).select_related("locale").order_by("pk")
        return of_versions(terms, lambda term: term.translation_key, path)

    def build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
        return [document(subject, builder) for subject in subjects]

    def document(subject: Subject, builder: Builder) -> TermDocument:
        term = subject.thing
        with builder.document():
            builder.depends_on(term)
            told = common(name, plural, subject, builder, title=term.name)
            own = more(term)
            return builder.made(
                schema(**told, **own, key=term.key, json_ld=with_trail(_defined_term(told, term.key, own), told))
            )

    return Kind(
        name=name,
        plural=plural,
        schema=schema,
        description=description,
        models=(model,),
        identities=identities,
        public=public,
        build=build,
        absence=lambda uuid, language: Reason.DELETED,
        filters={"key": Filter(FilterType.TEXT, "Its key.", lambda document: [document.key])},
    )


def _defined_term(told: Mapping[str, Any], key: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """As schema.org has it; what nobody wrote is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": told["uri"],
        "termCode": key,
        "name": told["title"],
        "description": own.get("description"),
        "inLanguage": told["locale"],
        "url": told["url"],
    }
    return {name: value for name, value in data.items() if value}


class AudienceDocument(TermDocument):
    """Who benefits from practices."""


class TechnologyDocument(TermDocument):
    """What practices are made with."""


AUDIENCES = term_kind("audience", "audiences", Audience, "Who benefits from practices.", schema=AudienceDocument)
TECHNOLOGIES = term_kind(
    "technology", "technologies", Technology, "What practices are made with.", schema=TechnologyDocument
)
