from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caravana_site.common.personal_data import duties


class Command(BaseCommand):
    """Removes personal data past its retention; the clock runs it every day."""

    help = "Delete personal data past its retention: rows, files, kept messages, history, index. Says what it did."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what would be deleted")

    def handle(self, *args: Any, **options: Any) -> str:
        report = duties.purge(dry_run=options["dry_run"])
        verb = "would be deleted" if options["dry_run"] else "deleted"
        return "\n".join(f"{line.key}: {line.rows} {verb}" for line in report)
