"""Addresses below /admin/ that come before Wagtail's own: its login knows nothing of a second factor."""

from allauth.account.views import logout, reauthenticate
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path

from .views import SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("compte/surt/", logout, name="account_logout"),
    path("compte/confirma/", reauthenticate, name="account_reauthenticate"),
    path("compte/segon-factor/", include("allauth.mfa.urls")),
    path("compte/sso/", include("allauth.socialaccount.urls")),
    path("compte/sso/", include(build_provider_urlpatterns())),
]
