"""Models of the common room; swapped Wagtail models live here from the first migration on."""

from .licences import Licence
from .mail import OutgoingEmail
from .media import Document, Image, Media, Rendition
from .pages import BasePage
from .sign_ins import SignInEvent
from .user import User

__all__ = ["BasePage", "Document", "Image", "Licence", "Media", "OutgoingEmail", "Rendition", "SignInEvent", "User"]
