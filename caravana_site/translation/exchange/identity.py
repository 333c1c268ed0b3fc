"""Which translation a file is of: as its header says, else by what is in it, since tools lose headers."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from wagtail_localize.models import String, StringSegment, Translation

from caravana_site.translation import permissions

from .units import Exchanged

BY_CONTENT = 200  # texts that a file without a name is known by


@dataclass
class Found:
    """The translation of each file, by the file's number; a file that could be of several is in `unclear`."""

    of: dict[int, Translation] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)


def find(files: list[Exchanged], user: Any) -> Found:
    """The same queries however many files have their header; two more for each that has lost it.

    By what is in it, a file is only known among what the person may translate.
    """
    found = Found()
    named = {one.identity for one in files if _is_uuid(one.identity)}
    known = {str(one.uuid): one for one in _with_source(Translation.objects.filter(uuid__in=named))}
    allowed = None if user.is_superuser else permissions.pairs(user)
    for number, one in enumerate(files):
        if one.identity and _is_uuid(one.identity):
            if (translation := known.get(str(uuid.UUID(one.identity)))) is not None:
                found.of[number] = translation
            continue
        best = _by_content(one, allowed)
        if len(best) == 1:
            found.of[number] = best[0]
        elif best:
            found.unclear.add(number)
    return found


def _with_source(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    return translations.select_related("source__locale", "source__specific_content_type", "target_locale", "task")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _by_content(file: Exchanged, allowed: set[tuple[int, int]] | None) -> list[Translation]:
    """Those of the translations that have most of its texts at the same place; several where it could be any."""
    units = file.units[:BY_CONTENT]
    hashes = {String._get_data_hash(unit.source): unit.source for unit in units}
    wanted = {(unit.path, unit.source) for unit in units if unit.path}
    scores: Counter[int] = Counter()
    for source, path, text in StringSegment.objects.filter(
        string__data_hash__in=hashes, **({"context__path__in": {path for path, _text in wanted}} if wanted else {})
    ).values_list("source", "context__path", "string__data"):
        scores[source] += not wanted or (path, text) in wanted
    most = max(scores.values(), default=0)
    if not most:
        return []
    best = [source for source, score in scores.items() if score == most]
    return [
        one
        for one in _with_source(Translation.objects.filter(source__in=best, enabled=True))
        if is_in_language(file, one) and (allowed is None or (one.source.locale_id, one.target_locale_id) in allowed)
    ]


def is_in_language(file: Exchanged, translation: Translation) -> bool:
    """Whether the file says to be in the translation's language, or says nothing; `es-ES` is `es`."""
    return not file.language or primary(file.language) == primary(translation.target_locale.language_code)


def primary(language: str) -> str:
    """`es` of `es-ES` or `es_ES`."""
    return language.replace("_", "-").partition("-")[0].lower()


def has_name(file: Exchanged) -> bool:
    """Whether it says of which translation it is."""
    return _is_uuid(file.identity)
