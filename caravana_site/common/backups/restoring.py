"""Restoring: everything is proved before anything is touched; then the database, then the files, then what follows."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.dispatch import Signal

from caravana_site.common.personal_data import duties

from . import BackupError, checking, databases, ledger, replaying, roots
from .checking import Verified
from .making import Tell, alone
from .manifest import Manifest
from .targets import Target

restored = Signal()
"""Sent when a backup has taken the site's place: whoever derives something from rows brings it up to date."""


@dataclass
class Outcome:
    verified: Verified = field(default_factory=Verified)
    replayed: int = 0
    """Erasures done again."""
    unread: int = 0
    """Erasures that could not be, since they were noted with a secret key that is no longer known."""
    taken_away: int = 0
    """Files that the backup does not know."""


def judge(target: Target, manifest: Manifest, tell: Tell, *, replace: bool = False) -> None:
    """BackupError unless that backup can be restored here. Touches nothing."""
    engine = databases.engine()
    if engine.name != manifest.engine:
        raise BackupError(f"The backup is of {manifest.engine}, and this site's database is {engine.name}.")
    if unknown := databases.unknown_migrations(manifest.migrations):
        raise BackupError(
            f"The backup was made by {manifest.version}, which has migrations that this version does not know: "
            f"{', '.join(unknown[:5])}. Restore it with that version."
        )
    if not replace and not databases.is_empty():
        raise BackupError("The database is not empty. Restore into a new one, or say --replace to lose what it holds.")
    checking.judge(target, manifest, tell)


def restore(
    target: Target,
    manifest: Manifest,
    tell: Tell,
    *,
    replace: bool = False,
    verify: bool = False,
    erasures: tuple[Path, ...] = (),
) -> Outcome:
    """Put the backup in the site's place. Run again after a failure, it goes on with the files where it was."""
    with alone():
        judge(target, manifest, tell, replace=replace)
        # Those of the database that goes are noted before it goes.
        noted = ledger.gather(target, erasures, own=not databases.is_empty())
        with target.reading(manifest.dump) as path:
            databases.engine().load(path)
        tell("Database: restored.")
        _restore_files(target, manifest, tell)
        outcome = Outcome()
        if replace:
            outcome.taken_away = _take_away_unknown(manifest)
        if verify:
            outcome.verified = Verified(checking.count(manifest), len(manifest.files), checking.differing(manifest))
    _bring_up_to_date(manifest, noted, outcome, tell)
    return outcome


def _restore_files(target: Target, manifest: Manifest, tell: Tell) -> None:
    different = checking.differing(manifest)
    for number, name in enumerate(different, 1):
        with target.reading(manifest.files[name].name) as copy, roots.writing(name) as path:
            shutil.copyfile(copy, path)
        if number % checking.EVERY == 0:
            tell(f"Files: {number} of {len(different)} restored.")
    tell(f"Files: {len(different)} restored, {len(manifest.files) - len(different)} were there.")


def _take_away_unknown(manifest: Manifest) -> int:
    """What came after the backup belongs to rows that are gone: no purge would ever find it."""
    unknown = [name for name in roots.files() if name not in manifest.files]
    for name in unknown:
        roots.remove(name)
    return len(unknown)


def _bring_up_to_date(manifest: Manifest, noted: list[ledger.Noted], outcome: Outcome, tell: Tell) -> None:
    """To this version of the code, and to what was erased or has passed its time since."""
    call_command("migrate", interactive=False, verbosity=0)
    Session.objects.all().delete()  # whoever has signed out since must not be signed in again
    ledger.put_back(noted)
    later = [one for one in noted if one.moment >= manifest.moment]
    outcome.replayed, outcome.unread = replaying.replay(later)
    duties.purge()
    tell("Documents and other things that follow from rows: bringing them up to date.")
    restored.send(sender=None)
