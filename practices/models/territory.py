"""Reference data: the territory as the official registers have it. Not translatable, not edited by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.naming import spoken_name


class Province(models.Model):
    code = models.CharField(_("INE code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    outline = models.TextField(_("outline"), blank=True, help_text=_("SVG path in a box of 200 × 200."))
    x = models.FloatField(_("x on the map"), default=0)
    y = models.FloatField(_("y on the map"), default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name


class Comarca(models.Model):
    slug = models.SlugField(_("slug"), primary_key=True, max_length=60)
    name = models.CharField(_("name"), max_length=60)
    capital = models.CharField(_("capital"), max_length=120)
    population = models.PositiveIntegerField(_("population"))
    outline = models.TextField(_("outline"), blank=True, help_text=_("SVG path in a box of 200 × 200."))
    borders = models.TextField(_("inner borders"), blank=True, help_text=_("SVG path of the municipal borders inside."))
    x = models.FloatField(_("x on the map"), default=0)
    y = models.FloatField(_("y on the map"), default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = _("comarca")
        verbose_name_plural = _("comarques")

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    ine = models.CharField(_("INE code"), max_length=5, primary_key=True, help_text=_("Five digits, zeros included."))
    ens = models.CharField(_("local body code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("As in the register, article last: “Alamús, els”."))
    comarca = models.ForeignKey(Comarca, models.PROTECT, related_name="municipalities", verbose_name=_("comarca"))
    province = models.ForeignKey(Province, models.PROTECT, related_name="municipalities", verbose_name=_("province"))
    population = models.PositiveIntegerField(_("population"))
    longitude = models.FloatField(_("longitude"), help_text=_("Degrees, WGS 84."))
    latitude = models.FloatField(_("latitude"), help_text=_("Degrees, WGS 84."))
    outline = models.TextField(_("outline"), blank=True, help_text=_("SVG path in a box of 200 × 200."))
    x = models.FloatField(_("x on the map"), default=0)
    y = models.FloatField(_("y on the map"), default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name as it is said: “els Alamús”, “l'Aldea”."""
        return spoken_name(self.name)
