"""What is kept beside wagtail-localize's own tables."""

from .pairs import LanguagePair
from .progress import ProgressDay
from .questions import SegmentQuestion
from .runs import SuggestionRun
from .settings import TranslationSettings
from .tasks import DigestSent, TranslationTask
from .terms import Term, TermWording
from .texts import Suggestion, TextVersion

__all__ = [
    "DigestSent",
    "LanguagePair",
    "ProgressDay",
    "SegmentQuestion",
    "Suggestion",
    "SuggestionRun",
    "Term",
    "TermWording",
    "TextVersion",
    "TranslationSettings",
    "TranslationTask",
]
