"""What the contract allows is answered as it says, and the rest is refused; `make fuzz` asks thousands of times."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from caravana_site.api.projection.projector import project_all
from tests import factories as made
from tests.api.published import publish
from tools.fuzzing import contract

pytestmark = pytest.mark.django_db
EACH = 4


@pytest.fixture
def application() -> Iterator[Any]:
    """As a server has it, within the test's transaction, as Django's own client is."""
    told = ((request_started, close_old_connections), (request_finished, close_old_connections))
    for signal, receiver in told:
        signal.disconnect(receiver)
    yield WSGIHandler()
    for signal, receiver in told:
        signal.connect(receiver)


@pytest.fixture
def told_of(practices: Any, stops: Any, settings: Any) -> list[str]:
    """Something of each kind, in the documents too."""
    settings.API_ANONYMOUS_REQUESTS = 0
    practice = publish(made.PracticePageFactory(parent=practices, title="Padró al dia"))
    stop = publish(made.StopPageFactory(parent=stops, title="Casa per casa"))
    project_all()
    return [practice.full_url, stop.full_url]


def test_no_request_fails_or_is_answered_otherwise_than_told(application: Any, told_of: list[str]) -> None:
    oembed = contract.oembed_contract(told_of, [code for code, _name in site.LANGUAGES])
    operations = contract.operations(application, oembed)
    told = contract.Told()
    rounds = contract.rounds(operations, EACH, 1)
    for _number in range(2 * len(operations)):
        contract.send(*next(rounds), EACH, told)
    assert not told.failures, json.dumps(told.failures, indent=1, ensure_ascii=False)
    assert {200, 400} <= set(told.statuses)
    assert told.cases > 2 * len(operations)
