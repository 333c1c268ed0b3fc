"""The search backend of the engine at hand: ours on PostgreSQL, Wagtail's own on SQLite (accents, but no stems)."""

from typing import Any

from django.db import connection
from wagtail.search.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # Wagtail looks for this name
    if connection.vendor != "postgresql":
        return database.SearchBackend(params)
    from .postgresql import SearchBackend as OnPostgreSQL  # noqa: PLC0415  # its index has other columns elsewhere

    return OnPostgreSQL(params)
