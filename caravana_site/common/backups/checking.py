"""Proving a backup without restoring it, and a restored site by its backup."""

from dataclasses import dataclass, field

from django.db import connection

from . import BackupError, MissingError, databases, roots
from .making import Tell
from .manifest import Manifest, hash_of
from .targets import Target

EVERY = 200  # files between two lines of progress


def judge(target: Target, manifest: Manifest, tell: Tell) -> None:
    """Read all of it; BackupError with everything that is wrong. Touches nothing of the site."""
    wrong = []
    with target.reading(manifest.dump) as path:
        if hash_of(path) != manifest.database:
            wrong.append(f"{manifest.dump} is damaged: it is not what was written.")
        elif databases.engine().name == manifest.engine:
            databases.engine().judge(path)
    tell("Database: its copy is whole." if not wrong else "Database: its copy is damaged.")
    contents = {one.name: one for one in manifest.files.values()}
    for number, (name, stored) in enumerate(contents.items(), 1):
        try:
            with target.reading(name) as path:
                if hash_of(path) != stored:
                    wrong.append(f"{name} is damaged: it is not what was written.")
        except BackupError as error:
            wrong.append(str(error))
        if number % EVERY == 0:
            tell(f"Files: {number} of {len(contents)} read.")
    if wrong:
        raise BackupError(f"The backup {manifest.key} cannot be trusted:\n" + "\n".join(wrong[:20]))


@dataclass
class Verified:
    """What a restored site has, beside what its backup said."""

    tables: list[tuple[str, int, int]] = field(default_factory=list)
    """Name, rows promised, rows found."""
    files: int = 0
    differing: list[str] = field(default_factory=list)
    """Files that are not there, or are another."""

    @property
    def good(self) -> bool:
        return not self.differing and all(promised == found for _name, promised, found in self.tables)

    def table(self) -> str:
        """For people: each table with its rows, then the files."""
        lines = [
            f"{name:<58} {promised:>9} {found:>9} {'ok' if promised == found else 'DIFFERS'}"
            for name, promised, found in self.tables
            if promised or found
        ]
        lines += [f"{name}: DIFFERS" for name in self.differing]
        head = f"{'table':<58} {'backup':>9} {'here':>9}"
        return "\n".join([head, *lines, f"Files: {self.files} compared, {len(self.differing)} differ."])


def count(manifest: Manifest) -> list[tuple[str, int, int]]:
    """Each table of the backup or of the database: rows promised and found."""
    with connection.cursor() as cursor:
        found = databases.count_rows(cursor, manifest.engine)
    names = sorted({*found, *manifest.rows})
    return [(name, manifest.rows.get(name, 0), found.get(name, 0)) for name in names]


def differing(manifest: Manifest) -> list[str]:
    """Files of the backup that the site does not have as they were."""
    wrong = []
    for name, stored in manifest.files.items():
        try:
            with roots.reading(name) as path:
                if hash_of(path) != stored:
                    wrong.append(name)
        except MissingError:
            wrong.append(name)
    return wrong
