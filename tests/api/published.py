"""Publishing in tests, and what programs read of it once that stands."""

import json
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from caravana_site.api import kinds
from caravana_site.api.models import Document
from caravana_site.api.projection.projector import bring_up_to_date, build, project_all


def publish(page: Any, **changes: Any) -> Any:
    """The page as it is now, with those changes, as an editor would publish it."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def projected(kind: str, thing: Any) -> Any:
    """The thing with its documents, where a factory wrote it past everything that notes changes."""
    found = kinds.named(kind)
    assert found is not None
    bring_up_to_date(found, {thing.translation_key})
    return thing


def document(kind: str, thing: Any, language: str = "ca") -> dict[str, Any]:
    """What programs read once all that is noted has been looked at; a test's own transaction never commits."""
    project_all()
    row = Document.objects.get(kind=kind, uuid=thing.translation_key, language=language)
    assert row.withdrawn is None, row.reason
    found: dict[str, Any] = json.loads(row.body)
    return found


def is_complete() -> bool:
    """Whether everything public has its document in each of its languages, and nothing else has one."""
    for kind in kinds.all_kinds():
        public = {(one.uuid, one.language) for one in kind.public(list(kind.identities()))}
        stored = set(Document.objects.public().of(kind.name).values_list("uuid", "language"))
        assert stored == public, (kind.name, len(stored), len(public))
    return Document.objects.public().exists()


def both(stop: Any) -> list[dict[str, Any]]:
    """A stop's documents in Catalan and in Spanish."""
    return [document("stop", stop, language) for language in ("ca", "es")]


def filtered_by(kind: str, thing: Any, language: str = "ca") -> dict[str, set[Any]]:
    """The values that lists are filtered by."""
    found: dict[str, set[Any]] = {}
    row = Document.objects.get(kind=kind, uuid=thing.translation_key, language=language)
    for value in row.values.all():
        found.setdefault(value.name, set()).add(value.text or value.number or value.moment)
    return found


def queries_to_build(kind: str, things: list[Any]) -> int:
    """What building these costs, once their pictures have been cut."""
    found = kinds.named(kind)
    assert found is not None
    uuids = {thing.translation_key for thing in things}
    build(found, found.public(uuids))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert {one.subject.uuid for one in build(found, found.public(uuids))} == uuids
    return len(queries)
