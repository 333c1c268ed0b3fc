"""Who is asked whether a story is right, what they remark, and the version that they approved."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common import languages

LONGEST_REMARK = 2000


class ApprovalRole(models.TextChoices):
    HOST = "host", _("Host")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    INTERVIEWEE = "interviewee", _("Interviewee")


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def about(self, email: str) -> Self:
        return self.filter(email__iexact=email)


class Approval(models.Model):
    """One person's reading of a practice, by a secret link. The host's is the one that publishing asks for."""

    PURPOSE = "approval"
    GOOD_DAYS = 90

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(
        "practices.PracticePage", models.CASCADE, related_name="approvals", verbose_name=_("practice")
    )
    role = models.CharField(_("role"), max_length=12, choices=ApprovalRole)
    holder = models.CharField(
        _("post and organisation"), max_length=160, help_text=_("Never shown to readers. No name is needed.")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("The link is sent there. It is never shown."))
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    asked = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("asked by"),
    )
    approved = models.DateTimeField(_("approved on"), null=True, blank=True, editable=False)
    signed = models.CharField(_("signed as"), max_length=120, blank=True, editable=False)
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("approved revision"),
    )  # fmt: skip

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["asked", "pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.CheckConstraint(condition=models.Q(approved=None) | ~models.Q(signed=""), name="approval_is_signed")
        ]

    def __str__(self) -> str:
        """Nothing personal: the history keeps this."""
        return f"{self._meta.verbose_name} {self.pk}"


class ApprovalRemark(models.Model):
    """What somebody remarks on a part of the story; editors find it as a comment on that part."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="remarks")
    part = models.CharField(_("part"), max_length=120, help_text=_("Content path, as comments of pages have it."))
    heading = models.CharField(_("heading"), max_length=160)
    text = models.TextField(_("text"), max_length=LONGEST_REMARK)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            # A form that is sent twice makes one remark.
            models.UniqueConstraint(fields=("approval", "part", "text"), name="remark_once")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.heading = self.heading[:160]
        super().save(*args, **kwargs)
