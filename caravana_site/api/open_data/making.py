"""Making the files: nightly, on demand, and soon after something has been taken out.

A dataset is made in one language at a time, in all formats. Its new files are written beside those that are public, and
their rows change together once all are whole: a failure or a stop half-way leaves what there was.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caravana_site.api.models import Document, Dump
from caravana_site.api.models.dumps import storage
from caravana_site.api.projection.projector import project_all
from caravana_site.common.stored_folders import listed
from practices.withdrawal import interview_withdrawn

from .columns import Thing
from .datasets import DATASETS, Dataset, things_of
from .formats import FORMATS, Format, whole_file

FOLDER = "open-data"
LEFT_BEHIND = timedelta(days=1)
"""After which a file that no row names is nobody's: longer than any making takes."""
Tell = Callable[[str, int], None]
"""What is told while it is written: the name of the file and how many rows it has so far."""
Pair = tuple[Dataset, str]


@dataclass(frozen=True)
class Written:
    """A whole file that is not public yet."""

    format: Format
    file: IO[bytes]
    rows: int
    since: date | None
    sha256: str
    sha1: str
    bytes: int


def pairs() -> list[Pair]:
    return [(dataset, code) for dataset in DATASETS for code, _name in settings.LANGUAGES]


def nightly() -> int:
    """A job of the clock: whatever has changed since its files were made. Returns how many pairs were made."""
    sweep()
    return make_all()


def make_all(tell: Tell = lambda name, rows: None, *, anew: bool = False, only: Iterable[str] = ()) -> int:
    """Make what is not current, or all of it anew; what is current is skipped, so that a run can be stopped and
    begun again."""
    project_all()
    wanted = [pair for pair in pairs() if not only or pair[0].name in only]
    last = last_numbers()
    done = 0
    for dataset, language in wanted:
        if anew or not is_current(dataset, language, last):
            make(dataset, language, tell)
            done += 1
    return done


def sweep() -> int:
    """Delete the files that a killed worker left beside those that are public. Returns how many they were."""
    public, before, done = set(Dump.objects.values_list("file", flat=True)), timezone.now() - LEFT_BEHIND, 0
    for code, _name in settings.LANGUAGES:
        folder = f"{FOLDER}/{code}"
        for name in (f"{folder}/{one}" for one in listed(storage(), folder)[1]):
            if name not in public and storage().get_modified_time(name) < before:
                storage().delete(name)
                done += 1
    return done


def take_out() -> int:
    """A job of the clock: the files that tell something that is public no more, without waiting for the night."""
    project_all()
    gone = last_numbers(withdrawn=True)
    held: dict[tuple[str, str], int] = {}
    for name, language, number in Dump.objects.values_list("dataset", "language", "number"):
        held[name, language] = min(number, held.get((name, language), number))
    done = 0
    for dataset, language in pairs():
        known = held.get((dataset.name, language))
        if known is None or known < _last(dataset, language, gone):
            make(dataset, language)
            done += 1
    return done


def last_numbers(*, withdrawn: bool = False) -> dict[tuple[str, str], int]:
    """The number of the last change of each kind in each language, or of the last that took something away."""
    rows = Document.objects.all()
    if withdrawn:
        rows = rows.exclude(withdrawn=None)
    found = rows.values_list("kind", "language").order_by().annotate(last=Max("number"))
    return {(kind, language): number for kind, language, number in found}


def _last(dataset: Dataset, language: str, last: dict[tuple[str, str], int]) -> int:
    """0 where nothing ever was."""
    return max(last.get((kind, language), 0) for kind in dataset.kinds)


def is_current(dataset: Dataset, language: str, last: dict[tuple[str, str], int]) -> bool:
    rows = {row.format: row for row in Dump.objects.filter(dataset=dataset.name, language=language)}
    number = _last(dataset, language, last)
    return set(rows) == set(FORMATS) and all(
        row.number == number and row.definition == dataset.definition and storage().exists(row.file.name)
        for row in rows.values()
    )


