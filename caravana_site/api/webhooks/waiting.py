"""Messages to endpoints as a queue of their own, for whoever watches over it."""

from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from caravana_site.api.models import WebhookDelivery
from caravana_site.common.jobs import Line, seconds_since


def count(now: datetime) -> Line:
    """What is due at endpoints that are neither paused nor resting is late; the rest is put off."""
    deliveries = WebhookDelivery.objects
    due = deliveries.to_send(now)
    waiting = due.count()
    return Line(
        "webhook messages",
        _("Messages to webhooks"),
        waiting,
        deliveries.waiting().count() - waiting,
        seconds_since(due.order_by().aggregate(oldest=Min("due"))["oldest"], now),
        deliveries.failed().count(),
    )
