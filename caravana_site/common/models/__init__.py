"""Models of the common room; swapped Wagtail models live here from the first migration on."""

from .asked_jobs import AskedJob
from .erasures import Erasure
from .given_permissions import GivenPermission
from .licences import Licence
from .mail import OutgoingEmail
from .media import Document, Image, Media, Rendition
from .notices import NoticeVersion, PrivacyNotice
from .pages import BasePage
from .secret_links import SecretLink
from .sign_ins import SignInEvent
from .submissions import AttemptCount, Submission
from .user import User

__all__ = [
    "AskedJob",
    "AttemptCount",
    "BasePage",
    "Document",
    "Erasure",
    "GivenPermission",
    "Image",
    "Licence",
    "Media",
    "NoticeVersion",
    "OutgoingEmail",
    "PrivacyNotice",
    "Rendition",
    "SecretLink",
    "SignInEvent",
    "Submission",
    "User",
]
