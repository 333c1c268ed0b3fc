"""Signed consents as a holding: they know a name, and an address only where somebody wrote one."""

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
        """Whose text has that address, or the whole of what was asked as a name (commands take either)."""
        if not email:
            return []
        mine = Q(person__icontains=email) | Q(withdrawn_reason__icontains=email)
        return list(InterviewConsent.objects.filter(mine))

    def erase(self, rows: list[Any], email: str) -> int:
        """Those that an interview needs stay: first it is taken out, and then they can go."""
        needed = set(Interview.objects.filter(consent__in=rows).values_list("consent", flat=True))
        return remove([row for row in rows if row.pk not in needed])
