"""Signed consents: who agreed to be seen and heard, kept privately, and whether they still do."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from caravana_site.common.private_files import private_files
from caravana_site.common.uploads import refuse_broken_image, refuse_disguised_file

ENDINGS = ("jpeg", "jpg", "pdf", "png")
KEPT = timedelta(days=4 * 365 + 1)
"""After no interview needs it. Whoever was shown may act for four years (Organic Law 1/1982, article 9.5)."""
MOST_BYTES = 10 * 1024 * 1024


class InterviewConsent(models.Model):
    """A signed document, for one interview. Its text names nobody: pages that show it are seen by many.

    Once taken back, or replaced by another, it stays for `KEPT`, with who and when, as the proof that what was
    published could be.
    """

    person = models.CharField(_("who signed"), max_length=160, help_text=_("Seen only by who may see consents."))
    signed_on = models.DateField(_("signed on"))
    file = models.FileField(
        _("signed document"), storage=private_files, upload_to="consents/%Y", max_length=200,
        help_text=_("PDF, JPG or PNG of 10 MB at most. It is kept where no address reaches it."),
    )  # fmt: skip
    added = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("added by"),
    )  # fmt: skip
    withdrawn = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("taken out by"),
    )  # fmt: skip
    unneeded_since = models.DateTimeField(
        _("no interview needs it since"), null=True, blank=True, editable=False, db_index=True
    )
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=250, blank=True, editable=False)

    class Meta:
        ordering = ["-added"]
        verbose_name = _("signed consent")
        verbose_name_plural = _("signed consents")

    def __str__(self) -> str:
        return _("Consent %(number)s") % {"number": f"C-{self.pk:04}"} if self.pk else str(_("New consent"))

    def clean(self) -> None:
        super().clean()
        if self.file and isinstance(self.file.file, UploadedFile):
            refuse_unfit(self.file.file)

    @property
    def state(self) -> str:
        """For the list of consents."""
        return str(_("taken back") if self.withdrawn else _("in force"))


def refuse_unfit(file: UploadedFile) -> None:
    """Raise ValidationError for what is no signed document: wrong format, broken, too large."""
    ending = (file.name or "").rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise ValidationError({"file": _("Upload the signed document as PDF, JPG or PNG.")})
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError({"file": _("This document is larger than 10 MB. Scan it at a lower resolution.")})
    try:
        if ending == "pdf":
            refuse_disguised_file(file)
        else:
            refuse_broken_image(file)
    except ValidationError as problem:
        raise ValidationError({"file": problem}) from problem
