from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.models import BasePage


class AccessibilityStatementPage(BasePage):
    """The accessibility statement, in the parts of the model of Implementing Decision (EU) 2018/1523."""

    class Status(models.TextChoices):
        FULL = "full", _("fully compliant")
        PARTIAL = "partial", _("partially compliant")
        NONE = "none", _("not compliant")

    status = models.CharField(_("compliance status"), max_length=8, choices=Status)
    introduction = models.TextField(_("introduction"), max_length=800)
    prepared_on = models.DateField(_("prepared on"))
    method = models.TextField(_("method of the assessment"), max_length=1200)
    reviewed_on = models.DateField(_("last reviewed on"))
    feedback = RichTextField(_("feedback and contact"), help_text=_("Who answers and in how many days."))
    enforcement = RichTextField(_("enforcement procedure"), help_text=_("What to do when the answer does not satisfy."))

    override_translatable_fields = [
        SynchronizedField(name, overridable=False) for name in ("status", "prepared_on", "reviewed_on")
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("status"),
        InlinePanel("inaccessible", label=_("Content that is not accessible")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")]), FieldPanel("method")],
            heading=_("Preparation"),
        ),
        FieldPanel("feedback"),
        FieldPanel("enforcement"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def inaccessible_by_reason(self) -> list[tuple[str, list["InaccessibleContent"]]]:
        """The three groups of the model, in its order, without the empty ones."""
        rows = list(self.inaccessible.all())
        groups = [
            (str(label), [row for row in rows if row.reason == value])
            for value, label in InaccessibleContent.Reason.choices
        ]
        return [(label, group) for label, group in groups if group]


class InaccessibleContent(TranslatableMixin, Orderable):
    class Reason(models.TextChoices):
        NON_COMPLIANCE = "non_compliance", _("Lack of conformity with RD 1112/2018")
        BURDEN = "burden", _("Disproportionate burden")
        OUT_OF_SCOPE = "out_of_scope", _("Content outside the scope of the legislation")

    page = ParentalKey(AccessibilityStatementPage, on_delete=models.CASCADE, related_name="inaccessible")
    reason = models.CharField(_("group"), max_length=16, choices=Reason)
    text = models.TextField(_("text"), max_length=600)

    panels = [FieldPanel("reason"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass
