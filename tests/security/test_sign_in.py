"""The door: lock-out behind proxies, no word about who exists, languages, single sign-on, and what is noted."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from caravana_site.common.client_address import client_address
from caravana_site.common.models import SignInEvent

from .conftest import PASSWORD


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "junk", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_address_cannot_be_forged(settings: Any, trusted: int, forwarded: str, expected: str) -> None:
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == expected


def attempt(client: Any, username: str, password: str, address: str, **more: Any) -> Any:
    return client.post(
        "/admin/login/", {"login": username, "password": password}, headers={"x-forwarded-for": address, **more}
    )


def test_lock_out_counts_an_account_from_an_address(client: Any, person: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(settings.AXES_FAILURE_LIMIT):
        answer = attempt(client, "pere", "wrong", f"6.6.6.{number}, 203.0.113.7")
    assert answer.status_code == 429
    assert attempt(client, "pere", PASSWORD, "203.0.113.7").status_code == 429
    assert attempt(client, "pere", PASSWORD, "203.0.113.8").status_code == 302
    assert SignInEvent.objects.filter(kind="locked_out", username="pere", address="203.0.113.7").exists()
    assert ModelLogEntry.objects.filter(action="caravana.locked_out").exists()


@pytest.mark.parametrize(("language", "text"), [("ca", "Massa intents"), ("es,en;q=0.5", "Demasiados intentos")])
def test_lock_out_speaks_the_readers_language(
    client: Any, person: Any, settings: Any, language: str, text: str
) -> None:
    for _number in range(settings.AXES_FAILURE_LIMIT):
        answer = attempt(client, "pere", "wrong", "", **{"accept-language": language})
    assert text in answer.content.decode()


def test_unknown_name_and_wrong_password_get_the_same_answer(client: Any, person: Any) -> None:
    known, unknown = (attempt(client, name, "wrong", "") for name in ("pere", "ningu"))
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert set(SignInEvent.objects.values_list("kind", "username", "user")) == {
        ("failure", "pere", person.pk),
        ("failure", "ningu", None),
    }


def test_reset_by_mail_says_the_same_for_any_address(client: Any, person: Any) -> None:
    known, unknown = (
        client.post("/admin/password_reset/", {"email": mail}) for mail in ("p@example.cat", "x@example.cat")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_nobody_registers(client: Any, db: None) -> None:
    for address in ("/admin/compte/signup/", "/admin/signup/", "/ca/accounts/signup/"):
        assert client.get(address).status_code in (302, 404)


def test_account_without_permission_is_told_so_and_not_sent_in_circles(client: Any, person: Any, sign_in: Any) -> None:
    sign_in(client, "pere")
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "expected"), [("es-ES,es;q=0.9", "es"), ("fr,en;q=0.8", "ca"), ("ca", "ca"), ("", "ca")]
)
def test_door_speaks_a_language_of_the_browser_that_we_have(client: Any, db: None, asked: str, expected: str) -> None:
    answer = client.get("/admin/login/", headers={"accept-language": asked})
    assert f'<html lang="{expected}"' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_administration_speaks_the_persons_language(client: Any, administrator: Any) -> None:
    profile = UserProfile.get_for_user(administrator)
    profile.preferred_language = "es"
    profile.save()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/admin/", "/admin/account/", "/admin/compte/segon-factor/"):
        assert '<html lang="es"' in client.get(address, headers={"accept-language": "ca"}).content.decode(), address


def test_single_sign_on_is_configuration(client: Any, person: Any, settings: Any) -> None:
    assert client.get("/admin/compte/sso/oidc/sso/login/").status_code == 404
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "sso", "name": "Consorci", "client_id": "c", "secret": "s",
                    "settings": {"server_url": "https://id.example.cat"},
                }
            ]
        }
    }  # fmt: skip
    assert "Consorci" in client.get("/admin/login/").content.decode()


def test_groups_and_permissions_leave_a_trace(person: Any) -> None:
    group = Group.objects.create(name="Redacció")
    person.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    person.groups.clear()
    group.user_set.add(person)
    assert list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "caravana.groups_added",
        "caravana.permissions_added",
        "caravana.groups_removed",
        "caravana.groups_added",
    ]
    assert "Redacció" in ModelLogEntry.objects.order_by("pk").first().message


def test_history_report_shows_them(client: Any, administrator: Any, sign_in: Any) -> None:
    sign_in(client, "administradora")
    assert client.get("/admin/reports/site-history/").status_code == 200
    assert ModelLogEntry.objects.filter(action="caravana.signed_in", user=administrator).exists()


@pytest.mark.parametrize(
    "address", ["/ca/no-hi-es/", "/fr/", "/health/live", "/health/ready", "/robots.txt", "/sitemap.xml"]
)
def test_anonymous_visitors_get_no_cookie_and_one_copy(client: Any, db: None, address: str) -> None:
    answer = client.get(address, headers={"accept-language": "es"})
    assert not answer.cookies
    assert not {"cookie", "accept-language"} & {part.strip().lower() for part in answer.get("Vary", "").split(",")}


def test_unknown_language_code_is_a_page_not_found_in_catalan(client: Any, db: None) -> None:
    answer = client.get("/fr/", headers={"accept-language": "es"})
    assert answer.status_code == 404
    assert '<html lang="ca"' in answer.content.decode()


def test_administrators_read_who_came_in_and_nobody_else_does(client: Any, django_user_model: Any) -> None:
    SignInEvent.objects.create(kind=SignInEvent.Kind.FAILURE, username="ningú", address="192.0.2.7")
    chief = django_user_model.objects.create_superuser("cap", "cap@example.cat", "x")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    report = client.get("/admin/reports/sign-ins/")
    assert report.status_code == 200
    assert "192.0.2.7" in report.content.decode()
    assert client.get("/admin/reports/sign-ins/?export=csv").status_code == 200
    other = django_user_model.objects.create_user("altra", "altra@example.cat", "x")
    other.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert "192.0.2.7" not in client.get("/admin/reports/sign-ins/", follow=True).content.decode()
