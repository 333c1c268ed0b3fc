"""What the documentation tells developers to write verifies what we send, and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from caravana_site.api.webhooks import rotation, sending
from tests.factories import ThemeFactory

from .conftest import Endpoint, subscribe

DOCUMENTATION = Path(__file__).resolve().parents[3] / "docs/webhooks.md"


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_the_python_of_the_documentation_verifies_what_is_sent(endpoint: Endpoint) -> None:
    code = re.search(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert code is not None
    written: dict[str, Any] = {}
    exec(code[1], written)
    hook = subscribe(endpoint)
    before = hook.secret
    now = rotation.rotate(hook, None)
    ThemeFactory(name="Àmbit")
    sending.send(hook.pk)
    received = endpoint.received[0]
    for secret in (before, now):
        written["verify"](secret, received.headers, received.body)
    for secret, body in ((subscribe(endpoint).secret, received.body), (now, received.body + b" ")):
        with pytest.raises(ValueError, match="wrong signature"):
            written["verify"](secret, received.headers, body)
    with time_machine.travel(timezone.now().timestamp() + 301), pytest.raises(ValueError, match="too old"):
        written["verify"](now, received.headers, received.body)
