"""What readers look for in vain, for the editors. Nothing of who asked is kept, nor anything that could say it."""

import re

from django.utils import timezone

from .analysis import words_of
from .models import UnansweredSearch

KEPT_DAYS = 180
LONGEST = 80  # characters
MOST_A_DAY = 500  # different searches: a robot does not fill the table
PERSONAL = re.compile(r"@|\d[\d\s.\-/]{4,}\d|\b[xyz]?\d{5,}[a-z]?\b|https?:|www\.", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def may_be_personal(text: str) -> bool:
    """Whether it looks like an e-mail, a telephone, an identity number, a postcode or somebody's page."""
    return PERSONAL.search(YEARS.sub("", text)) is not None


def record(text: str, language: str) -> None:
    """Count a search without results, unless it may be personal."""
    words = " ".join(words_of(text))
    if not words or len(words) > LONGEST or may_be_personal(text):
        return
    today = timezone.localdate()
    known = UnansweredSearch.objects.filter(day=today)
    if known.count() < MOST_A_DAY or known.filter(words=words, language=language).exists():
        UnansweredSearch.objects.count_one(words, language, on=today)


def purge() -> int:
    """Forget what is old; run by the clock. Returns how many rows went."""
    return UnansweredSearch.objects.older_than(KEPT_DAYS, on=timezone.localdate()).delete()[0]
