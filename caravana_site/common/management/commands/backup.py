"""Make, list, check and prune backups."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caravana_site.common.backups import BackupError, checking, making, manifest, retention
from caravana_site.common.backups.targets import Target, open_target


class Command(BaseCommand):
    help = (
        "Back up the database and all uploaded files, public and private, to BACKUP_TARGET. What it writes is personal "
        "data: readable by the site's user alone, and not encrypted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--target", default=settings.BACKUP_TARGET, help="a folder, or s3://bucket/prefix")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--list", action="store_true", help="only say which backups there are")
        what.add_argument("--check", metavar="BACKUP", help="only read a backup whole and prove it; `latest` is known")
        for name in ("daily", "weekly", "monthly"):
            parser.add_argument(
                f"--keep-{name}",
                type=int,
                default=0,
                metavar="N",
                help=f"afterwards keep the newest of the last N {name} ones; without any of these all are kept",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(open_target(options["target"]), options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. No backup was made; the next run goes on with the files.") from None

    def _do(self, target: Target, options: dict[str, Any]) -> None:
        keep = retention.Keep(options["keep_daily"], options["keep_weekly"], options["keep_monthly"])
        if options["list"]:
            for key in manifest.keys(target):
                self.stdout.write(key)
        elif options["check"]:
            found = manifest.chosen(target, options["check"])
            checking.judge(target, found, self.stdout.write)
            self.stdout.write(f"The backup {found.key} is whole.")
        else:
            made = making.make(target, self.stdout.write)
            for name in made.missing:
                self.stderr.write(f"Missing: the database names {name}, and it is not there.")
            self.stdout.write(f"The backup {made.key} is whole.")
            if keep:
                retention.prune(target, keep, self.stdout.write)
