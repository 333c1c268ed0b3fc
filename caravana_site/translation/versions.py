"""Saved versions of a translated page: what they tell beside what the translators confirmed."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import OuterRef, Subquery
from wagtail.models import Page, Revision
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from . import segments
from .carried import carried, column, related_model

OWN = ("slug",)
"""What a page keeps of its own when its texts are written anew: somebody else may have taken the other one."""
_only_confirmed: ContextVar[bool] = ContextVar("only_confirmed", default=False)


def texts_of(page: Any) -> dict[str, list[str]]:
    """Content path → the texts there, in order; the same paths in every language."""
    found = defaultdict(list)
    for one in sorted(extract_segments(page), key=lambda value: value.order):
        if isinstance(one, StringSegmentValue):
            found[one.path].append(one.string.data)
    return dict(found)


def tells(page: Any, lines: list[segments.Line]) -> bool:
    """Whether a version of the page says what the translators confirmed, and the source's words elsewhere."""
    wanted = defaultdict(list)
    for line in lines:
        if line.is_read:
            wanted[line.path].append(line.text.data if line.text and line.is_confirmed else line.source)
    told = {path: texts for path, texts in texts_of(page).items() if path not in OWN}
    return told == dict(wanted)


def names_foreign_terms(page: Any) -> bool:
    """Whether a version leads to terms in another language: they had no row in its own when it was saved."""
    rows = [row for name in carried(type(page)).own_rows for row in getattr(page, name).all()]
    named = defaultdict(set)
    for holder in (page, *rows):
        for name in carried(type(holder)).terms:
            named[related_model(type(holder), name)].add(getattr(holder, column(type(holder), name)))
    return any(
        model._default_manager.filter(pk__in=keys).exclude(locale=page.locale_id).exists()
        for model, keys in named.items()
        if not issubclass(model, Page)
    )


def save_draft(translation: Translation, user: Any) -> None:
    """Keep the translation as it stands as a new version of its live page, whose row stays as it is."""
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    live = translation.get_target_instance()
    if tells(live, segments.lines_of(translation)):
        return
    for name in OWN:
        setattr(page, name, getattr(live, name))
    page.save_revision(user=user, clean=False)


def bring_up_to_date(revision: Revision, translation: Translation) -> None:
    """Have a version that is about to be published say what the translators confirmed, not what it was saved with."""
    page = revision.as_object()
    if tells(page, segments.lines_of(translation)) and not names_foreign_terms(page):
        return
    with only_confirmed():
        page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    content = page.serializable_data()
    names = [field.field_name for field in get_translatable_fields(type(page)) if field.field_name not in OWN]
    revision.content |= {name: content[name] for name in names if name in content}
    revision.object_str = str(page)
    revision.save(update_fields=["content", "object_str"])


@contextmanager
def only_confirmed() -> Iterator[None]:
    """What is made in here for readers takes no text that only a machine stands behind."""
    token = _only_confirmed.set(True)
    try:
        yield
    finally:
        _only_confirmed.reset(token)


def install() -> None:
    """Stand before the query by which wagtail-localize takes the texts of a page."""
    queries = StringSegment.objects.all().__class__
    annotate = queries.annotate_translation
    if getattr(annotate, "is_watched", False):
        return

    def watched(self: Any, locale: Any, include_errors: bool = False) -> Any:
        if not _only_confirmed.get():
            return annotate(self, locale, include_errors=include_errors)
        confirmed = StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            locale=locale,
            context_id=OuterRef("context_id"),
            has_error=False,
        ).exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
        return self.annotate(translation=Subquery(confirmed.values("data")))

    watched.is_watched = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    queries.annotate_translation = watched
