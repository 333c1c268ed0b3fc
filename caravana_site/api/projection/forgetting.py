"""What caches are told of a change: the keys that documents and pages were made from, and what became another."""

from collections.abc import Collection, Iterable
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from caravana_site.api import kinds
from caravana_site.api.models import Change, Dependency, Document, PendingChange
from caravana_site.api.models.documents import DocumentQuerySet
from caravana_site.common.memory import recalled
from caravana_site.delivery.policies import EVERYTHING, MISSING

from . import keys

MANY = 500
"""Pages below one that moved: beyond it everything is told."""
CHANGES = "changes"
"""The key of the lists of changes."""
_BUILT_FROM = f"""
SELECT dependency.key FROM {Dependency._meta.db_table} dependency
JOIN {Document._meta.db_table} document ON document.id = dependency.document_id
WHERE document.kind = %s AND document.uuid = %s AND document.language = %s
"""  # noqa: S608  # tables' names


def keys_of_page(page: Page) -> set[str]:
    """Of a page that is served: itself, its document and all that this was built from."""
    found = {keys.key(page), keys.versions(page.translation_key)}
    for kind in kinds.of_model(type(page)):
        identity = kind.identity(page)
        found.add(f"{kind.name}:{identity}")
        found.update(_built_from(kind.name, identity, page.locale.language_code))
    return found


def _built_from(kind: str, uuid: UUID, language: str) -> list[str]:
    """Each page that is served asks it: Django would take longer to write it than the database to answer."""

    def read() -> list[str]:
        identity = Document._meta.get_field("uuid").get_db_prep_value(uuid, connection)
        with connection.cursor() as cursor:
            cursor.execute(_BUILT_FROM, [kind, identity, language])
            return [key for (key,) in cursor.fetchall()]

    # A document that is built anew tells its own key once more when it stands (`keys_of_changes`).
    return recalled(("built from", kind, uuid, language), (f"{kind}:{uuid}",), read)


def keys_of_pending(rows: Iterable[PendingChange]) -> set[str]:
    """Pages read the rows themselves, so they are told before their documents are built."""
    found = {MISSING}
    for row in rows:
        if row.key:
            found.add(row.key)
        else:
            found |= {row.kind, f"{row.kind}:{row.uuid}"}
    return _below(found)


def keys_of_changes(changes: Iterable[Change]) -> set[str]:
    found = set()
    for change in changes:
        found |= {change.kind, f"{change.kind}:{change.uuid}", CHANGES, MISSING}
    return found


def _below(found: set[str]) -> set[str]:
    """Instead of a place in the tree, the pages there: answers are told by pages."""
    places = {one for one in found if one.startswith(keys.BELOW)}
    told = found - places
    for place in places:
        pages = Page.objects.filter(path__startswith=place.removeprefix(keys.BELOW)).values_list("pk", flat=True)
        some = list(pages[: MANY + 1])
        if len(some) > MANY:
            return {EVERYTHING}
        told.update(keys.key_of(Page, pk) for pk in some)
    return told


def addresses_of(told: Iterable[str]) -> list[str]:
    """For caches that know addresses alone: the pages of what was told, and those that stand around every list.

    Addresses with a query string are not among them; those caches keep answers for minutes.
    """
    wanted = set(told)
    paths = set(Document.objects.public().filter(kind="page").values_list("path", flat=True))
    paths |= set(_documents(wanted).values_list("path", flat=True))
    paths |= {reverse(name) for name in ("sitemap", "robots")}
    return [f"{settings.SITE_URL}{quote(path)}" for path in sorted(paths) if path]


def _documents(wanted: Collection[str]) -> DocumentQuerySet:
    if EVERYTHING in wanted:
        return Document.objects.public()
    names = {kind.name for kind in kinds.all_kinds()}
    uuids = {uuid for name, _colon, uuid in (one.partition(":") for one in wanted) if uuid and name in names}
    built = Dependency.objects.filter(key__in=wanted).values("document")
    return Document.objects.public().filter(pk__in=built) | Document.objects.public().filter(uuid__in=uuids)
