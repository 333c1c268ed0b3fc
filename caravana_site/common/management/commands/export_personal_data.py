import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caravana_site.common.personal_data import duties


class Command(BaseCommand):
    """Writes what is held of a person, as JSON."""

    help = "Print everything that is held of the person with that e-mail address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> str:
        return json.dumps(duties.export(options["email"].strip()), ensure_ascii=False, indent=2)
