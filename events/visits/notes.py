"""Keeping notes that may arrive late, twice, or from two devices: none is lost and none is kept twice."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caravana_site.common.public_forms.forms import cleaned
from events.models import LONGEST_NOTE, GuideQuestion, Visit, VisitNote

MOST_BYTES = 400_000
BETWEEN = "\n\n— — —\n\n"
"""Stands between what two devices wrote under one question without knowing of each other."""


class UnreadableNotesError(Exception):
    """What came is not what the page sends; the text says so in the active language."""


@dataclass(frozen=True)
class Sent:
    """A change as a device sends it: `base` is the number of the note that it had when it began to write."""

    question: UUID
    text: str
    base: int


def read_json(body: bytes) -> tuple[str, list[Sent]]:
    """Device and changes; raises UnreadableNotesError."""
    try:
        if len(body) > MOST_BYTES:
            raise ValueError
        told = json.loads(body)
        return device_named(told["device"]), [_sent(one) for one in told["notes"]]
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:  # the last one of «Infinity»
        raise UnreadableNotesError(_("These notes could not be read. They are still on your device.")) from error


def device_named(name: Any) -> str:
    """As it is kept, whatever was sent."""
    return cleaned(str(name))[:36]


def _sent(one: Any) -> Sent:
    if not isinstance(one["text"], str) or len(one["text"]) > LONGEST_NOTE:
        raise TypeError
    return Sent(UUID(str(one["question"])), one["text"], int(one["base"]))


def keep(visit: Visit, device: str, changes: list[Sent], asked: dict[UUID, GuideQuestion]) -> list[VisitNote]:
    """Keep the changes of one device and return the notes as they stand now.

    A change replaces what the same device wrote, or what it had before its eyes; what another device wrote meanwhile
    stays, with the new text under it. A change that is sent again changes nothing, nor takes away what stands above it.
    """
    kept = []
    with transaction.atomic():
        Visit.objects.select_for_update().get(pk=visit.pk)
        notes = {note.question: note for note in visit.notes.all()}
        for change in changes:
            question = asked.get(change.question)
            note = notes.get(change.question)
            if note is None:
                if question is None:
                    continue  # a question that this guide never had
                note = VisitNote(visit=visit, question=change.question, asked=question.text, feeds=question.feeds)
                notes[change.question] = note
            text = cleaned(change.text)
            if change.base != note.number:
                text = _joined(note, device, text)
            if text != note.text:
                note.text, note.device, note.changed = text, device, timezone.now()
                note.number += 1
                note.save()
            kept.append(note)
    return kept


def _joined(note: VisitNote, device: str, text: str) -> str:
    """The note with a text whose device has not seen the note as it stands."""
    if not note.text or text in note.text.split(BETWEEN):
        return note.text or text
    if note.device != device:
        return f"{note.text}{BETWEEN}{text}"
    others, mark, _own = note.text.rpartition(BETWEEN)
    return text if text.startswith(others) else f"{others}{mark}{text}"
