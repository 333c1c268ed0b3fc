"""The catalogue's models."""

from .consents import InterviewConsent
from .interviews import Interview, InterviewPoster, SpokenLanguage, VisualInformation
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
from .territory import Comarca, Municipality, Province
from .vocabularies import Audience, Technology, Theme, ThemeColour

__all__ = [
    "Audience",
    "Capacity",
    "Comarca",
    "CostBand",
    "Difficulty",
    "Interview",
    "InterviewConsent",
    "InterviewPoster",
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
    "SpokenLanguage",
    "Success",
    "Technology",
    "Theme",
    "ThemeColour",
    "TransferStep",
    "VisualInformation",
]
