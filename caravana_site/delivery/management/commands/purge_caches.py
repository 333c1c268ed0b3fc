"""Tell all caches to forget everything: after a new version, whose pages look otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caravana_site.delivery import purging
from caravana_site.delivery.policies import EVERYTHING


class Command(BaseCommand):
    help = "Tells the site's own cache of pages, and those in front of it, to forget everything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--soft", action="store_true", help="keep it for when the site is down, but ask anew")

    def handle(self, *args: Any, soft: bool, **options: Any) -> None:
        row = purging.noted([EVERYTHING], soft=soft)
        if row is not None:
            purging.tell([row], purging.IN_QUEUE)
            if row.problem:
                self.stderr.write(f"Not all caches have heard it; the queue tells them again. {row.problem}")
        self.stdout.write("Told.")
