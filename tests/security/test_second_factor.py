"""The whole way in: password, second factor, recovery, reset; and every door that must stay closed meanwhile."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from caravana_site.common.sign_in.adapters import SecondFactorAdapter

from .conftest import PASSWORD, SECRET, code

CLOSED = (
    "/admin/",
    "/admin/account/",
    "/admin/users/",
    "/admin/api/main/pages/",
    "/admin/tag-autocomplete/",
    "/admin/choose-page/",
    "/admin/reports/site-history/",
    "/admin/images/",
    "/admin/pages/1/",
    "/admin/compte/segon-factor/recovery-codes/",
    "/admin/compte/segon-factor/totp/deactivate/",
)


def may_enter(client: Any) -> bool:
    return bool(client.get("/admin/").status_code == 200)


def test_password_alone_opens_the_door_where_no_second_factor_is_required(
    client: Any, administrator: Any, sign_in: Any
) -> None:
    assert sign_in(client, "administradora").url == "/admin/"
    assert may_enter(client)


def test_account_without_factor_is_sent_to_set_one_up(
    client: Any, administrator: Any, sign_in: Any, settings: Any
) -> None:
    settings.MFA_REQUIRED = True
    sign_in(client, "administradora")
    for address in CLOSED[:9]:
        answer = client.get(address)
        assert answer.status_code in (302, 403), address
        assert answer.status_code == 403 or answer.url == reverse("mfa_activate_totp"), address
    assert client.get("/admin/users/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_setting_a_factor_up_opens_the_door_and_gives_recovery_codes(
    client: Any, administrator: Any, sign_in: Any, settings: Any, monkeypatch: Any
) -> None:
    settings.MFA_REQUIRED = True
    sign_in(client, "administradora")
    page = client.get(reverse("mfa_activate_totp"))
    assert b"data:image/svg+xml" in page.content
    secret = page.context["form"].secret
    monkeypatch.setattr(transaction, "on_commit", lambda told: told())  # the test's own transaction never commits
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.url).context["unused_codes"]) == 10
    assert may_enter(client)
    assert ModelLogEntry.objects.filter(action="caravana.second_factor_added").exists()


def test_a_session_that_is_not_fresh_shows_the_password_before_a_factor_is_set_up(
    client: Any, administrator: Any, sign_in: Any, settings: Any
) -> None:
    sign_in(client, "administradora")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("required", [True, False])
def test_no_address_opens_between_password_and_code(
    client: Any, enrolled: Any, sign_in: Any, settings: Any, required: bool
) -> None:
    settings.MFA_REQUIRED = required
    assert sign_in(client, "administradora").url.startswith(reverse("mfa_authenticate"))
    for address in CLOSED:
        assert client.get(address).status_code in (302, 403), address
        assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code in (302, 403), address
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not may_enter(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/admin/"
    assert may_enter(client)


def test_recovery_code_opens_the_door_once(client: Any, enrolled: Any, sign_in: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    one = RecoveryCodes.activate(enrolled).get_unused_codes()[0]
    for expected in (302, 200):
        client.logout()
        sign_in(client, "administradora")
        assert client.post(reverse("mfa_authenticate"), {"code": one}).status_code == expected


@pytest.mark.parametrize("required", [True, False])
def test_session_that_came_through_another_door_counts_as_nobodys(
    client: Any, enrolled: Any, settings: Any, required: bool
) -> None:
    settings.MFA_REQUIRED = required
    for address in CLOSED:
        client.force_login(enrolled, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code in (302, 403), address
    assert not may_enter(client)


def test_wagtails_own_sign_in_of_the_public_site_leads_to_ours(client: Any, enrolled: Any) -> None:
    answer = client.post("/ca/_util/login/", {"username": "administradora", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/")


def test_new_password_by_mail_does_not_skip_the_factor(client: Any, enrolled: Any, mailoutbox: Any) -> None:
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    key = urlsafe_base64_encode(force_bytes(enrolled.pk))
    start = f"/admin/password_reset/confirm/{key}/{default_token_generator.make_token(enrolled)}/"
    form = client.get(start).url
    answer = client.post(form, {"new_password1": "una altra de ben llarga", "new_password2": "una altra de ben llarga"})
    assert answer.status_code == 302
    assert not may_enter(client)
    assert client.post(
        "/admin/login/", {"login": "administradora", "password": "una altra de ben llarga"}
    ).url.startswith(reverse("mfa_authenticate"))


def test_guessing_codes_locks_the_account_out(client: Any, enrolled: Any, sign_in: Any, settings: Any) -> None:
    sign_in(client, "administradora")
    answers = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code
        for _ in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers[-1] == 429
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 429
    assert not may_enter(client)


def test_administrator_resets_a_lost_factor(client: Any, enrolled: Any, django_user_model: Any) -> None:
    other = django_user_model.objects.create_superuser("altra", "x@example.cat", PASSWORD)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("reset_second_factor", args=[enrolled.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=enrolled).exists()
    entry = ModelLogEntry.objects.get(action="caravana.second_factor_reset")
    assert entry.user == other
    assert reverse("reset_second_factor", args=[enrolled.pk]) in client.get("/admin/users/").content.decode()


def test_nobody_else_resets_a_factor(client: Any, enrolled: Any, person: Any) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("reset_second_factor", args=[enrolled.pk])).status_code == 302
    assert Authenticator.objects.filter(user=enrolled).exists()


def test_secrets_are_not_stored_in_the_clear(enrolled: Any, settings: Any) -> None:
    kept = Authenticator.objects.get(user=enrolled, type="totp").data["secret"]
    assert SECRET not in kept
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the site"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert SecondFactorAdapter().decrypt(kept) == SECRET
    assert generate_totp_secret() != SECRET
