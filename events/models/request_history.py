"""What happens to a request: who did what, the files that come with it, and whom it is matched with."""

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common.private_files import private_files
from practices.models import Organisation

from .request_choices import RequestState
from .requests import StopRequest


class EntryKind(models.TextChoices):
    MOVED = "moved", _("moved")
    QUESTION = "question", _("question")
    ANSWER = "answer", _("answer")
    NOTE = "note", _("note")
    FILE = "file", _("file")
    MATCH = "match", _("match")
    LINK = "link", _("new link")
    OWNER = "owner", _("owner")
    STOP = "stop", _("news of the stop")


SHOWN_TO_APPLICANT = (EntryKind.MOVED, EntryKind.QUESTION, EntryKind.ANSWER, EntryKind.FILE, EntryKind.STOP)


class RequestEntryQuerySet(models.QuerySet["RequestEntry"]):
    def for_applicant(self) -> Self:
        """Without what staff write for themselves."""
        return self.filter(kind__in=SHOWN_TO_APPLICANT)


class RequestEntry(models.Model):
    """A line of the history. `actor` is who did it on our side; without one it was the applicant, or the clock."""

    request = models.ForeignKey(StopRequest, models.CASCADE, related_name="entries")
    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    by_applicant = models.BooleanField(_("by the applicant"), default=False)
    before = models.CharField(_("from"), max_length=10, choices=RequestState, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=RequestState, blank=True)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    sending = models.UUIDField(
        default=uuid4, unique=True, editable=False, help_text=_("Two sendings with the same one make one entry.")
    )

    objects = RequestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a request")
        verbose_name_plural = _("entries of requests")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


def _folder(instance: Any, filename: str) -> str:
    """Nothing of the name that was given: it may be personal, or a path."""
    return f"stop-requests/{uuid4().hex}"


class RequestFile(models.Model):
    """A file of the applicant's. It has no address: a view that asks who wants it sends it."""

    request = models.ForeignKey(StopRequest, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to=_folder, storage=private_files)
    name = models.CharField(_("name"), max_length=160)
    size = models.PositiveIntegerField(_("bytes"))
    added = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["added", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class MatchQuerySet(models.QuerySet["Match"]):
    def standing(self) -> Self:
        return self.filter(ended=None)


class Match(models.Model):
    """A host's request joined with a rapporteur's, or with a body that was invited."""

    host_request = models.ForeignKey(
        StopRequest, models.CASCADE, related_name="matches_as_host", verbose_name=_("the host’s request")
    )
    rapporteur_request = models.ForeignKey(
        StopRequest, models.CASCADE, null=True, blank=True, related_name="matches_as_rapporteur",
        verbose_name=_("the rapporteur’s request"),
    )  # fmt: skip
    invited = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("invited body")
    )
    made = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rapporteur_request=None, invited__isnull=False)
                | models.Q(rapporteur_request__isnull=False, invited=None),
                name="match_with_a_request_or_a_body",
            ),
            models.CheckConstraint(
                condition=~models.Q(host_request=models.F("rapporteur_request")), name="match_of_two_requests"
            ),
            models.UniqueConstraint(fields=["host_request"], condition=models.Q(ended=None), name="one_match_a_host"),
            models.UniqueConstraint(
                fields=["rapporteur_request"], condition=models.Q(ended=None), name="one_match_a_rapporteur"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def rapporteur_organisation(self) -> Organisation | None:
        return self.invited or (self.rapporteur_request.organisation if self.rapporteur_request else None)
