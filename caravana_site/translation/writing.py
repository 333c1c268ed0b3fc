"""Writing texts of translations so that nobody's words are lost, in the same queries for one or two hundred."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .models import TextVersion, TranslationTask
from .problems import problem

Key = tuple[int, int, int]
REPLACED = (
    *("data", "translation_type", "tool_name", "last_translated_by"),
    *("has_error", "field_error", "updated_at"),
)


class Conflict(Exception):  # noqa: N818  # it is no error of anybody's: two people wrote the same text
    """Somebody else wrote that text meanwhile; `theirs` is what stands there now, and mine was kept as a version."""

    def __init__(self, theirs: StringTranslation | None) -> None:
        self.theirs = theirs
        super().__init__("written by two at once")


@dataclass(frozen=True)
class Wanted:
    """A text that somebody wants to stand there; `seen` is what they began from, None to write whatever is there."""

    translation: Translation
    segment: StringSegment
    text: str
    seen: str | None = None
    tool_name: str = ""
    machine: bool = False

    @property
    def key(self) -> Key:
        return self.translation.target_locale_id, self.segment.context_id, self.segment.string_id


@dataclass(frozen=True)
class Outcome:
    """What became of it: written, refused with a reason, or another text stands there and this one is a version."""

    wanted: Wanted
    problem: str = ""
    conflict: bool = False
    theirs: StringTranslation | None = None
    written: StringTranslation | None = None

    @property
    def is_written(self) -> bool:
        return not self.problem and not self.conflict


def write(
    translation: Translation,
    segment: StringSegment,
    text: str,
    user: Any,
    *,
    seen: str | None = None,
    tool_name: str = "",
    machine: bool = False,
) -> StringTranslation | None:
    """Keep a person's text, or with `machine` a draft that still needs one; an empty one takes the translation away.

    `seen` is the text that the writer began from ("" for none); None writes whatever is there. What was there before is
    kept as a version. Raises Conflict when another text stands there now, and ValidationError when this one may not.
    """
    wanted = Wanted(translation, segment, text.strip(), seen, tool_name, machine)
    [outcome] = write_all([wanted], user)
    if outcome.conflict:
        raise Conflict(outcome.theirs)
    if outcome.problem:
        raise ValidationError(outcome.problem)
    return outcome.written


@transaction.atomic
def write_all(wanted: Sequence[Wanted], user: Any) -> list[Outcome]:
    """Write each that may stand; what is refused keeps nothing else from being written."""
    stands = _standing(wanted)
    outcomes: list[Outcome] = []
    written: dict[Key, StringTranslation] = {}
    emptied: set[Key] = set()
    kept: list[TextVersion] = []
    for one in wanted:
        current = stands.get(one.key)
        outcome = _judge(one, current)
        if outcome.is_written and one.text:
            outcome = replace(outcome, written=_text(one, user))
        outcomes.append(outcome)
        if outcome.conflict:
            kept.append(_version(one, one.text, user, TextVersion.Reason.CONFLICT))
        if not outcome.is_written:
            continue
        if current is not None and current.data != one.text:
            kept.append(_version(one, current.data, current.last_translated_by, TextVersion.Reason.REPLACED))
        if outcome.written is not None:
            written[one.key] = stands[one.key] = outcome.written
        elif current is not None:
            written.pop(one.key, None)
            emptied.add(one.key)
            del stands[one.key]
    _store(list(written.values()), emptied - written.keys(), kept)
    _tell([one for one, outcome in zip(wanted, outcomes, strict=True) if outcome.is_written])
    return outcomes


def _judge(one: Wanted, current: StringTranslation | None) -> Outcome:
    stands = current.data if current else ""
    if one.seen is not None and stands not in (one.seen, one.text):
        return Outcome(one, conflict=True, theirs=current)
    if one.text and (found := problem(one.translation, one.segment, one.text)):
        return Outcome(one, problem=found)
    return Outcome(one)


def _standing(wanted: Sequence[Wanted]) -> dict[Key, StringTranslation]:
    """What stands there, held until the end of the transaction."""
    keys = {one.key for one in wanted}
    rows = (
        StringTranslation.objects.select_for_update(of=("self",))
        .filter(
            locale__in={key[0] for key in keys},
            context__in={key[1] for key in keys},
            translation_of__in={key[2] for key in keys},
        )
        .select_related("last_translated_by")
    )
    return {(row.locale_id, row.context_id, row.translation_of_id): row for row in rows}


def _text(one: Wanted, user: Any) -> StringTranslation:
    kinds = StringTranslation
    return StringTranslation(
        translation_of=one.segment.string,
        context=one.segment.context,
        locale=one.translation.target_locale,
        data=one.text,
        translation_type=kinds.TRANSLATION_TYPE_MACHINE if one.machine else kinds.TRANSLATION_TYPE_MANUAL,
        tool_name=one.tool_name,
        last_translated_by=user,
    )


def _version(one: Wanted, text: str, author: Any, reason: str) -> TextVersion:
    return TextVersion(
        context=one.segment.context,
        string=one.segment.string,
        locale=one.translation.target_locale,
        text=text,
        author=author,
        reason=reason,
    )


def _store(texts: list[StringTranslation], emptied: set[Key], versions: Iterable[TextVersion]) -> None:
    StringTranslation.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["locale", "translation_of", "context"], update_fields=REPLACED
    )
    if emptied:
        one_of = Q()
        for locale, context, string in emptied:
            one_of |= Q(locale=locale, context=context, translation_of=string)
        StringTranslation.objects.filter(one_of).delete()
    TextVersion.objects.bulk_create(one for one in versions if one.text)


def _tell(written: list[Wanted]) -> None:
    """What wagtail-localize's and our own signal handlers do for one text, which a bulk write does not call."""
    translations = {one.translation.pk for one in written}
    if not translations:
        return
    Translation.objects.filter(pk__in=translations).update(translations_last_updated_at=timezone.now())
    TranslationTask.objects.filter(translation__in=translations).update(count_again=True)
    for one in written:
        if one.segment.context.path == "title" and one.text:
            Page.objects.filter(
                translation_key=one.translation.source.object_id, locale=one.translation.target_locale_id
            ).update(draft_title=one.text)
