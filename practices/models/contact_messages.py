from django.db import models
from django.utils.translation import gettext_lazy as _

from caravana_site.common.models import Submission


class ContactMessage(Submission):
    """What somebody wrote to whoever runs a practice. Kept only to send it on, and then to answer for it."""

    practice = models.ForeignKey(
        "practices.PracticePage", models.CASCADE, related_name="contact_messages", verbose_name=_("practice")
    )
    text = models.TextField(_("message"), max_length=5000)
    wants_copy = models.BooleanField(_("send me a copy"), default=False)

    class Meta(Submission.Meta):
        verbose_name = _("message to a practice")
        verbose_name_plural = _("messages to practices")
