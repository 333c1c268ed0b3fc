"""The fixed words about a request, and the only ways in which its state may move."""

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestRole(models.TextChoices):
    HOST = "host", _("Host")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    BOTH = "both", _("Both")


class Authorisation(models.TextChoices):
    """Whether whoever decides in that body knows of the request."""

    GIVEN = "given", _("It is given")
    ASKED = "asked", _("We have asked for it")
    NOT_YET = "not-yet", _("Not yet")


MONTH_CHOICES = [(f"{number:02}", name) for number, name in MONTHS.items()]
"""`01` to `12`, with the calendar's own names."""


class RequestState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("stop request", "received")
    IN_STUDY = "in-study", _("being studied")
    NEEDS_INFORMATION = "needs-info", _("needs information")
    MATCHED = "matched", _("matched")
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    NOT_VIABLE = "not-viable", _("not viable")
    WITHDRAWN = "withdrawn", _("withdrawn")


DAYS_IN_STATE = {
    RequestState.RECEIVED: 5,
    RequestState.IN_STUDY: 15,
    RequestState.NEEDS_INFORMATION: 20,
    RequestState.MATCHED: 20,
}
"""How long a request may stay so before it is overdue. A scheduled one waits for its day, however far."""

CLOSED_STATES = frozenset({RequestState.HELD, RequestState.NOT_VIABLE, RequestState.WITHDRAWN})
OPEN_STATES = tuple(state for state in RequestState if state not in CLOSED_STATES)

WAYS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.RECEIVED: frozenset({RequestState.IN_STUDY}),
    RequestState.IN_STUDY: frozenset({RequestState.NEEDS_INFORMATION, RequestState.MATCHED}),
    RequestState.NEEDS_INFORMATION: frozenset({RequestState.IN_STUDY}),
    RequestState.MATCHED: frozenset({RequestState.IN_STUDY, RequestState.SCHEDULED}),
    # Back to study: only when its stop is cancelled, which ends the match as well.
    RequestState.SCHEDULED: frozenset({RequestState.HELD, RequestState.IN_STUDY}),
}
WAYS = {
    state: (WAYS[state] | {RequestState.NOT_VIABLE, RequestState.WITHDRAWN}) if state in WAYS else frozenset()
    for state in RequestState
}
