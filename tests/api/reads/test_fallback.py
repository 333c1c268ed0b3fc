"""Lists in two languages: each thing once, in one order over both, on pages of any size."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .parcels import moment, send

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"
ORDERS = ["", "title", "-title", "published", "-published", "updated", "-updated", "begins", "-begins", "distance"]


def sent() -> None:
    """Some in both languages, some in one, with the same moments and without any."""
    for number in range(14):
        told: dict[str, Any] = {
            "published_at": moment(number // 3),
            "updated_at": moment(40 - number),
            "day": f"2026-03-{number // 2 + 1:02}" if number % 4 else None,
            "latitude": 41.0 + number % 5,
            "longitude": 2.0,
        }
        catalan = send(f"{'ÉéEe'[number % 4]} paquet {number}", **told) if number % 3 else None
        if number % 2 or catalan is None:
            send(f"{'ÉéEe'[number % 4]} paquete {number}", catalan, "es", **told)


def walked(client: Client, **asked: Any) -> list[tuple[str, str]]:
    found, cursor = [], {}
    while True:
        told = client.get(LIST, {**asked, **cursor}).json()
        found += [(one["uuid"], one["locale"]) for one in told["items"]]
        if told["next"] is None:
            return found
        cursor = {"cursor": told["next"]}


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_two_languages_are_one_list(client: Client, order: str) -> None:
    sent()
    asked = {"locale": "es", "fallback": "ca"} | ({"sort": order} if order else {})
    if order == "distance":
        asked["near"] = "41,2"
    whole = client.get(LIST, {**asked, "limit": "100", "count": "true"}).json()
    once = [(one["uuid"], one["locale"]) for one in whole["items"]]
    assert len(once) == whole["count"] == len({uuid for uuid, _language in once}) == 14
    assert {language for _uuid, language in once} == {"ca", "es"}
    for limit in (1, 2, 5):
        assert walked(client, limit=limit, **asked) == once, limit
    if order.endswith("published"):
        moments = [one["published_at"] for one in whole["items"]]
        assert moments == sorted(moments, reverse=order.startswith("-"))


@pytest.mark.postgresql
def test_a_page_is_served_by_an_index(client: Client) -> None:
    sent()
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST, {"locale": "es", "fallback": "ca", "limit": "2"})
    with connection.cursor() as cursor:
        # Of fourteen rows another way may cost as little; a sort is chosen then only where no index has the order.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        for query in [one["sql"] for one in asked.captured_queries if '"body"' in one["sql"]]:
            cursor.execute(f"EXPLAIN {query}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Index Scan using document_by_publication" in plan
            assert "Join" not in plan  # which would read a whole language first
