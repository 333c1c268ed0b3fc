"""Writing to those who look after the site, each in their own language. No message names a reader."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import get_language

from caravana_site.common.groups import COMMUNICATION, REVIEWERS, ROLES
from caravana_site.common.models import User
from caravana_site.common.personal_data.controller import controller

Letter = Callable[[], tuple[str, str]]
"""Writes subject and text in the language that is active."""


def editors(groups: Iterable[str] = (COMMUNICATION, REVIEWERS)) -> dict[str, str]:
    """The address of each member of those groups, with their language; whoever chose none gets the site's."""
    names = [ROLES[key].name for key in groups]
    people = get_user_model()._default_manager.filter(groups__name__in=names, is_active=True).exclude(email="")
    people = people.select_related("wagtail_userprofile").distinct()
    return {person.email: language_of(person) or settings.LANGUAGE_CODE for person in people}


def administrators() -> dict[str, str]:
    """The address of each administrator, with their language."""
    people = get_user_model()._default_manager.filter(is_superuser=True, is_active=True).exclude(email="")
    people = people.select_related("wagtail_userprofile")
    return {person.email: language_of(person) or settings.LANGUAGE_CODE for person in people}


def language_of(user: User) -> str:
    """The language that somebody chose for the administration, or nothing."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.preferred_language if profile else ""


def write_to(email: str, language: str, letter: Letter) -> None:
    """Mail what `letter` writes in that language."""
    with translation.override(language):
        subject, text = letter()
        send_mail(subject, text, None, [email])


def tell_editors(letter: Letter, groups: Iterable[str] = (COMMUNICATION, REVIEWERS)) -> int:
    """Write to those groups, or to the site's contact while nobody is in them; returns to how many."""
    told = editors(groups)
    language = get_language() or settings.LANGUAGE_CODE
    if not told and (contact := controller(language).email):
        told = {contact: language}
    for email, chosen in told.items():
        write_to(email, chosen, letter)
    return len(told)
