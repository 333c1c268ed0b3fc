"""The daily letter about requests that have waited too long. It names nobody: reference, state and days."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from caravana_site.common.editors import editors, write_to
from caravana_site.common.groups import COMMUNICATION
from caravana_site.common.site_address import absolute
from events.models import OverdueAlert, StopRequest

logger = logging.getLogger("caravana.requests")
LISTED = 50  # requests in one message; the rest are counted


def tell_overdue(at: datetime | None = None) -> int:
    """Write to the communication staff of what has come overdue since the last letter; returns how many requests.

    What was told is kept in the transaction that keeps the messages, so it can run twice: each request is told once a
    time that it enters a state.
    """
    at = at or timezone.now()
    told = set(OverdueAlert.objects.values_list("request_id", "state_since"))
    rows = StopRequest.objects.overdue(at).order_by("state_since")
    late = [row for row in rows if (row.pk, row.state_since) not in told]
    if not late:
        return 0
    people = editors([COMMUNICATION])
    if not people:
        logger.warning("%s stop requests are overdue and nobody of the staff has an e-mail address.", len(late))
        return 0
    try:
        with transaction.atomic():
            OverdueAlert.objects.bulk_create(OverdueAlert(request=row, state_since=row.state_since) for row in late)
            for email, language in people.items():
                write_to(email, language, lambda: _letter(late, at))
    except IntegrityError:
        return 0  # another worker has just told them
    return len(late)


def _letter(rows: list[StopRequest], at: datetime) -> tuple[str, str]:
    subject = ngettext("%(number)d stop request is overdue", "%(number)d stop requests are overdue", len(rows))
    listed = [(row, row.age(at), absolute(reverse("office_request", args=[row.pk]))) for row in rows[:LISTED]]
    context = {"listed": listed, "number": len(rows), "more": len(rows) - len(listed)}
    return subject % {"number": len(rows)}, render_to_string("events/office/overdue.txt", context)
