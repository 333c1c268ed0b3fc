"""Things that are public, with what every document says of them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from caravana_site.api.models.documents import Reason
from caravana_site.api.projection import keys
from caravana_site.common.models import Licence
from caravana_site.common.site_address import absolute
from caravana_site.common.visibility import without_private

from .builder import Builder, licence
from .schemas import Alternate


@dataclass(frozen=True)
class Subject:
    """One thing in one language, as it is public at this moment.

    `paths` has every language in which it is public, with the path of its page there; None where it has no page.
    """

    uuid: UUID
    language: str
    thing: Any
    paths: Mapping[str, str | None]


def uri(kind: str, uuid: UUID) -> str:
    """The permanent identifier."""
    return absolute(f"/id/{kind}/{uuid}")


def api(plural: str, uuid: UUID, language: str) -> str:
    """The address of a document."""
    return absolute(f"/api/v1/{plural}/{uuid}?locale={language}")


def common(
    kind: str,
    plural: str,
    subject: Subject,
    builder: Builder,
    *,
    title: str,
    licence_code: str = "",
    by: str = "",
    published: Any = None,
    updated: Any = None,
    is_sample: bool = False,
) -> dict[str, Any]:
    """What every document says, to be given to its schema; `by` is whom a text comes from, before the site itself."""
    path = subject.paths[subject.language]
    builder.depends_on(keys.publisher(subject.language))
    publisher = builder.publisher
    held = licence(licence_code or publisher.licence_code or Licence.CC_BY)
    whose = ", ".join(part for part in (by, publisher.name) if part)
    return {
        "type": kind,
        "uuid": subject.uuid,
        "uri": uri(kind, subject.uuid),
        "url": absolute(path) if path else None,
        "api": api(plural, subject.uuid, subject.language),
        "locale": subject.language,
        "title": title,
        "alternates": [
            Alternate(locale=language, url=absolute(other) if other else None, api=api(plural, subject.uuid, language))
            for language, other in sorted(subject.paths.items())
        ],
        "published_at": published,
        "updated_at": updated,
        "licence": held,
        "attribution": f"«{title}». {whose}. {held.name}." if whose else f"«{title}». {held.name}.",
        "is_sample": is_sample,
    }


def of_versions(things: Iterable[Any], uuid: Callable[[Any], UUID], path: Callable[[Any], str | None]) -> list[Subject]:
    """Subjects of things that have a row in each language; each comes with the paths of all its languages."""
    rows = list(things)
    paths: dict[UUID, dict[str, str | None]] = {}
    for row in rows:
        paths.setdefault(uuid(row), {})[row.locale.language_code] = path(row)
    return [Subject(uuid(row), row.locale.language_code, row, paths[uuid(row)]) for row in rows]


def public(pages: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Of these pages, those that everybody may read and that are themselves, not copies of another language's."""
    shown: QuerySet[Any, Any] = without_private(pages.filter(live=True, alias_of=None))
    return shown


def of_pages(pages: QuerySet[Any, Any], uuids: Collection[UUID]) -> list[Subject]:
    """The subjects of pages; the queryset brings what building them needs."""
    found = public(pages).filter(translation_key__in=uuids).select_related("locale").order_by("pk")
    return of_versions(found, lambda page: page.translation_key, lambda page: page.url)


def identities_of(pages: QuerySet[Any, Any]) -> Iterable[UUID]:
    """Of everything public among these pages, each once."""
    return public(pages).order_by("translation_key").values_list("translation_key", flat=True).distinct()


def absence_of_page(uuid: UUID, language: str) -> Reason:
    """Why a page is not public in a language."""
    page = Page.objects.filter(translation_key=uuid, locale__language_code=language).first()
    if page is None:
        return Reason.DELETED
    return Reason.RESTRICTED if page.live and page.alias_of_id is None else Reason.UNPUBLISHED
