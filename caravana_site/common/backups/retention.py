"""Which backups are kept: the newest of each of the last days, weeks and months that have one, and always the last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import BackupError
from .making import Tell, alone
from .manifest import FOLDER, Manifest, keys
from .targets import Target


@dataclass(frozen=True)
class Keep:
    """How many days, weeks (ISO 8601) and months keep a backup each."""

    daily: int = 0
    weekly: int = 0
    monthly: int = 0

    def __bool__(self) -> bool:
        return bool(self.daily or self.weekly or self.monthly)

    def chosen(self, manifests: Iterable[Manifest]) -> set[str]:
        """The keys of those that stay."""
        newest_first = sorted(manifests, key=lambda one: one.moment, reverse=True)
        rules: tuple[tuple[int, Callable[[Manifest], object]], ...] = (
            (self.daily, lambda one: one.moment.date()),
            (self.weekly, lambda one: one.moment.isocalendar()[:2]),
            (self.monthly, lambda one: (one.moment.year, one.moment.month)),
        )
        kept = {newest_first[0].key} if newest_first else set()
        for number, period in rules:
            seen: set[object] = set()
            for one in newest_first:
                if len(seen) < number and period(one) not in seen:
                    seen.add(period(one))
                    kept.add(one.key)
        return kept


def prune(target: Target, keep: Keep, tell: Tell) -> list[str]:
    """Take away the other backups and the files that no backup names; returns which went.

    The newest that has all its parts stays whatever is said. With a manifest that cannot be read nothing is taken away:
    nobody would know which files it names.
    """
    with alone():
        try:
            manifests = [Manifest.read(target, key) for key in keys(target)]
        except BackupError as error:
            raise BackupError(f"Nothing was pruned. {error}") from error
        files, dumps = target.names("files"), target.names("database")
        whole = [one for one in manifests if _has_all(one, files, dumps)]
        if not whole:
            raise BackupError("Nothing was pruned: no backup has all its parts.")
        stay = keep.chosen(whole)
        gone = [one for one in manifests if one.key not in stay]
        for one in gone:  # the manifest first: what is half taken away is no backup
            target.remove(f"{FOLDER}/{one.key}.json")
        left = [one for one in manifests if one.key in stay]
        named = {stored.name for one in left for stored in one.files.values()} | {one.dump for one in left}
        for name in [*files, *dumps]:
            if name not in named:
                target.remove(name)
    tell(f"Pruned: {len(gone)} backups taken away, {len(left)} kept.")
    return [one.key for one in gone]


def _has_all(manifest: Manifest, files: dict[str, int], dumps: dict[str, int]) -> bool:
    parts = all(files.get(one.name) == one.size for one in manifest.files.values())
    return parts and dumps.get(manifest.dump) == manifest.database.size
