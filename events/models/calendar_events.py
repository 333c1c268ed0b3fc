from django.db import models
from django.utils.translation import gettext_lazy as _

from .stops import StopPage


class CalendarEvent(models.Model):
    """A stop as calendar programs read it, in its own language: written when it is published, sent as it is kept.

    It is no field of the stop, which would be set back with each revision. `events.calendar_events` writes it.
    """

    stop = models.OneToOneField(StopPage, models.CASCADE, related_name="calendar_event", verbose_name=_("stop"))
    translation_key = models.UUIDField(_("translation key"), db_index=True, editable=False)
    sequence = models.PositiveIntegerField(
        _("sequence"), default=0, help_text=_("Grows with what calendars show; the same in every language.")
    )
    digest = models.CharField(_("digest"), max_length=64, help_text=_("Of what is shown, but for number and moment."))
    text = models.TextField(_("text"), help_text=_("The VEVENT of RFC 5545, folded, with its line ends."))
    changed = models.DateTimeField(_("changed"))

    wagtail_reference_index_ignore = True  # it would count as a use of the stop

    class Meta:
        verbose_name = _("calendar event")
        verbose_name_plural = _("calendar events")

    def __str__(self) -> str:
        return f"{self.translation_key} ({self.sequence})"
