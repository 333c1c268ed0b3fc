"""Prints the score of the golden set on the database at hand, ours beside Wagtail's own backend; changes nothing.

The database needs the demonstration content (`manage.py seed --demo`) and must be PostgreSQL.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.dev")


def main() -> None:
    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415  # after setup

    from tests.search import scoring  # noqa: PLC0415  # after setup

    if connection.vendor != "postgresql":
        sys.exit("The golden set is for PostgreSQL: set DATABASE_URL.")
    names = [name for name in scoring.SETS if (scoring.FOLDER / f"{name}.toml").exists()]
    with transaction.atomic():
        scoring.add_documents()
        print(scoring.table(list(scoring.outcomes(names))))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
