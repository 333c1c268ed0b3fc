"""Notes of visits as a holding: they may name people, and a story is made of them within a year."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment

from caravana_site.common import secret_links
from caravana_site.common.personal_data.holdings import Holding
from events.models import Visit

DAYS = 365


class VisitNotes(Holding):
    """Whole visits, with their notes. The links go with them."""

    key = "visit-notes"
    name = _("Notes of visits")

    def expired(self, now: datetime) -> Any:
        return Visit.objects.expired(now, DAYS)

    def about(self, email: str) -> list[Any]:
        """The visits in whose notes somebody's address stands."""
        return list(Visit.objects.filter(notes__text__icontains=email).distinct())

    def export(self, row: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().export(row)
        return {**told, str(_("Notes of visits")): {note.asked: note.text for note in row.notes.all()}}


def forget(instance: Visit, **kwargs: Any) -> None:
    """Handler of a visit's deletion, whichever way it goes: its links, and what comments say of its notes."""
    secret_links.forget(Visit.PURPOSE, instance.key)
    Comment.objects.filter(pk__in=instance.comments).delete()
