"""What the queue is doing, for people and for monitoring."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from caravana_site.common import jobs


class Command(BaseCommand):
    help = "Say what waits in each queue, since when, and what failed. Ends with 1 when something waits for too long."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--oldest", type=int, default=600, metavar="SECONDS", help="how long anything may wait (600)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lines = jobs.lines()
        late = [line.key for line in lines if line.oldest > options["oldest"]]
        if options["json"]:
            rows = [{**asdict(line), "name": str(line.name)} for line in lines]
            self.stdout.write(json.dumps({"queues": rows, "late": late}, ensure_ascii=False))
        else:
            for line in lines:
                self.stdout.write(
                    f"{line.key}: {line.waiting} waiting, the oldest for {line.oldest} s; "
                    f"{line.later} taken or put off; {line.failed} failed"
                )
        if late:
            self.stderr.write(f"Too old (over {options['oldest']} s): {', '.join(late)}")
            sys.exit(1)
