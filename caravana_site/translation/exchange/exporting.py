"""Translations as files for a CAT tool: one alone, or an archive that is written while it is sent."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.text import Truncator
from wagtail_localize.models import Translation
from zipstream import ZipStream

from caravana_site.common.slugs import slug_of
from caravana_site.translation import segments

from . import catalogues, xliff
from .places import Places

FORMATS: dict[str, tuple[Any, str, str]] = {
    catalogues.FORMAT: (catalogues.write, ".po", "text/x-gettext-translation; charset=utf-8"),
    xliff.FORMAT: (xliff.write, ".xlf", "application/x-xliff+xml"),
}
"""How each is written, how its names end and what it is served as."""
AT_ONCE = 20  # translations whose texts are read together


def files(translations: Sequence[Translation], kind: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each, in that order; the same queries for each twenty of them."""
    write, ending, _type = FORMATS[kind]
    taken: set[str] = set()
    for start in range(0, len(translations), AT_ONCE):
        some = translations[start : start + AT_ONCE]
        lines = {key: once(found) for key, found in segments.by_translation(some).items()}
        places = Places(some, (line for found in lines.values() for line in found))
        for one in some:
            yield _free(name_of(one), ending, taken), write(one, lines[one.pk], places)


def once(lines: Sequence[segments.Line]) -> list[segments.Line]:
    """The lines without those that stand for one translation a second time: the same words at the same place."""
    return list({(line.segment.context_id, line.segment.string_id): line for line in lines}.values())


def name_of(translation: Translation) -> str:
    """Title and languages, without an ending."""
    title = slug_of(Truncator(translation.source.object_repr).chars(80, truncate="")) or f"{translation.pk}"
    return f"{title}.{translation.source.locale.language_code}-{translation.target_locale.language_code}"


def _free(name: str, ending: str, taken: set[str]) -> str:
    found, number = f"{name}{ending}", 1
    while found in taken:
        number += 1
        found = f"{name}-{number}{ending}"
    taken.add(found)
    return found


def archive(translations: Sequence[Translation], kind: str) -> Iterator[bytes]:
    """A ZIP's bytes, a file at a time."""
    bundle = ZipStream()
    for name, content in files(translations, kind):
        bundle.add(content, name)
        yield from bundle.all_files()
    yield from bundle.finalize()
