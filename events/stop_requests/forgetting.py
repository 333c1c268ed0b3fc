"""What goes with a request when it is deleted, however that happens: its links."""

from typing import Any

from django.db.models.signals import post_delete

from caravana_site.common import secret_links
from events.models import StopRequest

from .applicant import PURPOSE


def connect() -> None:
    post_delete.connect(_deleted, sender=StopRequest, dispatch_uid="events.stop_requests.forgetting")


def _deleted(instance: StopRequest, **kwargs: Any) -> None:
    secret_links.forget(PURPOSE, instance.key)
