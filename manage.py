#!/usr/bin/env python
"""Django's command line; development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.dev")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415  # to say what is missing
        from django.db import DatabaseError, connection  # noqa: PLC0415  # to say what is missing
    except ImportError:
        raise SystemExit("Django is not installed in this Python. Run `make run`, or activate .venv first.") from None
    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        if connection.connection is not None:
            raise
        reason = str(error).strip().splitlines()[0]
        raise SystemExit(
            f"The database cannot be opened: {reason}. Is it running, and is DATABASE_URL right?"
        ) from None


if __name__ == "__main__":
    main()
