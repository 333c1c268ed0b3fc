"""Changes are kept for a while: whoever has not asked since then reads the lists anew, which their cursor is told."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from caravana_site.api.models import Change

from .writing import last_number

AT_ONCE = 5_000
"""Rows deleted in one statement, so that nobody who publishes waits long."""


def forget_old_changes() -> int:
    """A job of the clock; returns how many were forgotten.

    The last one always stays, since numbers go on from it. So does what is withdrawn, as a document without its text:
    its address answers 410 for ever.
    """
    before = timezone.now() - timedelta(days=settings.API_CHANGES_DAYS)
    old = Change.objects.filter(at__lt=before, number__lt=last_number())
    newest = old.order_by("-number").values_list("number", flat=True).first()
    forgotten = 0
    while newest is not None and (
        some := list(Change.objects.filter(number__lte=newest).values_list("number", flat=True)[:AT_ONCE])
    ):
        forgotten += Change.objects.filter(number__lte=some[-1]).delete()[0]
    return forgotten
