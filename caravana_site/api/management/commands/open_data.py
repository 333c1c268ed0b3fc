"""Make the files of the open data."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caravana_site.api.open_data.datasets import DATASETS
from caravana_site.api.open_data.making import make_all, pairs


class Command(BaseCommand):
    help = "Make the files of the open data that are not current. It may be stopped at any moment and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="Make those that are current too.")
        names = [dataset.name for dataset in DATASETS]
        parser.add_argument("--only", nargs="+", default=[], choices=names, help="These datasets alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = make_all(self._tell, anew=options["anew"], only=options["only"])
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was public is as it was; run it again to go on.", returncode=130
            ) from None
        total = len([pair for pair in pairs() if not options["only"] or pair[0].name in options["only"]])
        self.stdout.write(f"{done} of {total} made; {total - done} were current.")

    def _tell(self, name: str, rows: int) -> None:
        self.stdout.write(f"  {name}: {rows} rows")
