"""The catalogue's models."""

from .organisations import Organisation, OrganisationKind, OrganisationTheme, PopulationBand
from .practice_resources import Capacity, CostBand
from .practice_rows import (
    Difficulty,
    Milestone,
    PracticeAudience,
    PracticeCollaborator,
    PracticeTechnology,
    PracticeTheme,
    Result,
    Success,
)
from .practice_status import PracticeStatus
from .practice_transfer import ReusablePart, TransferStep
from .practices import PracticeIndexPage, PracticePage
from .review_reminders import ReviewReminder
from .territory import Comarca, Municipality, Province
from .vocabularies import Audience, Technology, Theme, ThemeColour

__all__ = [
    "Audience",
    "Capacity",
    "Comarca",
    "CostBand",
    "Difficulty",
    "Milestone",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "OrganisationTheme",
    "PopulationBand",
    "PracticeAudience",
    "PracticeCollaborator",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeStatus",
    "PracticeTechnology",
    "PracticeTheme",
    "Province",
    "Result",
    "ReusablePart",
    "ReviewReminder",
    "Success",
    "Technology",
    "Theme",
    "ThemeColour",
    "TransferStep",
]
