"""Whatever is sent to a public form is answered in words; `make fuzz` sends thousands."""

import json
from typing import Any

from tools.fuzzing import contract, forms

EACH = 8


def test_no_sending_fails(practice: Any) -> None:
    told = contract.Told()
    for number, path in enumerate(forms.addresses(practice.url)):
        forms.send(path, number, EACH, told)
    assert not told.failures, json.dumps(told.failures, indent=1, ensure_ascii=False)
    assert {200, 303} <= set(told.statuses), told.statuses
