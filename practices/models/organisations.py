import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from .territory import Comarca, Municipality, Province
from .vocabularies import Theme


class OrganisationKind(models.TextChoices):
    COUNCIL = "ajuntament", _("town council")
    DECENTRALISED = "emd", _("decentralised municipal entity")
    COUNTY = "consell-comarcal", _("county council")
    PROVINCIAL = "diputacio", _("provincial council")
    COMMONWEALTH = "mancomunitat", _("association of municipalities")
    CONSORTIUM = "consorci", _("consortium")
    AGENCY = "organisme-autonom", _("autonomous body")
    GOVERNMENT = "generalitat", _("Government of Catalonia")
    UNIVERSITY = "universitat", _("university")
    OTHER = "altres", _("other")


class PopulationBand(models.TextChoices):
    """Bands of the recognitions of the Consorci AOC; derived from the population, never stored."""

    TINY = "1-500", _("1 to 500 inhabitants")
    VILLAGE = "501-1000", _("501 to 1,000 inhabitants")
    SMALL = "1001-5000", _("1,001 to 5,000 inhabitants")
    MEDIUM = "5001-20000", _("5,001 to 20,000 inhabitants")
    LARGE = "20001-50000", _("20,001 to 50,000 inhabitants")
    CITY = "50001", _("more than 50,000 inhabitants")
    NONE = "none", _("does not apply")

    @property
    def limits(self) -> tuple[int, int | None] | None:
        """Lowest and highest population, both included; no highest for cities, None where none applies."""
        if self is PopulationBand.NONE:
            return None
        low, _dash, high = self.value.partition("-")
        return int(low), int(high) if high else None

    @classmethod
    def of(cls, population: int | None) -> "PopulationBand":
        for band in cls:
            if population and band.limits and (band.limits[1] is None or population <= band.limits[1]):
                return band
        return cls.NONE


class Organisation(index.Indexed, ClusterableModel):
    """A public body: one record for all languages, with a public page once it has something published."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("official name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("municipality"),
        help_text=_("Empty for bodies that serve several."),
    )
    comarca = models.ForeignKey(
        Comarca, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("comarca")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("province")
    )
    ens_code = models.CharField(_("local body code"), max_length=12, blank=True)
    dir3 = models.CharField(_("DIR3 code"), max_length=9, blank=True)
    population = models.PositiveIntegerField(_("population served"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=120, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees, WGS 84."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees, WGS 84."))
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "common.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    changed = models.DateTimeField(_("changed"), auto_now=True, db_index=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True, help_text=_("Never shown."))
    contact_email = models.EmailField(_("contact e-mail"), blank=True, help_text=_("Never shown."))
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True, help_text=_("Never shown."))

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
        MultiFieldPanel(
            [
                FieldPanel("municipality"),
                FieldRowPanel([FieldPanel("comarca"), FieldPanel("province")]),
                FieldRowPanel([FieldPanel("ens_code"), FieldPanel("dir3")]),
                FieldRowPanel([FieldPanel("longitude"), FieldPanel("latitude")]),
            ],
            heading=_("Territory"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
                FieldPanel("population_source"),
            ],
            heading=_("Size"),
        ),
        FieldPanel("website"),
        FieldPanel("logo"),
        InlinePanel("themes", label=_("Themes it offers or looks for")),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")])],
            heading=_("Private contact"),
        ),
    ]

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """A body of one municipality lies where the municipality does; lists are narrowed by these two alone."""
        if self.municipality:
            self.comarca, self.province = self.municipality.comarca, self.municipality.province

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])

    @property
    def place(self) -> Municipality | Comarca | Province | None:
        """The territory whose outline stands for this body."""
        return self.municipality or self.comarca or self.province

    @property
    def place_name(self) -> str:
        """The place as it is said, or the body's own name."""
        return str(self.place or self.name)

    @property
    def outline(self) -> str:
        """SVG path in a box of 200 × 200; empty for a body without territory."""
        return self.place.outline if self.place else ""

    @property
    def map_point(self) -> tuple[float, float] | None:
        """Where it stands on the map, in the map's own coordinates."""
        return (self.place.x, self.place.y) if self.place else None


class OrganisationTheme(Orderable):
    """A theme that a body can show or wants to learn about."""

    class Role(models.TextChoices):
        OFFERS = "offers", _("offers")
        SEEKS = "seeks", _("looks for")

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+", verbose_name=_("theme"))
    role = models.CharField(_("role"), max_length=6, choices=Role)

    panels = [FieldRowPanel([FieldPanel("theme"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=("organisation", "theme", "role"), name="organisation_theme_once_a_role")
        ]
