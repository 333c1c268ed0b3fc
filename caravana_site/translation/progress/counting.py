"""Counting what is translated: every live page and term, whether somebody submitted it or not.

The language of a thing is the one it was submitted from; while nobody has submitted it, the site's own when it is
there, else the one that it has. It counts once for each other language of the site.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .. import counts, segments
from ..models import ProgressDay, TranslationTask
from ..models.tasks import TaskState

KEPT_SECONDS = 7 * 24 * 60 * 60
Key = tuple[int, UUID]
"""Content type and translation key: a thing in all its languages."""


@dataclass
class Count:
    """Of one type, from a language into another."""

    objects_total: int = 0
    objects_done: int = 0
    words_total: int = 0
    words_done: int = 0


def keep_day() -> None:
    """The clock's job: write today's line of each pair and type. It may run as often as it likes."""
    counts.recount()
    write(timezone.localdate())


@transaction.atomic
def write(day: date) -> None:
    """Bring the lines of that day up to date; one of something that is there no longer goes."""
    found = count()
    kept = []
    for (source, target, kind), number in found.items():
        row, _made = ProgressDay.objects.update_or_create(
            day=day, source_locale_id=source, target_locale_id=target, content_type_id=kind, defaults=vars(number)
        )
        kept.append(row.pk)
    ProgressDay.objects.filter(day=day).exclude(pk__in=kept).delete()


def count() -> dict[tuple[int, int, int], Count]:
    """Source language, target language and content type → how much there is and how much of it is translated."""
    locales = _locales()
    sources = _sources()
    tasks = _tasks()
    found: dict[tuple[int, int, int], Count] = defaultdict(Count)
    for (kind, key), there in _things().items():
        source = sources.get((kind, key)) or next((one for one in locales if one in there), None)
        if source not in there or source not in locales:
            continue
        words = None
        for target in locales:
            if target == source:
                continue
            number, task = found[source, target, kind], tasks.get((kind, key, target))
            if task is None and words is None:
                words = _words(kind, *there[source])
            _add(number, task, words or 0, target in there)
    return dict(found)


def _add(number: Count, task: dict[str, Any] | None, words: int, is_there: bool) -> None:
    done = is_there and (task is None or task["state"] == TaskState.DONE)
    number.objects_total += 1
    number.objects_done += done
    number.words_total += task["words_total"] if task else words
    number.words_done += task["words_total"] - task["words_left"] if task else words * done


def _locales() -> list[int]:
    """The site's languages, its own first."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    known = dict(Locale.objects.filter(language_code__in=codes).values_list("language_code", "pk"))
    first = sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)
    return [known[code] for code in first if code in known]


def _sources() -> dict[Key, int]:
    rows = TranslationSource.objects.filter(translations__enabled=True)
    return {
        (kind, key): locale
        for kind, key, locale in rows.values_list("specific_content_type", "object_id", "locale").distinct()
    }


def _tasks() -> dict[tuple[int, UUID, int], dict[str, Any]]:
    rows = TranslationTask.objects.filter(translation__enabled=True).values(
        "translation__source__specific_content_type",
        "translation__source__object_id",
        "translation__target_locale",
        "state",
        "words_total",
        "words_left",
    )
    return {tuple(list(row.values())[:3]): row for row in rows}  # type: ignore[misc]  # its first three, in this order


def _things() -> dict[Key, dict[int, Any]]:
    """Everything live that can be translated: thing → language → primary key, and when a page was published last."""
    found: dict[Key, dict[int, Any]] = defaultdict(dict)
    pages = Page.objects.live().filter(depth__gt=1, alias_of=None)
    facts = ("content_type", "translation_key", "locale", "pk", "last_published_at")
    for kind, key, locale, pk, published in pages.values_list(*facts).iterator():
        found[kind, key][locale] = (pk, published)
    for model in _term_models():
        kind = ContentType.objects.get_for_model(model).pk
        for key, locale, pk in model._default_manager.values_list("translation_key", "locale", "pk").iterator():
            found[kind, key][locale] = (pk, None)
    return found


def _term_models() -> Iterator[Any]:
    return (model for model in get_snippet_models() if issubclass(model, TranslatableMixin))


def _words(kind: int, key: Any, published: datetime | None) -> int:
    """The words of something that nobody has submitted; those of a page are kept until it is published again."""
    if published is None:
        return _read_words(kind, key)
    name = f"translation-words-{kind}-{key}-{published.timestamp()}"
    return int(cache.get_or_set(name, lambda: _read_words(kind, key), KEPT_SECONDS) or 0)


def _read_words(kind: int, key: Any) -> int:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    thing = model._default_manager.filter(pk=key).first() if model else None
    if thing is None:
        return 0
    return sum(
        segments.words(str(value.string.data))
        for value in extract_segments(thing)
        if isinstance(value, StringSegmentValue) and value.path != segments.NOT_READ
    )
