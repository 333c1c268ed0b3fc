"""The kit's fixed words: the model keeps their keys, the reader is told their names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KitRole(models.TextChoices):
    HOST = "host", _("host")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    COMMUNICATION = "communication", _("communication")


class KitWeight(models.TextChoices):
    MUST = "must", _("must")
    OPTIONAL = "optional", _("optional")


class KitPhase(models.TextChoices):
    BEFORE = "before", _("before")
    DURING = "during", _("during")
    AFTER = "after", _("after")


class KitKind(models.TextChoices):
    GUIDE = "guide", _("guide")
    TEMPLATE = "template", _("template")
    CHECKLIST = "checklist", _("checklist")
    SCRIPT = "script", _("script")
    CANVAS = "canvas", _("canvas")
    AUTHORISATION = "authorisation", _("authorisation")
    VIDEO = "video", _("video")
