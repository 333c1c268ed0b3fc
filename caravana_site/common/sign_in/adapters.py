"""What django-allauth asks this site: nobody registers, and a second factor's secret is never stored in the clear."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from caravana_site.common.encryption import decrypted, encrypted

PURPOSE = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after the whole sign-in: setting up a first factor would ask a new person everything twice."""
        request = context.request
        enrolled = is_mfa_enabled(request.user)
        for record in get_authentication_records(request, request.user):
            fresh = time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
            if fresh and (record["method"] == "mfa" or not enrolled):
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Who the organisation's own sign-on knows gets an account without any permission: a group is given by hand."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.SOCIALACCOUNT_PROVIDERS)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts the secrets of authenticator applications with the site's key."""

    def encrypt(self, text: str) -> str:
        return encrypted(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(PURPOSE, encrypted_text)
