from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from practices.local_bodies import Importer, RefusedError

STATES = ("added", "changed", "unchanged", "refused")


class Command(BaseCommand):
    """Brings the public bodies up to date; see `practices.local_bodies`."""

    help = "Add and update public bodies from the official CSV of Catalan local bodies; nothing is ever deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change and change nothing")
        parser.add_argument("--year", type=int, default=timezone.localdate().year, help="year of the populations")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            raw = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}") from None
        told: Counter[str] = Counter()
        with transaction.atomic():
            try:
                for outcome in Importer(options["year"]).run(raw):
                    told[outcome.state] += 1
                    if outcome.state != "unchanged":
                        self.stdout.write(f"line {outcome.line}: {outcome.state}: {outcome.told}")
            except RefusedError as error:
                raise CommandError(str(error)) from None
            transaction.set_rollback(options["dry_run"])
        self.stdout.write(", ".join(f"{told[state]} {state}" for state in STATES))
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
