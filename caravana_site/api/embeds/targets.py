"""What an embed is of: the parts of its address, and the address again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse

PRACTICE, STOP, INTERVIEW, CALENDAR = KINDS = ("practice", "stop", "interview", "calendar")
SCHEMES = ("light", "dark")
SECOND = re.compile(r"\d{1,6}", re.ASCII)
THEME = re.compile(r"[-\w]{1,60}", re.ASCII)
UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A practice, a stop, an interview or a calendar, in the language that was asked for.

    `uuid` is the same in every language: of an interview its identity, of pages their translation key; a calendar's is
    that of the list of stops.
    """

    kind: str
    uuid: UUID
    language: str
    theme: str = ""
    """Key of the theme that a calendar is narrowed to."""
    second: int = 0
    """Where an interview begins."""
    scheme: str = ""
    """`light` or `dark`; empty for what the reader's device says."""

    @property
    def path(self) -> str:
        told = {"theme": self.theme, "t": self.second or "", "scheme": self.scheme}
        query = urlencode({name: value for name, value in told.items() if value})
        path = reverse("embed", args=[self.language, self.kind, str(self.uuid)])
        return f"{path}?{query}" if query else path


def read(language: str, kind: str, key: str, query: Mapping[str, str]) -> Target | None:
    """The target of an address, or None when there is no such kind, language, identity or theme.

    What says only how it looks or where it begins is left out when it is junk.
    """
    if kind not in KINDS or language not in dict(settings.LANGUAGES) or not UUID_TEXT.fullmatch(key):
        return None
    theme = query.get("theme", "") if kind == CALENDAR else ""
    if theme and not THEME.fullmatch(theme):
        return None
    second, scheme = query.get("t", ""), query.get("scheme", "")
    begins = int(second) if kind == INTERVIEW and SECOND.fullmatch(second) else 0
    return Target(kind, UUID(key), language, theme, begins, scheme if scheme in SCHEMES else "")
