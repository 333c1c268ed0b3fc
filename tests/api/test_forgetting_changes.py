"""Changes are forgotten by the clock; numbers go on, and what is withdrawn stays withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caravana_site.api.models import Change, Document
from caravana_site.api.projection.old_changes import forget_old_changes
from caravana_site.common import clock as the_clock
from tests.api.reads.parcels import KIND, send, withdraw

pytestmark = pytest.mark.django_db
JOB = "caravana_site.api.projection.old_changes.forget_old_changes"


@pytest.fixture
def _parcels(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    from caravana_site.api import kinds

    monkeypatch.setitem(kinds._kinds, KIND.name, KIND)
    settings.ROOT_URLCONF = "tests.api.reads.addresses"


def test_the_clock_knows_of_it() -> None:
    assert JOB in {entry.function for entry in the_clock.entries()}


@pytest.mark.usefixtures("_parcels")
def test_what_is_older_than_promised_is_forgotten(client: Client, clock: Any, settings: Any) -> None:
    settings.API_CHANGES_DAYS = 90
    gone = send("Retirat")
    withdraw(gone)
    old = client.get("/api/v1/changes").json()["next"]
    clock.shift(timedelta(days=60))
    kept = send("Encara hi és")
    clock.shift(timedelta(days=31))
    newest = send("Nou")
    assert forget_old_changes() == 2
    assert forget_old_changes() == 0
    told = client.get("/api/v1/changes").json()
    assert [one["uuid"] for one in told["items"]] == [str(kept), str(newest)]
    assert client.get("/api/v1/changes", {"since": old}).status_code == 200  # nothing after it is missing
    assert client.get(f"/api/v1/parcels/{gone}").status_code == 410  # for ever
    clock.shift(timedelta(days=200))
    assert forget_old_changes() == 1
    assert client.get("/api/v1/changes", {"since": old}).status_code == 410
    assert Change.objects.count() == 1  # numbers go on from it
    send("Després")
    assert list(Change.objects.values_list("number", flat=True)) == [4, 5]
    assert Document.objects.get(uuid=gone).reason == "unpublished"
