"""What caches still have to be told, as a queue of its own, for whoever watches over it."""

from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from caravana_site.common.jobs import Line, seconds_since

from .models import Purge


def line(now: datetime) -> Line:
    """One that has been heard and is only told a second time is never late."""
    due = Purge.objects.filter(next_try__lte=now)
    late = due.filter(told_once=False)
    return Line(
        "purges",
        _("What caches have to forget"),
        due.count(),
        Purge.objects.filter(next_try__gt=now).count(),
        seconds_since(late.aggregate(oldest=Min("since"))["oldest"], now),
        0,
    )
