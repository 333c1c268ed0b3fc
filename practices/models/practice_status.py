from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeStatus(models.TextChoices):
    PILOT = "pilot", _("pilot")
    DEPLOYED = "deployed", _("deployed")
    ESTABLISHED = "established", _("established")
    STOPPED = "stopped", _("stopped")
