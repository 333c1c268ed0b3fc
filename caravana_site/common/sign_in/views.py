"""Pages of signing in that allauth lacks."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.log_actions import log


class SignInView(LoginView):
    """The door of the administration. Who is signed in but may not enter is told so, not sent in circles."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            response = render(request, "account/no_access.html", status=403)
            response["Cache-Control"] = "no-store"
            return response
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"single_sign_on": single_sign_on()}


def single_sign_on() -> dict[str, str] | None:
    """Name and address of the organisation's sign-on, or None where it is not configured."""
    applications: Any = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return {"provider_id": applications[0]["provider_id"], "name": applications[0]["name"]} if applications else None


@never_cache
def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """What axes answers instead, in the reader's language."""
    minutes = int(float(settings.AXES_COOLOFF_TIME) * 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)


def may_reset_second_factor(administrator: Any, user: Any) -> bool:
    """Whoever may change users; a superuser's factor only by another superuser, and never one's own."""
    return (
        administrator.has_perm("common.change_user")
        and administrator.pk != user.pk
        and (administrator.is_superuser or not user.is_superuser)
    )


@never_cache
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take away every factor of an account whose owner lost them; the next sign-in sets up new ones."""
    user = get_object_or_404(get_user_model(), pk=pk)
    if not may_reset_second_factor(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        Authenticator.objects.filter(user=user).delete()
        log(user, "caravana.second_factor_reset", user=request.user)
        messages.success(request, _("%(name)s has no second factor now.") % {"name": user.get_username()})
        return redirect("wagtailusers_users:index")
    return render(request, "account/reset_second_factor.html", {"person": user})
