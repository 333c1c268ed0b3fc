"""Limits by network and by key; a cache that is down refuses nobody."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from caravana_site.api.models import ApiKey

from .parcels import send

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"


def made(**values: Any) -> tuple[ApiKey, dict[str, str]]:
    row = ApiKey(name="Web", contact="web@example.cat", **values)
    key = row.make()
    row.save()
    return row, {"Authorization": f"Bearer {key}"}


def test_headers_tell_what_is_left(client: Client, settings: Any) -> None:
    settings.API_ANONYMOUS_REQUESTS = 3
    left = [client.get(LIST)["RateLimit-Remaining"] for _time in range(3)]
    assert left == ["2", "1", "0"]
    refused = client.get(LIST)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused["RateLimit-Limit"] == "3"
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert refused["Retry-After"] == refused["RateLimit-Reset"]
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/none").status_code == 429
    assert client.options(LIST).status_code == 204


def test_networks_are_counted_apart_and_all_addresses_of_one_line_together(client: Client, settings: Any) -> None:
    settings.API_ANONYMOUS_REQUESTS = 1
    line = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"]
    assert [client.get(LIST, REMOTE_ADDR=address).status_code for address in line] == [200, 429]
    assert client.get(LIST, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200
    assert client.get(LIST, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.get(LIST, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_no_limit_is_no_header(client: Client, settings: Any) -> None:
    settings.API_ANONYMOUS_REQUESTS = 0
    assert "RateLimit-Limit" not in client.get(LIST)


def test_a_key_has_a_quota_of_its_own(client: Client, settings: Any, django_assert_num_queries: Any) -> None:
    settings.API_ANONYMOUS_REQUESTS = 1
    _row, key = made(quota=2)
    send()
    assert client.get(LIST).status_code == 200
    first = client.get(LIST, headers=key)
    assert (first.status_code, first["RateLimit-Limit"], first["RateLimit-Remaining"]) == (200, "2", "1")
    with django_assert_num_queries(1):  # the key is remembered
        again = client.get(LIST, headers={**key, "If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(LIST, headers=key).status_code == 429


def test_a_wrong_or_revoked_key_is_refused_and_guessing_is_limited(client: Client, settings: Any) -> None:
    settings.API_ANONYMOUS_REQUESTS = 5
    row, key = made()
    assert client.get(LIST, headers=key).status_code == 200
    row.revoked = True
    row.save()
    refused = client.get(LIST, headers=key)
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
    assert refused["WWW-Authenticate"].startswith("Bearer")
    guesses = [client.get(LIST, headers={"Authorization": f"Bearer {guess}"}).status_code for guess in "abcde"]
    assert guesses == [401, 401, 401, 401, 429]


def test_what_is_kept_of_a_key_opens_nothing() -> None:
    row, key = made()
    row.refresh_from_db()
    assert key["Authorization"].removeprefix("Bearer ") not in str(vars(row))
    assert len(row.digest) == 64


def test_other_authorization_is_nobodys_key(client: Client) -> None:
    assert client.get(LIST, headers={"Authorization": "Basic eDp5"}).status_code == 200


def test_a_dead_cache_refuses_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row, key = made()

    def dead(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    for name in ("add", "incr", "get", "set", "delete"):
        monkeypatch.setattr(type(cache._connections["default"]), name, dead)  # type: ignore[attr-defined]  # the connection is Django’s own
    assert client.get(LIST).status_code == 200
    assert client.get(LIST, headers=key).status_code == 200
    assert client.get(LIST, headers={"Authorization": "Bearer x"}).status_code == 401
    row.revoked = True
    row.save()
    assert client.get(LIST, headers=key).status_code == 401


def test_an_administrator_makes_a_key_that_is_shown_once(client: Client, admin_client: Client) -> None:
    address = "/admin/snippets/caravana_api/apikey/"
    form = {"name": "Web <b>de</b> Girona", "contact": "web@example.cat", "quota": "7"}
    page = admin_client.post(f"{address}add/", form, follow=True).content.decode()
    assert "Web &lt;b&gt;de&lt;/b&gt; Girona" in page
    key = page.split("<code>")[1].split("</code>")[0]
    answer = client.get(LIST, headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer["RateLimit-Limit"]) == (200, "7")
    row = ApiKey.objects.get()
    for later in (address, f"{address}edit/{row.pk}/"):
        assert key not in admin_client.get(later).content.decode()
    changed = {**form, "quota": "9", "revoked": "on"}
    assert admin_client.post(f"{address}edit/{row.pk}/", changed).status_code == 302
    assert client.get(LIST, headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_nobody_else_comes_near_the_keys(client: Client, django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    from caravana_site.common import groups
    from tests import factories

    factories.publish_home("es")
    made_groups = groups.ensure_groups()
    for group in Group.objects.filter(pk__in=[one.pk for one in made_groups.values()]):
        user = django_user_model.objects.create_user(username=group.name[:20], password="x")
        user.groups.add(group)
        client.force_login(user)
        for path in ("", "add/"):
            assert client.get(f"/admin/snippets/caravana_api/apikey/{path}").status_code in (302, 403)


def test_the_person_behind_a_key_can_be_forgotten() -> None:
    from caravana_site.common.personal_data import holdings

    made()
    (holding,) = [one for one in holdings.all_holdings() if one.key == "api_keys"]
    rows = holding.about("WEB@example.cat")
    assert "web@example.cat" in holding.export(rows[0]).values()
    assert holding.erase(rows, "web@example.cat") == 1
    assert not ApiKey.objects.exists()
