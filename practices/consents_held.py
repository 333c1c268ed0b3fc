"""Signed consents as a holding: they know a name, and an address only where somebody wrote one."""

import re
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caravana_site.common.personal_data.holdings import Holding, remove
from practices.models import Interview, InterviewConsent


class Consents(Holding):
    """No term takes them: in force they allow what is published, taken back they prove that it was allowed."""

    key = "consents"
    name = _("Signed consents")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return InterviewConsent.objects.none()

    def about(self, email: str) -> list[Any]:
        """Whose text has that address, not as a part of another's; commands may give the whole name instead."""
        mine = Q(person__icontains=email) | Q(withdrawn_reason__icontains=email)
        return [row for row in InterviewConsent.objects.filter(mine) if _is_about(row, email)]

    def erase(self, rows: list[Any], email: str) -> int:
        """Those that an interview needs stay: first it is taken out, and then they can go."""
        needed = set(Interview.objects.filter(consent__in=rows).values_list("consent", flat=True))
        return remove([row for row in rows if row.pk not in needed])


def _is_about(row: InterviewConsent, who: str) -> bool:
    if "@" not in who:
        return row.person.casefold() == who.casefold()
    whole = rf"(?<![\w.+-]){re.escape(who)}(?![\w-]|\.\w)"
    return bool(re.search(whole, f"{row.person} {row.withdrawn_reason}", re.IGNORECASE))
