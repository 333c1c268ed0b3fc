"""Forms of the door: the second step, and the mail that lets a person choose a new password."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile


class SecondFactorForm(AuthenticateForm):
    """Counts as an attempt to sign in: guessing codes locks the account out as guessing passwords does."""

    def clean_code(self) -> str:
        request, credentials = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            raise ValidationError(_("Too many attempts."))
        return str(super().clean_code())

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        user_login_failed.send(
            sender=__name__, credentials={"username": self.user.get_username()}, request=context.request
        )


class ResetForm(PasswordResetForm):
    """Writes to each person in the language of their administration, whatever the browser that asked speaks."""

    def send_mail(self, subject: str, body: str, context: dict[str, Any], *addresses: str, **more: Any) -> None:
        language = UserProfile.get_for_user(context["user"]).get_preferred_language()
        with translation.override(language):
            super().send_mail(subject, body, context, *addresses, **more)
