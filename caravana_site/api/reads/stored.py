"""What is asked most, written as SQL: for Django to write it costs more than to answer it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from caravana_site.api.models import Document

_VERSIONS = f"""
SELECT language, body, withdrawn FROM {Document._meta.db_table}
WHERE uuid = %s AND kind = %s AND language IN (%s, %s)
"""  # noqa: S608  # a table's name


class Version(NamedTuple):
    """A document in one language; without its body once it is withdrawn."""

    body: str
    is_public: bool


def versions(kind: str, uuid: UUID, languages: Sequence[str]) -> dict[str, Version]:
    """Of one thing in one or two languages: those that there are or were, by language."""
    key = Document._meta.get_field("uuid").get_db_prep_value(uuid, connection)
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [key, kind, languages[0], languages[-1]])
        return {language: Version(body, withdrawn is None) for language, body, withdrawn in cursor.fetchall()}
