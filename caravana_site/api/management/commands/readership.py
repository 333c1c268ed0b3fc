"""Views and visits a day, from nginx's log."""

import csv
import zlib
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caravana_site.api.readership import Readership, opened, permanent_names, read

UNKNOWN = (
    "What this cannot know: how many people there were (a visit is a coming, nobody is followed), pages that a browser "
    "or a cache in front of nginx showed by itself, programs that say to be browsers, and what is read in embeds."
)


class Command(BaseCommand):
    help = f"How often each page was read, from nginx's log. {UNKNOWN}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("logs", nargs="+", type=Path, help="access.log, access.log.1.gz …")
        parser.add_argument("--days", type=int, default=30, help="today and so many days before it")
        parser.add_argument("--csv", action="store_true", help="for a spreadsheet, with nothing else on the output")

    def handle(self, *args: Any, **options: Any) -> None:
        since = timezone.localdate() - timedelta(days=options["days"])
        names, found = permanent_names(), Readership()
        for path in options["logs"]:
            try:
                with opened(path) as lines:
                    read(lines, since, names, found)
            except (OSError, EOFError, zlib.error) as error:
                raise CommandError(f"{path} cannot be read: {error}") from error
        if options["csv"]:
            table = csv.writer(self.stdout, lineterminator="\n")
            table.writerow(("day", "page", "language", "views", "visits"))
            table.writerows((day, page.name, page.language, views, visits) for day, page, views, visits in found.rows())
        else:
            self._tell(found)
        told = self.stderr if options["csv"] else self.stdout
        told.write(
            f"{found.lines} lines: {sum(found.views.values())} views, {sum(found.visits.values())} visits; left out: "
            f"{found.by_programs} by programs, {found.masked} behind secret links, {found.malformed} malformed lines."
        )
        told.write(UNKNOWN)

    def _tell(self, found: Readership) -> None:
        before = None
        for day, page, views, visits in found.rows():
            if day != before:
                self.stdout.write(f"\n{day}  {'views':>7} {'visits':>7}")
                before = day
            self.stdout.write(f"            {views:>7} {visits:>7}  {page.language}  {page.name}")
