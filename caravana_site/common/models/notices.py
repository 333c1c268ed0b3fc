"""What a form tells about personal data: the text that editors keep, and every version that somebody was shown."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField


class NoticeVersion(models.Model):
    """The words of a notice in one language as they once stood. Never changed, and kept while a submission names it."""

    form = models.CharField(_("form"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("version"))
    purpose = models.TextField(_("purpose"))
    legal_basis = models.TextField(_("legal basis"), blank=True)
    recipients = models.TextField(_("recipients"), blank=True)
    retention_days = models.PositiveIntegerField(_("days kept"))
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["form", "language", "-number"]
        verbose_name = _("version of a privacy notice")
        verbose_name_plural = _("versions of privacy notices")
        constraints = [models.UniqueConstraint(fields=("form", "language", "number"), name="notice_version_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.language} v{self.number}"


class PrivacyNotice(TranslatableMixin, models.Model):
    """The first layer of information of one form in one language (RGPD, art. 13; LOPDGDD, art. 11)."""

    form_names: ClassVar[dict[str, Any]] = {}
    """What each form is called; filled in as forms register."""
    WORDS = ("purpose", "legal_basis", "recipients", "retention_days")

    form = models.CharField(_("form"), max_length=40)
    purpose = models.TextField(
        _("purpose"), max_length=600, help_text=_("What the data are used for, and nothing else.")
    )
    legal_basis = models.TextField(
        _("legal basis"), max_length=600, blank=True,
        help_text=_("The article of the RGPD and the rule that it rests on. While it is empty the form stays closed."),
    )  # fmt: skip
    recipients = models.TextField(
        _("recipients"), max_length=400, blank=True, help_text=_("Who else gets the data. Empty: nobody.")
    )
    retention_days = models.PositiveIntegerField(
        _("days kept"), help_text=_("After so many days everything is deleted: rows, files, messages and history.")
    )

    override_translatable_fields = [
        SynchronizedField("form", overridable=False),
        SynchronizedField("retention_days", overridable=False),
    ]
    panels = [
        FieldPanel("purpose"),
        FieldPanel("legal_basis"),
        FieldPanel("recipients"),
        FieldPanel("retention_days"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["form"]
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        constraints = [models.UniqueConstraint(fields=("form", "locale"), name="one_notice_a_form_and_locale")]

    def __str__(self) -> str:
        return str(self.form_names.get(self.form, self.form))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every change of words is a new version; saving without a change is not."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            last = self.version
            if last is None or any(getattr(last, name) != getattr(self, name) for name in self.WORDS):
                NoticeVersion.objects.create(
                    form=self.form,
                    language=self.locale.language_code,
                    number=last.number + 1 if last else 1,
                    **{name: getattr(self, name) for name in self.WORDS},
                )

    @property
    def version(self) -> NoticeVersion | None:
        """The version in force."""
        versions = NoticeVersion.objects.filter(form=self.form, language=self.locale.language_code)
        return versions.order_by("-number").first()
