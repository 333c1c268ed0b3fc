"""The one place that says what caches may keep. An address that is not in this table is kept by nobody.

How long is said for three: a browser, which cannot be told to forget and so asks again soon; caches that share answers,
which are told (`purging`); and both while they ask anew or the site is down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.http import HttpRequest

BROWSER = 60
"""Seconds for which a browser does not ask again."""
WHILE_ASKING = 600
WHILE_DOWN = 86_400
ABSENT = 60
"""Seconds that «there is nothing here» is kept; whatever is published is told to it too."""


class Until(Enum):
    """What makes an answer old by itself: nothing, the next day, or the next stop that begins or ends."""

    CHANGED = "changed"
    MIDNIGHT = "midnight"
    STOP = "stop"


@dataclass(frozen=True)
class Policy:
    """How one kind of address is kept, and which keys it is always told by."""

    keys: tuple[str, ...] = ()
    row: str = ""
    """The key of the one row that it shows, from the parts of the address."""
    until: Until = Until.CHANGED
    browser: int = BROWSER
    longest: int | None = None
    """Seconds in a shared cache; None for as long as the settings say."""
    asks_language: bool = False
    for_anybody: bool = False
    """Its view knows no session: who is signed in is answered like anybody, and caches may keep that."""
    says_so: bool = False
    """Only those answers are kept that their views call public: below the same address there are drafts and secrets."""
    in_process: bool = True
    """Whether the site's own cache of pages keeps it: not what costs less than asking that cache, or is counted."""
    queries: bool = False
    """Whether its view reads the query string; elsewhere the site's own cache keeps no address with one."""


EVERYTHING = "everything"
"""A key of all that is kept; the projection tells changes of the whole site by it."""
FRAME = "frame"
"""A key of all pages, for what is drawn on them and is in no document (`watching`)."""
_FRAME = (FRAME, "site", "menus")
"""Whatever is around a page: the site's own texts and who answers for it, and the menu."""
MISSING = "missing"
"""A key of all that is not there; any publication may be what was missing."""
_HOUR, _DAY = 3600, 86_400
_CATALOGUE = (*_FRAME, "practice", "theme", "organisation", "page")
_ALL = (*_CATALOGUE, "stop", "kit-resource")
_PROGRAMS = Policy(for_anybody=True, says_so=True, in_process=False, queries=True)

POLICIES: Mapping[str, Policy] = {
    "wagtail_serve": Policy(_FRAME, queries=True),  # what a page adds of its own: `served`
    "search": Policy(_ALL, until=Until.STOP, queries=True),
    "search_suggestions": Policy(_ALL, browser=600, queries=True),
    "theme": Policy(_CATALOGUE, until=Until.MIDNIGHT, queries=True),
    "compare": Policy(_CATALOGUE, until=Until.MIDNIGHT, queries=True),
    "organisations": Policy((*_CATALOGUE, "stop"), queries=True),
    "organisation": Policy((*_CATALOGUE, "stop"), until=Until.STOP, queries=True),
    "practice_citation": Policy(("practice", "organisation", "site")),
    "sitemap": Policy(_ALL, browser=_HOUR, longest=_HOUR),
    "django.contrib.sitemaps.views.sitemap": Policy(_ALL, browser=_HOUR, longest=_HOUR, queries=True),
    "feed": Policy(("practice", "stop", "theme", "site"), until=Until.STOP, browser=300, queries=True),
    "stops_calendar": Policy(("stop", "site", "calendar"), until=Until.STOP, browser=300, queries=True),
    "stop_calendar": Policy(("stop", "site", "calendar"), until=Until.STOP, browser=300),
    "embed": Policy(_ALL, until=Until.STOP, browser=300, for_anybody=True, queries=True),
    "oembed": Policy(("practice", "stop", "page"), browser=300, for_anybody=True, queries=True),
    "open_data": Policy((*_FRAME, "open-data")),
    "data": Policy(("open-data", "site"), asks_language=True, longest=BROWSER, in_process=False),
    "data_catalogue": Policy(("open-data", "site"), browser=300, in_process=False),
    "data_file": Policy(("open-data",), browser=300, in_process=False),
    "card": Policy(
        ("site", "practice", "stop", "page", "kit-resource", "organisation"), browser=_DAY, in_process=False
    ),
    "towns": Policy(browser=_DAY, in_process=False),
    "bodies": Policy(("organisation",), browser=_HOUR, in_process=False),
    "robots": Policy(browser=_HOUR, in_process=False),
    "favicon": Policy(browser=_DAY, in_process=False),
    # While no server in front has them on its disk. A size of a picture never changes under its name.
    "picture": Policy(browser=30 * _DAY, longest=300, in_process=False),
    "media": Policy(browser=300, longest=300, in_process=False),
    "wagtaildocs_serve": Policy(("document",), browser=300, in_process=False),
    "root": Policy(asks_language=True, longest=BROWSER, in_process=False),
    "identifier": Policy(longest=BROWSER, for_anybody=True, in_process=False),
    "api": _PROGRAMS,
}
_PREFIXES = {"/api/v1/": "api"}
"""Addresses that a table of their own lists, all kept alike."""


def of(request: HttpRequest) -> Policy | None:
    """The policy of the address that a request was led to; None where nobody may keep the answer."""
    for prefix, name in _PREFIXES.items():
        if request.path_info.startswith(prefix):
            return POLICIES[name]
    match = request.resolver_match
    return POLICIES.get(match.view_name) if match is not None else None


def longest(policy: Policy) -> int:
    return settings.SHARED_CACHE_SECONDS if policy.longest is None else policy.longest
