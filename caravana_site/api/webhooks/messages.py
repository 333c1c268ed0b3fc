"""What is sent: that something has changed and where to read it, never the document itself."""

import json
from typing import Any

from django.utils import timezone

from caravana_site.api import kinds
from caravana_site.api.documents.subjects import api, uri
from caravana_site.api.models import Change

TEST = "webhook.test"


def of_change(change: Change) -> str:
    """The message on a change; what it says of a withdrawn thing leads to what is left of it."""
    kind = kinds.named(change.kind)
    plural = kind.plural if kind is not None else change.kind
    data = {
        "number": change.number,
        "type": change.kind,
        "uuid": str(change.uuid),
        "locale": change.language,
        "action": str(change.action),
        "reason": str(change.reason) or None,
        "uri": uri(change.kind, change.uuid),
        "api": api(plural, change.uuid, change.language),
    }
    return _written(f"{change.kind}.{change.action}", change.at.isoformat(), data)


def of_test() -> str:
    """A message that tells of nothing, to try an endpoint with."""
    return _written(TEST, timezone.now().isoformat(), {})


def _written(name: str, timestamp: str, data: dict[str, Any]) -> str:
    message = {"type": name, "timestamp": timestamp, "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
