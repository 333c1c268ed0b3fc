"""Suggestions for a whole translation, made by the queue: nobody waits for a machine.

A job can run twice and be killed halfway. What memory and termbase say is kept before the machine is asked, and a run
that goes on after another skips the texts that have theirs.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from caravana_site.common.queue import enqueue
from caravana_site.translation import segments
from caravana_site.translation.models import Suggestion, SuggestionRun
from caravana_site.translation.segments import Line

from . import machines
from .drafting import known, machined, settles
from .drafts import Draft, Kind
from .termbase import Termbase

OURS = [Kind.EXACT, Kind.FUZZY, Kind.TERM, Kind.MACHINE]
"""What was here before is written by who replaces a text, and stays."""


def later(translation: Translation) -> None:
    """Ask the queue for suggestions, in the caller's transaction; a job that has not begun is not doubled."""
    run, made = SuggestionRun.objects.get_or_create(translation=translation, defaults={"asked_at": timezone.now()})
    if made or not run.waiting:
        SuggestionRun.objects.filter(pk=run.pk).update(asked_at=timezone.now(), waiting=True)
        enqueue(f"{__name__}.job", translation.pk, cluster="slow")


def state(translation: Translation) -> SuggestionRun | None:
    """How the last run went: `is_awaited`, and `get_problem_display` when the machine did not do its part."""
    return SuggestionRun.objects.filter(translation=translation).first()


def job(translation_id: int) -> None:
    """What the queue runs. A translation that is gone or stopped needs nothing."""
    translation = Translation.objects.filter(pk=translation_id, enabled=True).first()
    SuggestionRun.objects.filter(translation=translation_id).update(waiting=False)
    if translation is not None:
        prepare(translation)


def prepare(translation: Translation, exclude: UUID | None = None) -> SuggestionRun:
    """Write suggestions for every text that no person stands behind; returns how it went.

    `exclude` is the translation key of a page whose own translations are not to be looked at.
    """
    run, _made = SuggestionRun.objects.get_or_create(
        translation=translation, defaults={"asked_at": timezone.now(), "waiting": False}
    )
    asked_at, problem = run.asked_at, ""
    lines = _without_fresh(
        [line for line in segments.lines_of(translation) if line.is_read and not line.is_confirmed], asked_at
    )
    if lines:
        base = Termbase.between(lines[0].segment.string.locale_id, translation.target_locale_id)
        found = known(lines, base, exclude)
        _write(lines, found)
        left = [line for line, drafts in zip(lines, found, strict=True) if not settles(drafts)]
        outcome = machined(left, base, machines.chosen())
        _write(left, outcome.drafts, keep=True)
        problem = outcome.problem
    run.problem, run.made_at = problem, timezone.now()
    run.save(update_fields=["problem", "made_at"])
    return run


def _without_fresh(lines: list[Line], since: datetime) -> list[Line]:
    """Those without a machine's suggestion or a settled one since then: where a run goes on that was cut short."""
    fresh = set(
        Suggestion.objects.filter(
            segment__in=[line.segment.pk for line in lines],
            locale__in={line.translation.target_locale_id for line in lines},
            made_at__gte=since,
            kind__in=[Kind.EXACT, Kind.TERM, Kind.MACHINE],
        ).values_list("segment", flat=True)
    )
    return [line for line in lines if line.segment.pk not in fresh]


@transaction.atomic
def _write(lines: list[Line], drafts: list[list[Draft]], *, keep: bool = False) -> None:
    """Put these in the place of the old ones, where the text is still there: its source may have changed meanwhile."""
    keys = [line.segment.pk for line in lines]
    there = set(StringSegment.objects.select_for_update(of=("self",)).filter(pk__in=keys).values_list("pk", flat=True))
    locales = {line.translation.target_locale_id for line in lines}
    if not keep:
        Suggestion.objects.filter(segment__in=there, locale__in=locales, kind__in=OURS).delete()
    rows = [
        Suggestion(
            segment=line.segment,
            locale_id=line.translation.target_locale_id,
            kind=draft.kind,
            text=draft.text,
            percent=draft.percent,
            matched=draft.matched,
            tool_name=draft.tool_name,
        )
        for line, some in zip(lines, drafts, strict=True)
        if line.segment.pk in there
        for draft in some
    ]
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def translation_made(sender: Any, instance: Translation, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Signal handler: something is to be translated, however it was submitted."""
    if created and not raw:
        later(instance)


def source_read(sender: Any, instance: TranslationSource, raw: bool = False, **kwargs: Any) -> None:
    """Signal handler: the source was read anew, so some of its texts are others."""
    if not raw:
        for translation in Translation.objects.filter(source=instance, enabled=True):
            later(translation)
