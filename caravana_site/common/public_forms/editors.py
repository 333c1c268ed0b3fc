"""Telling the editors that something has arrived. The message names nobody."""

from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import get_language
from wagtail.users.models import UserProfile

from caravana_site.common.groups import COMMUNICATION, REVIEWERS, ROLES
from caravana_site.common.personal_data.controller import controller

Letter = Callable[[], tuple[str, str]]


def tell_editors(letter: Letter, groups: Iterable[str] = (COMMUNICATION, REVIEWERS)) -> int:
    """Mail each member in their own language what `letter` writes; the site's contact when the groups are empty.

    Returns to how many.
    """
    names = [ROLES[key].name for key in groups]
    people = get_user_model()._default_manager.filter(groups__name__in=names, is_active=True).exclude(email="")
    profiles = UserProfile.objects.filter(user__in=people).select_related("user")
    told = {profile.user.email: profile.get_preferred_language() for profile in profiles}
    told |= {email: "" for email in people.values_list("email", flat=True) if email not in told}
    if not told and (contact := controller(get_language() or "").email):
        told = {contact: ""}
    for email, language in told.items():
        with translation.override(language or get_language()):
            subject, text = letter()
            send_mail(subject, text, None, [email])
    return len(told)
