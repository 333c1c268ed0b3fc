"""The site's own pages and texts."""

from .accessibility import AccessibilityStatementPage, InaccessibleContent
from .accessibility_feedback import AccessibilityMessage, AccessibilityRoute, StatementReminder, reckon_deadlines
from .content import ContentPage
from .home import HomePage
from .mistakes import MistakeReport
from .press import PressPage
from .settings import ExplainerStep, SiteSettings, SocialLink
from .take_part import TakePartPage
from .working_days import Holiday, days_left, deadline

__all__ = [
    "AccessibilityMessage",
    "AccessibilityRoute",
    "AccessibilityStatementPage",
    "ContentPage",
    "ExplainerStep",
    "Holiday",
    "HomePage",
    "InaccessibleContent",
    "MistakeReport",
    "PressPage",
    "SiteSettings",
    "SocialLink",
    "StatementReminder",
    "TakePartPage",
    "days_left",
    "deadline",
    "reckon_deadlines",
]
