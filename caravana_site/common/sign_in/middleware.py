"""Nobody edits with half a sign-in, and the administration speaks each person's language."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

ADMIN = "/admin/"
ALWAYS_OPEN = (
    "/admin/login/",
    "/admin/logout/",
    "/admin/compte/",
    "/admin/password_reset/",
    "/admin/jsi18n/",
    "/admin/sprite/",
)
"""Where a person without a second factor may be: signing in and out, setting it up, and what those pages load."""


class SecondFactorMiddleware:
    """Where it is required, an account without a second factor is sent to set one up and can do nothing else.

    A session that skipped the second step, whatever door it came through, counts as nobody's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        in_admin = request.path_info.startswith(ADMIN)
        if in_admin:
            speak_language_of(request)
        enrolled = is_mfa_enabled(request.user)
        if passed_second_step(request) or not (enrolled or settings.MFA_REQUIRED):
            return None
        if not in_admin:
            request.user = AnonymousUser()
            return None
        if request.path_info.startswith(ALWAYS_OPEN) and not (enrolled and _manages_factors(request)):
            return None
        return _send_away(request, enrolled)


def _send_away(request: HttpRequest, enrolled: bool) -> HttpResponse:
    """To the sign-in, or to setting up the factor that is missing; a script is told so instead."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or "/api/" in request.path_info:
        return JsonResponse({"error": _("Sign in with your second factor.")}, status=403)
    if enrolled:
        request.session.flush()
        return redirect_to_login(request.get_full_path())
    return redirect("mfa_activate_totp")


def passed_second_step(request: HttpRequest) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _manages_factors(request: HttpRequest) -> bool:
    """The pages that show or remove factors: never for a session that has not shown the factor it already has."""
    return request.path_info.startswith(reverse("mfa_index")) and not request.path_info.startswith(
        (reverse("mfa_authenticate"), reverse("mfa_reauthenticate"))
    )


def speak_language_of(request: HttpRequest) -> None:
    """Activate the language that the person chose; SiteLocaleMiddleware restores the old one after the answer."""
    profile = UserProfile.objects.filter(user=request.user.pk).only("preferred_language").first()
    if profile and profile.preferred_language in dict(settings.LANGUAGES):
        translation.activate(profile.preferred_language)
        request.LANGUAGE_CODE = profile.preferred_language  # type: ignore[attr-defined]  # Django's own name for it
