"""Who answers for a practice, when it was last looked at, and whether it is kept only as a memory."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.models import Licence
from practices.approval_panel import ApprovalsPanel

SHARED = (
    *("relay_email", "contact_name", "contact_email", "contact_phone", "approved_by", "approved_on"),
    *("unapproved_reason", "approved_revision", "reviewed_on", "next_review", "archived", "licence", "is_sample"),
)
STALE_AFTER = timedelta(days=2 * 365)


class PracticeGovernance(models.Model):
    """Contact, approval, review and archive. The contact is never shown: readers write through the site."""

    relay_email = models.EmailField(
        _("relay mailbox"), blank=True, help_text=_("Never shown. Messages from the page are sent on to it.")
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True, help_text=_("Never shown."))
    contact_email = models.EmailField(_("contact e-mail"), blank=True, help_text=_("Never shown."))
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True, help_text=_("Never shown."))
    approved_by = models.CharField(
        _("approved by"), max_length=160, blank=True, help_text=_("Who, at the host, said that the story is right.")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("approved revision"),
    )  # fmt: skip
    unapproved_reason = models.TextField(
        _("why it is published without the host's approval"), max_length=300, blank=True,
        help_text=_("Never shown to readers, and kept in the history. Only when the host could not be asked."),
    )  # fmt: skip
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, help_text=_("The day on which somebody last checked that all of this is true.")
    )
    next_review = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("The editors get a message on that day.")
    )
    archived = models.BooleanField(
        _("archived"), default=False, help_text=_("It stays readable, with the reason on top, and leaves the lists.")
    )
    archived_reason = models.TextField(_("why it is archived"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented content: it is labelled everywhere and never counted.")
    )

    shared_governance = [SynchronizedField(name, overridable=False) for name in SHARED]
    governance_panels = [
        MultiFieldPanel(
            [
                FieldPanel("relay_email"),
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            ],
            heading=_("Private contact"),
        ),
        MultiFieldPanel(
            [
                ApprovalsPanel(),
                FieldRowPanel([FieldPanel("approved_by"), FieldPanel("approved_on")]),
                FieldPanel("unapproved_reason"),
            ],
            heading=_("The host's approval"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review")])], heading=_("Review")),
        MultiFieldPanel([FieldPanel("archived"), FieldPanel("archived_reason")], heading=_("Archive")),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("is_sample")]),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if bool(self.approved_by) != bool(self.approved_on):
            raise ValidationError({"approved_on": _("An approval needs who gave it and when.")})
        if self.archived and self.archived_because is None:
            raise ValidationError({"archived_reason": _("Say why it is archived: readers will see it.")})
        if self.reviewed_on and self.next_review and self.next_review <= self.reviewed_on:
            raise ValidationError({"next_review": _("The next review must come after the last one.")})

    @property
    def archived_because(self: Any) -> tuple[str, str] | None:
        """The reason and its language: archiving reaches every language at once, its reason when it is translated."""
        if self.archived_reason:
            return self.archived_reason, self.locale.language_code
        others = type(self).objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        told = others.exclude(archived_reason="").values_list("archived_reason", "locale__language_code")
        found: tuple[str, str] | None = told.first()
        return found

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url

    def is_stale(self, on: date) -> bool:
        """Nobody has looked at it for two years."""
        return self.reviewed_on is not None and on - self.reviewed_on >= STALE_AFTER
