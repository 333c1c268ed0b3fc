"""Copy uploaded files between the folders and the bucket, for an installation that changes from one to the other."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caravana_site.common.backups import BackupError


class Command(BaseCommand):
    help = (
        "Copy uploaded files, public and private, from MEDIA_ROOT and PRIVATE_ROOT to the bucket of UPLOADS_TARGET, "
        "or back. Run again, it copies what is missing or differs. docs/operations.md says in which order."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", choices=["bucket", "folders"], required=True)
        parser.add_argument(
            "--exact", action="store_true", help="take away there what is not here; only while the site is stopped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from caravana_site.common.backups import moving  # noqa: PLC0415  # its libraries are extras
        except ImportError as error:
            raise CommandError("Buckets need boto3: pip install -r requirements-extras.txt") from error
        try:
            moved = moving.copy(to_bucket=options["to"] == "bucket", exact=options["exact"], tell=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Copied {moved.copied}, the same already {moved.there}, taken away {moved.taken_away}.")