def make(dataset: Dataset, language: str, tell: Tell = lambda name, rows: None) -> None:
    """Write a dataset in a language in every format, then make all of it public at once."""
    number = _last(dataset, language, last_numbers())
    flagged = _is_flagged(dataset, language)
    with ExitStack() as stack:
        written = [_write(dataset, language, one, stack, tell) for one in FORMATS.values()]
        saved: list[str] = []
        try:
            for one in written:
                _save(dataset, language, one, saved)
            with transaction.atomic():
                names = list(saved)
                transaction.on_commit(saved.clear)  # from there on they are public
                meanwhile = _is_flagged(dataset, language, lock=True) and not flagged
                _publish(dataset, language, Dump.TAKEN_OUT if meanwhile else number, zip(written, names, strict=True))
        except BaseException:  # a stop too: what was written beside is nobody's
            for name in saved:
                storage().delete(name)
            raise


def _write(dataset: Dataset, language: str, one: Format, stack: ExitStack, tell: Tell) -> Written:
    counted = _Counted(dataset, language, one, tell)
    file = stack.enter_context(whole_file(one.write(dataset, language, counted)))
    sha256, sha1, size = hashlib.sha256(), hashlib.sha1(usedforsecurity=False), 0
    while chunk := file.read(64 * 1024):
        sha256.update(chunk)
        sha1.update(chunk)
        size += len(chunk)
    file.seek(0)
    counted.told()
    return Written(one, file, counted.rows, counted.since, sha256.hexdigest(), sha1.hexdigest(), size)


class _Counted:
    """Things as they pass by: how many, since which day, told of now and then."""

    EVERY = 500

    def __init__(self, dataset: Dataset, language: str, written: Format, tell: Tell) -> None:
        self.dataset, self.language, self.tell = dataset, language, tell
        self.name = f"{language}/{dataset.name}.{written.extension}"
        self.rows = 0
        self.since: date | None = None

    def __iter__(self) -> Iterator[Thing]:
        for thing in things_of(self.dataset, self.language):
            self.rows += 1
            day = self.dataset.day(thing)
            self.since = min(filter(None, (self.since, day)), default=None)
            if self.rows % self.EVERY == 0:
                self.told()
            yield thing

    def told(self) -> None:
        self.tell(self.name, self.rows)


def _save(dataset: Dataset, language: str, written: Written, saved: list[str]) -> None:
    """Beside the others, under a name that its content makes its own; it is added to those that are saved."""
    name = f"{FOLDER}/{language}/{dataset.name}-{written.sha256[:16]}.{written.format.extension}"
    saved.append(storage().save(name, File(written.file)))


def _is_flagged(dataset: Dataset, language: str, *, lock: bool = False) -> bool:
    """Whether something has been taken out since the files were made; with the rows held until the transaction ends."""
    rows = Dump.objects.filter(dataset=dataset.name, language=language)
    if lock:
        rows = rows.select_for_update()
    return Dump.TAKEN_OUT in [row.number for row in rows]


def _publish(dataset: Dataset, language: str, number: int, written: Iterable[tuple[Written, str]]) -> None:
    now = timezone.now()
    for one, name in written:
        key = {"dataset": dataset.name, "language": language, "format": one.format.extension}
        row = Dump.objects.filter(**key).first() or Dump(**key, first_made=now)
        row.file.name = name
        row.sha256, row.sha1, row.bytes, row.rows, row.since = one.sha256, one.sha1, one.bytes, one.rows, one.since
        row.number, row.definition, row.made = number, dataset.definition, now
        row.save()


def connect() -> None:
    """An interview that is taken out is in the files of what is not: they are made anew at the next chance."""
    interview_withdrawn.connect(_interview_withdrawn, dispatch_uid="api.open_data.interview_withdrawn")


def _interview_withdrawn(sender: type, **kwargs: Any) -> None:
    named = [dataset.name for dataset in DATASETS if dataset.kind == "practice"]
    Dump.objects.filter(dataset__in=named).update(number=Dump.TAKEN_OUT)
