"""The catalogue's models."""

from .approvals import LONGEST_REMARK, Approval, ApprovalRemark, ApprovalRole
from .consents import InterviewConsent
from .contact_messages import ContactMessage
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
from .replications import Decision, Replication, ReplicationReport, ReplicationState
from .review_reminders import ReviewReminder
from .territory import Comarca, Municipality, Province
from .vocabularies import Audience, Technology, Theme, ThemeColour

__all__ = [
    "LONGEST_REMARK",
    "Approval",
    "ApprovalRemark",
    "ApprovalRole",
    "Audience",
    "Capacity",
    "Comarca",
    "ContactMessage",
    "CostBand",
    "Decision",
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
    "Replication",
    "ReplicationReport",
    "ReplicationState",
    "Result",
    "ReusablePart",
    "ReviewReminder",
    "SpokenLanguage",
    "Success",
    "Technology",
    "Theme",
    "ThemeColour",
    "TransferStep",
    "VisualInformation",
]
