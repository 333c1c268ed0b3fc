from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from caravana_site.common.models import Submission
from caravana_site.common.models.submissions import SubmissionQuerySet
from caravana_site.common.panels import LanguagePanel


class MistakeReportQuerySet(SubmissionQuerySet):
    def open(self) -> Self:
        """What counts and nobody has dealt with."""
        return self.that_count().filter(state=MistakeReport.State.NEW)  # type: ignore[no-any-return]  # Submission's manager has no type


class MistakeReport(Submission):
    """Somebody tells of a mistake on a page; an e-mail only if they want an answer."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        MENDED = "mended", _("mended")
        DISMISSED = "dismissed", _("no mistake")

    page_path = models.CharField(_("page"), max_length=500, blank=True)
    text = models.TextField(_("what is wrong"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    note = models.TextField(_("note"), max_length=1000, blank=True, help_text=_("For the editors. Never shown."))

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("received", read_only=True), LanguagePanel()]),
                FieldPanel("page_path", read_only=True),
                FieldPanel("text", read_only=True),
                FieldPanel("email", read_only=True),
            ],
            heading=_("What was sent"),
        ),
        FieldPanel("state"),
        FieldPanel("note"),
    ]

    objects: ClassVar[models.Manager[Any]] = MistakeReportQuerySet.as_manager()

    class Meta(Submission.Meta):
        verbose_name = _("mistake told of")
        verbose_name_plural = _("mistakes told of")
