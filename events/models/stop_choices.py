"""The fixed words about a stop: how one attends, where it stands and who may come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StopFormat(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")


class StopState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class StopAttendance(models.TextChoices):
    OPEN = "open", _("open to everybody")
    ADMINISTRATIONS = "administrations", _("administrations only")
    INVITATION = "invitation", _("by invitation")


STATE_REACHES_REQUESTS = _(
    "When you publish, whoever asked for the stop is told: of its date when it is confirmed or moved, and of the reason"
    " when it is postponed. Cancelled ends the match and takes the requests back to be studied; held closes them."
)
