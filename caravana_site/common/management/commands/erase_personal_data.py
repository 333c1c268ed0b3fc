from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caravana_site.common.personal_data import duties


class Command(BaseCommand):
    """Erases what is held of a person."""

    help = "Erase everything that is held of the person with that e-mail address. There is no way back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> str:
        report = duties.erase(options["email"].strip())
        return "\n".join(f"{line.key}: {line.rows} erased" for line in report) or "Nothing is held of that address."
