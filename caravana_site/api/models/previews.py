"""Drafts that other front ends may read: which link is to which version, and whose it is."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision


class PreviewLink(models.Model):
    """What a secret link of this purpose is to: one version of a page, or what somebody has not saved yet.

    `SecretLink` has its key, until when it is good and whether it was taken back; this has the rest.
    """

    PURPOSE: ClassVar[str] = "preview"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    """None for a page that was never saved."""
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")
    """None in the editor's own panel, which shows what is not saved."""
    body = models.TextField(blank=True)
    """The document of what is not saved, as JSON."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("made_by", "page"), condition=models.Q(revision=None), name="preview_of_what_is_not_saved_once"
            ),
            models.CheckConstraint(
                condition=models.Q(revision=None) | models.Q(body=""), name="preview_of_a_version_keeps_no_text"
            ),
        ]
        verbose_name = "preview link"

    def __str__(self) -> str:
        """Nothing that opens anything."""
        return f"preview {self.pk}"
