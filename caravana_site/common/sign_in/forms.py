"""The second step counts as an attempt to sign in: guessing codes locks the account out as guessing passwords does."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class SecondFactorForm(AuthenticateForm):
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
