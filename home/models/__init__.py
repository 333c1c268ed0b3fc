"""The site's own pages and texts."""

from .accessibility import AccessibilityStatementPage, InaccessibleContent
from .content import ContentPage
from .home import HomePage
from .mistakes import MistakeReport
from .settings import ExplainerStep, SiteSettings, SocialLink

__all__ = [
    "AccessibilityStatementPage",
    "ContentPage",
    "ExplainerStep",
    "HomePage",
    "InaccessibleContent",
    "MistakeReport",
    "SiteSettings",
    "SocialLink",
]
