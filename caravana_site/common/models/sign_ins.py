from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInEvent(models.Model):
    """One thing that happened at the door. Failures of names that no account has are kept too; passwords never."""

    class Kind(models.TextChoices):
        SUCCESS = "success", _("Signed in")
        FAILURE = "failure", _("Refused")
        LOCKED_OUT = "locked_out", _("Locked out")
        SIGNED_OUT = "signed_out", _("Signed out")

    moment = models.DateTimeField(_("moment"), auto_now_add=True, db_index=True)
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind)
    username = models.CharField(_("account name given"), max_length=150, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sign_in_events",
    )
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)

    class Meta:
        ordering = ("-moment", "-pk")
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.username}"
