"""The invented requests of a demonstration: made once, owned, told to nobody, and taken away."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from events.models import Match, RequestState, StopRequest
from tests.factories import StopRequestFactory

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("seeds")]


def test_samples_come_once_and_go(settings: Any, tmp_path: Path, client: Any) -> None:
    settings.VAR_DIR = tmp_path
    call_command("seed", demo=True, stdout=io.StringIO())
    samples = StopRequest.objects.all()
    before = sorted(samples.values_list("pk", "state", "state_since"))
    assert {state for _pk, state, _since in before} > {
        RequestState.RECEIVED,
        RequestState.MATCHED,
        RequestState.SCHEDULED,
    }
    assert all(one.name.startswith("Persona de mostra") and one.email.endswith("@example.cat") for one in samples)
    assert samples.filter(owner__username="editora").exists()
    assert Match.objects.count() == 1
    assert mail.outbox == []
    call_command("seed", demo=True, stdout=io.StringIO())
    assert sorted(samples.values_list("pk", "state", "state_since")) == before
    real = StopRequestFactory()
    call_command("seed", remove_demo=True, stdout=io.StringIO())
    assert list(StopRequest.objects.all()) == [real]
