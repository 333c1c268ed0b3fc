"""Put a backup in the site's place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caravana_site.common.backups import BackupError, manifest, restoring
from caravana_site.common.backups.targets import open_target


class Command(BaseCommand):
    help = (
        "Restore the database and all uploaded files from BACKUP_TARGET, after proving the backup whole; then do again "
        "the erasures that came after it. Stop the site and its workers first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", nargs="?", default="latest", help="its name, as backup --list says; or `latest`")
        parser.add_argument("--target", default=settings.BACKUP_TARGET, help="a folder, or s3://bucket/prefix")
        parser.add_argument(
            "--verify", action="store_true", help="afterwards compare counts and hashes, and print them"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say whether it can be restored here")
        parser.add_argument(
            "--replace", action="store_true", help="lose what the database holds now, and files that came after"
        )
        parser.add_argument(
            "--erasures", action="append", type=Path, default=[], metavar="FILE", help="more erasures to do again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again with --replace before anybody uses the site.") from None

    def _do(self, options: dict[str, Any]) -> None:
        target, replace = open_target(options["target"]), options["replace"]
        found = manifest.chosen(target, options["backup"])
        self.stdout.write(f"Backup {found.key} of {found.started}, made by {found.version}.")
        if options["dry_run"]:
            restoring.judge(target, found, self.stdout.write, replace=replace)
            self.stdout.write("It can be restored here. Nothing was changed.")
            return
        outcome = restoring.restore(
            target,
            found,
            self.stdout.write,
            replace=replace,
            verify=options["verify"],
            erasures=tuple(options["erasures"]),
        )
        self._tell(found, outcome, verify=options["verify"])

    def _tell(self, found: manifest.Manifest, outcome: restoring.Outcome, *, verify: bool) -> None:
        for name in found.missing:
            self.stderr.write(f"Missing: {name} was not there when the backup was made.")
        if outcome.taken_away:
            self.stdout.write(f"Files that came after the backup and were taken away: {outcome.taken_away}.")
        self.stdout.write(f"Erasures done again: {outcome.replayed}.")
        if verify:
            self.stdout.write(outcome.verified.table())
        if outcome.unread:
            raise CommandError(
                f"{outcome.unread} erasures could not be done again: they were noted with a secret key that is in "
                "neither SECRET_KEY nor SECRET_KEY_FALLBACKS. Do not open the site before they are."
            )
        if verify and not outcome.verified.good:
            raise CommandError("What was restored is not what the backup says: see DIFFERS above.")
        self.stdout.write("Restored.")
