"""What a practice costs: money, months, hours, people."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

SHARED = ("initial_cost", "yearly_cost", "cost_band", "cost_year", "setup_months", "staff_hours", "capacity")


class CostBand(models.TextChoices):
    """What it cost to begin, in euros."""

    FREE = "free", _("no cost")
    LOW = "5000", _("up to €5,000")
    MEDIUM = "20000", _("€5,001 to €20,000")
    HIGH = "60000", _("€20,001 to €60,000")
    HIGHEST = "more", _("more than €60,000")
    UNKNOWN = "unknown", _("not available")

    @classmethod
    def of(cls, amount: int | None) -> "CostBand":
        """The band of an amount in whole euros; unknown without one."""
        if amount is None:
            return cls.UNKNOWN
        if amount == 0:
            return cls.FREE
        return next((band for band in (cls.LOW, cls.MEDIUM, cls.HIGH) if amount <= int(band.value)), cls.HIGHEST)


class Capacity(models.TextChoices):
    """The technical capacity that a body needs to begin."""

    LOW = "low", _("low: no IT staff")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")

    @property
    def rank(self) -> int:
        return list(Capacity).index(self)


class PracticeResources(models.Model):
    """Resources: the amounts are shared by all languages, the words are translated."""

    initial_cost = models.PositiveIntegerField(
        _("initial cost"), null=True, blank=True, help_text=_("Whole euros, VAT included; 0 if it cost nothing.")
    )
    yearly_cost = models.PositiveIntegerField(
        _("yearly cost"), null=True, blank=True, help_text=_("Whole euros a year, to keep it running.")
    )
    cost_band = models.CharField(
        _("cost band"), max_length=8, choices=CostBand, default=CostBand.UNKNOWN, blank=True,
        help_text=_("Only if the amounts cannot be told: with an initial cost it is worked out."),
    )  # fmt: skip
    cost_year = models.PositiveSmallIntegerField(
        _("year of the figures"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    setup_months = models.PositiveSmallIntegerField(
        _("months to set up"), null=True, blank=True, help_text=_("From the decision to the first person served.")
    )
    staff_hours = models.PositiveIntegerField(
        _("staff hours"), null=True, blank=True, help_text=_("Hours of own staff until it ran, everybody added up.")
    )
    capacity = models.CharField(_("technical capacity needed"), max_length=8, choices=Capacity, blank=True)
    profiles = models.CharField(
        _("profiles"), max_length=250, blank=True, help_text=_("Who is needed, as in “one clerk and one driver”.")
    )
    shared_services = models.CharField(
        _("shared services used"), max_length=250, blank=True,
        help_text=_("What another administration lends: the county council's IT staff, the AOC's services…"),
    )  # fmt: skip
    funding = models.CharField(_("funding"), max_length=250, blank=True)
    legal_basis = models.CharField(
        _("legal basis"), max_length=250, blank=True, help_text=_("The agreement, by-law or contract it rests on.")
    )
    resources_note = models.TextField(_("what the figures leave out"), max_length=600, blank=True)

    shared_resources = [SynchronizedField(name, overridable=False) for name in SHARED]
    resource_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("initial_cost"), FieldPanel("yearly_cost")]),
                FieldRowPanel([FieldPanel("cost_band"), FieldPanel("cost_year")]),
                FieldPanel("funding"),
            ],
            heading=_("Money"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("setup_months"), FieldPanel("staff_hours")]),
                FieldPanel("profiles"),
            ],
            heading=_("Time and people"),
        ),
        MultiFieldPanel(
            [FieldPanel("capacity"), FieldPanel("shared_services"), FieldPanel("legal_basis")],
            heading=_("Capacity and basis"),
        ),
        FieldPanel("resources_note"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.initial_cost is not None or not self.cost_band:
            self.cost_band = CostBand.of(self.initial_cost)
        if (self.initial_cost or self.yearly_cost) and not self.cost_year:
            raise ValidationError({"cost_year": _("Say of which year the figures are.")})

    @property
    def has_cost(self) -> bool:
        return self.cost_band not in ("", CostBand.UNKNOWN) or self.yearly_cost is not None
