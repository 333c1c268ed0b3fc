"""A request for a stop: private, followed through a secret link, gone some time after it is closed."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common.fields import ChoiceListField
from caravana_site.common.models import Submission
from caravana_site.common.models.submissions import UNCONFIRMED_FOR, SubmissionQuerySet
from practices.models import Municipality, Organisation, PracticePage, Theme

from .request_choices import CLOSED_STATES, DAYS_IN_STATE, MONTH_CHOICES, Authorisation, RequestRole, RequestState
from .stop_choices import StopFormat
from .stops import StopPage

FORGOTTEN_AFTER = timedelta(days=2 * 365)
"""An open request that nobody has moved for so long is purged like a closed one."""


class StopRequestQuerySet(SubmissionQuerySet):
    """What the board and the purge ask."""

    def open(self) -> Self:
        return self.that_count().exclude(state__in=CLOSED_STATES)  # type: ignore[no-any-return]  # Submission's manager has no type

    def in_state(self, state: RequestState) -> Self:
        return self.that_count().filter(state=state)  # type: ignore[no-any-return]  # as above

    def overdue(self, at: datetime) -> Self:
        """That have been in their state for longer than they may."""
        late = [
            models.Q(state=state, state_since__lte=at - timedelta(days=days)) for state, days in DAYS_IN_STATE.items()
        ]
        return self.that_count().filter(reduce(or_, late))  # type: ignore[no-any-return]  # as above

    def expired(self, now: datetime, days: int) -> Any:
        """The retention begins when a request is closed: an open one is still being worked on."""
        closed = models.Q(state__in=CLOSED_STATES, state_since__lt=now - timedelta(days=days))
        forgotten = models.Q(state_since__lt=now - FORGOTTEN_AFTER)
        return self.filter(closed | forgotten | models.Q(confirmed=None, received__lt=now - UNCONFIRMED_FOR))


class StopRequest(Submission):
    """Somebody asks for a stop as host, as rapporteur, or as both.

    `state` moves only along `request_choices.WAYS`, which `events.stop_requests` and a trigger see to.
    """

    role = models.CharField(_("role"), max_length=10, choices=RequestRole)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stop_requests",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("name of the organisation"), max_length=200)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality"),
        help_text=_("Where they are: of a body that we do not know nothing else says it."),
    )  # fmt: skip
    post = models.CharField(_("post"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    challenge = models.TextField(_("practice or challenge"), max_length=1000)
    difficulty = models.TextField(_("a difficulty that you can tell"), max_length=1000, blank=True)
    to_learn = models.TextField(_("what you want to learn"), max_length=1000, blank=True)
    announced_stop = models.ForeignKey(
        StopPage, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name=_("announced stop"),
        help_text=_("The one that they offer to be rapporteur of."),
    )  # fmt: skip
    months = ChoiceListField(_("months that suit"), choices_of=MONTH_CHOICES, blank=True)
    preferred_dates = models.CharField(_("preferred dates"), max_length=300, blank=True)
    format = models.CharField(_("format"), max_length=10, choices=StopFormat)
    reply_language = models.CharField(_("language of reply"), max_length=10)
    farthest_km = models.PositiveSmallIntegerField(
        _("farthest distance"), null=True, blank=True, help_text=_("Kilometres that a rapporteur would travel.")
    )
    accessibility_needs = models.TextField(_("accessibility needs"), max_length=600, blank=True)
    authorisation = models.CharField(
        _("internal authorisation"), max_length=10, choices=Authorisation, default=Authorisation.ASKED
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.RECEIVED, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    state_reason = models.TextField(_("reason"), max_length=600, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    stop = models.ForeignKey(
        StopPage,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="requests",
        verbose_name=_("stop"),
    )
    practice = models.ForeignKey(
        PracticePage,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("practice"),
    )

    objects: ClassVar[models.Manager[Any]] = StopRequestQuerySet.as_manager()

    class Meta(Submission.Meta):
        verbose_name = _("stop request")
        verbose_name_plural = _("stop requests")
        permissions = [("work_stoprequest", "Can work on stop requests")]
        indexes = [models.Index(fields=["state", "state_since"], name="stop_request_board")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=RequestState.NOT_VIABLE, state_reason=""),
                name="stop_request_not_viable_says_why",
            )
        ]

    @property
    def reference(self) -> str:
        """The receipt number: what applicant and staff call it by."""
        return f"CID-{self.received:%Y}-{self.key.hex[:6].upper()}"

    @property
    def whose(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES

    @property
    def hosts(self) -> bool:
        return self.role in (RequestRole.HOST, RequestRole.BOTH)

    @property
    def reports(self) -> bool:
        return self.role in (RequestRole.RAPPORTEUR, RequestRole.BOTH)

    def age(self, at: datetime) -> int:
        """Whole days in its state."""
        return (at - self.state_since).days

    def is_overdue(self, at: datetime) -> bool:
        return self.state in DAYS_IN_STATE and self.age(at) >= DAYS_IN_STATE[RequestState(self.state)]
