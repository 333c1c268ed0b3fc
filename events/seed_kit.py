"""The starter kit: its resources in both languages, each with its files.

What exists is left alone, but for files: one that the seed attached and nobody has changed since gives way to a newer
one, and its page then tells the new version. A file that an editor put in its place stays.
"""

import json
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection, Locale
from wagtail_localize.models import OverridableSegment, SegmentOverride, TranslationSource

from caravana_site.common.models import Document
from caravana_site.common.seeds import Run, add_page, existing, load, stream
from caravana_site.translation.from_catalogue import catalogue, translate
from events.kit_starter import ENDINGS, StarterFile, starter_file
from events.kit_versions import record_version
from events.models import KitResourcePage
from events.seed import HERE, KIT

COLLECTION = "Kit"


def run(run: Run) -> None:
    source, target = Locale.objects.get(language_code="ca"), Locale.objects.get(language_code="es")
    texts = catalogue(HERE / "es.po")
    for number, entry in enumerate(load(HERE / "kit.toml")["resource"]):
        key = f"kit/{entry['key']}"
        page = existing(key, source) or _add(run, key, entry, number)
        run.pages[entry["key"]] = page
        if existing(key, target) is None:
            files = _documents(entry, target, texts[entry["title"]], entry["slug_es"])
            instead = {name: file.pk for name, file in files.items()}
            translate(page, target, texts, slug=entry["slug_es"], instead=instead)
            run.made += 1
        for version in KitResourcePage.objects.filter(translation_key=page.translation_key).select_related("locale"):
            _keep_current(run, entry, version, texts if version.locale == target else {})


@transaction.atomic
def _add(run: Run, key: str, entry: dict[str, Any], number: int) -> KitResourcePage:
    plain = ("title", "slug", "description", "roles", "formats", "weight", "phase", "kind")
    page = KitResourcePage(
        **{name: entry[name] for name in plain},
        **_version(entry, {}),
        minutes=entry.get("minutes"),
        adapts_work="attribution" in entry,
        attribution=entry.get("attribution", ""),
        sort_order=number,
        **_documents(entry, run.pages[KIT].locale, entry["title"], entry["slug"]),
    )
    page.body = stream(run, key, KitResourcePage._meta.get_field("body"), entry["body"])
    added: KitResourcePage = add_page(run, key, run.pages[KIT], page)
    return added


def _version(entry: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    changes = entry.get("changes", "")
    return {
        "version": entry["version"],
        "version_date": date.fromisoformat(entry["version_date"]),
        "changes": texts.get(changes, changes),
    }


def _documents(entry: dict[str, Any], locale: Locale, title: str, slug: str) -> dict[str, Document]:
    """Field → document: the one that the seed made before, else a new one."""
    files = {name: starter_file(entry["key"], locale.language_code, ending) for name, ending in ENDINGS.items()}
    return {
        name: _attached_before([file])
        or _document(file, locale, f"{title} ({ENDINGS[name].upper()})", f"{slug}.{ENDINGS[name]}")
        for name, file in files.items()
    }


def _attached_before(files: list[StarterFile]) -> Document | None:
    known = set().union(*(file.known for file in files))
    found: Document | None = Document.objects.filter(file_hash__in=known, collection__name=COLLECTION).first()
    return found


def _document(file: StarterFile, locale: Locale, title: str, name: str) -> Document:
    collection = Collection.objects.filter(name=COLLECTION).first()
    document = Document(
        title=title,
        language=locale.language_code,
        collection=collection or Collection.get_first_root_node().add_child(name=COLLECTION),
    )
    _write(document, file, name)
    return document


def _write(document: Document, file: StarterFile, name: str) -> None:
    document.file.save(name, ContentFile(file.path.read_bytes()), save=False)
    document.file_hash, document.file_size = file.sha1, file.path.stat().st_size
    document.save()


def _keep_current(run: Run, entry: dict[str, Any], page: KitResourcePage, texts: dict[str, str]) -> None:
    """Attach what the page never had, and renew what the seed attached and is of before."""
    attached: dict[str, Document] = {}
    files = [starter_file(entry["key"], page.locale.language_code, ending) for ending in ENDINGS.values()]
    if not page.files and not _attached_before(files):  # else an editor has taken them off
        attached = _documents(entry, page.locale, page.title, page.slug)
        _set(page, {f"{name}_id": file.pk for name, file in attached.items()})
        _keep_in_translation(page, {name: file.pk for name, file in attached.items()})
    renewed = [_renewed(page, entry, name, ending) for name, ending in ENDINGS.items()]
    if page.version != entry["version"] and page.version in renewed:
        _set(page, _version(entry, texts))
        record_version(page)
    run.made += len(attached) + sum(version is not None for version in renewed)


@transaction.atomic
def _renewed(page: KitResourcePage, entry: dict[str, Any], name: str, ending: str) -> str | None:
    """Put the newer file in the document; returns the version that was there, or None when nothing was to be done."""
    document: Document | None = getattr(page, name)
    file = starter_file(entry["key"], page.locale.language_code, ending)
    if document is None or (version := file.earlier.get(document.get_file_hash())) is None:
        return None
    storage, before = document.file.storage, document.file.name
    _write(document, file, f"{page.slug}.{ending}")
    transaction.on_commit(lambda: storage.delete(before))
    return version


def _set(page: KitResourcePage, values: dict[str, Any]) -> None:
    """Write what readers see and the latest draft alike: publishing would drop what an editor has in hand."""
    KitResourcePage.objects.filter(pk=page.pk).update(**values)
    for name, value in values.items():
        setattr(page, name, value)
    if draft := page.latest_revision:
        kept = {
            name.removesuffix("_id"): value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
        }
        draft.content |= kept
        draft.save(update_fields=["content"])


def _keep_in_translation(page: KitResourcePage, values: dict[str, int]) -> None:
    """A translation made again keeps its own files in the place of the source's."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).exclude(locale=page.locale).first()
    if source is None:
        return
    source.update_from_db()
    for segment in OverridableSegment.objects.filter(source=source, context__path__in=values):
        SegmentOverride.objects.update_or_create(
            locale=page.locale,
            context=segment.context,
            defaults={"data_json": json.dumps(values[segment.context.path])},
        )
