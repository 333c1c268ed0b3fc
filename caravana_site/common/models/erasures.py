"""Erasures that a restored backup has to go through again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That something was erased, told so that only who meets it again can recognise it."""

    moment = models.DateTimeField(_("moment"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=20)
    mark = models.CharField(_("mark"), max_length=64, help_text=_("A keyed hash: it does not say of whom."))
    signed_with = models.CharField(_("signed with"), max_length=16, help_text=_("Which secret key made the mark."))
    copied = models.BooleanField(_("copied"), default=False, help_text=_("Whether it lies beside the backups too."))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [models.UniqueConstraint(fields=["moment", "kind", "mark"], name="erasure_once")]

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d} {self.kind}"
