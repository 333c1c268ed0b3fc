"""Accounts and codes that the security tests share."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core.cache import cache

PASSWORD = "una contrasenya prou llarga"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and used codes are remembered in the cache, which no transaction rolls back."""
    cache.clear()


@pytest.fixture
def administrator(db: None) -> Any:
    return get_user_model().objects.create_superuser("administradora", "a@example.cat", PASSWORD)


@pytest.fixture
def person(db: None) -> Any:
    return get_user_model().objects.create_user("pere", "p@example.cat", PASSWORD)


def code(secret: str = SECRET) -> str:
    """The code that an authenticator application would show now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


@pytest.fixture
def enrolled(administrator: Any) -> Any:
    TOTP.activate(administrator, SECRET)
    return administrator


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    def post(client: Any, username: str, password: str = PASSWORD, **headers: Any) -> Any:
        return client.post("/admin/login/", {"login": username, "password": password}, **headers)

    return post
