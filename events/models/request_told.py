"""What has been told already, so that nobody is told twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .requests import StopRequest
from .stop_choices import StopState


class ToldStop(models.Model):
    """How the stop of a request stood when its applicant was last told of it."""

    request = models.OneToOneField(StopRequest, models.CASCADE, related_name="told_stop")
    state = models.CharField(_("state"), max_length=10, choices=StopState)
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))

    class Meta:
        verbose_name = _("what was told of a stop")
        verbose_name_plural = _("what was told of stops")

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"


class OverdueAlert(models.Model):
    """The staff were told that a request was overdue: once each time that it enters a state."""

    request = models.ForeignKey(StopRequest, models.CASCADE, related_name="+")
    state_since = models.DateTimeField(_("in this state since"))
    told = models.DateTimeField(_("told"), auto_now_add=True)

    class Meta:
        verbose_name = _("alert of an overdue request")
        verbose_name_plural = _("alerts of overdue requests")
        constraints = [models.UniqueConstraint(fields=("request", "state_since"), name="overdue_alert_once_a_state")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.state_since}"
