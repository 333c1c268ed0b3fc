from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from caravana_site.common import accounts, seeds
from caravana_site.common.groups import ensure_groups


class Command(BaseCommand):
    """Makes the first content; see `caravana_site.common.seeds`."""

    help = "Make the first content: vocabularies, territory and the initiative's pages; with --demo the samples too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="add invented stories, stops and demonstration accounts"
        )
        parser.add_argument(
            "--bulk",
            type=int,
            default=0,
            metavar="NUMBER",
            help="add so many invented practices in both languages and half as many stops, to measure with; "
            "a run that was stopped goes on",
        )
        parser.add_argument("--remove-demo", action="store_true", help="take the invented content and accounts away")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["demo"] or options["bulk"]) and not settings.DEMONSTRATION:
            raise CommandError(
                "Invented stories do not enter a real site: --demo and --bulk are refused under these settings."
            )
        if options["remove_demo"]:
            _count_rows()
            with seeds.running():
                removed = seeds.remove_samples(self.stdout.write) + accounts.remove()
            seeds.complete(self.stdout.write, past_signals=bool(removed))
            self.stdout.write(f"Removed: {removed} sample pages and demonstration accounts.")
            return
        with seeds.running():
            pages = self._make(demo=options["demo"], bulk=options["bulk"])
        seeds.complete(self.stdout.write, past_signals=bool(pages))

    def _make(self, *, demo: bool, bulk: int) -> int:
        """Returns how many pages were written past Django's signals."""
        self.stdout.write("Seeding:")
        seeds.run_all(seeds.Run(demo=demo, say=self.stdout.write))
        _count_rows()
        ensure_groups()
        if demo:
            made = accounts.ensure()
            self.stdout.write(f"  accounts: {made} made" if made else "  accounts: nothing to do")
        pages = 0
        if bulk:
            pages = seeds.run_bulk(bulk, self.stdout.write)
            self.stdout.write(f"  bulk: {pages} pages made" if pages else "  bulk: nothing to do")
        return pages


def _count_rows() -> None:
    """PostgreSQL plans by statistics that it gathers now and then: with those of an empty table it takes minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
