"""What the kit remembers by itself: the versions that were published, and how often a tool was taken away."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .kit import KitResourcePage


class KitVersion(models.Model):
    """A version of a resource as it was published in one language; `record_version` keeps them."""

    page = models.ForeignKey(KitResourcePage, models.CASCADE, related_name="versions", verbose_name=_("kit resource"))
    version = models.CharField(_("version"), max_length=20)
    version_date = models.DateField(_("date of the version"))
    changes = models.TextField(_("changes in this version"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("version of a kit resource")
        verbose_name_plural = _("versions of kit resources")
        ordering = ("-version_date", "-pk")
        constraints = [models.UniqueConstraint(fields=("page", "version"), name="one_row_a_kit_version")]

    def __str__(self) -> str:
        return self.version


class KitDownloadQuerySet(models.QuerySet):
    """How often; nobody is told apart."""

    def of_outer_page(self) -> Self:
        """Those of the resource and language of the page that the query outside is about."""
        return self.filter(
            resource=models.OuterRef("translation_key"), language=models.OuterRef("locale__language_code")
        )


class KitDownload(models.Model):
    """How many times a resource was taken away in a language on a day: a number, and nothing about who."""

    resource = models.UUIDField(_("kit resource"), help_text=_("The same for the page in every language."))
    language = models.CharField(_("language"), max_length=10)
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("downloads"), default=0)

    objects: ClassVar[models.Manager] = KitDownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("downloads of a kit resource")
        verbose_name_plural = _("downloads of kit resources")
        constraints = [
            models.UniqueConstraint(fields=("resource", "language", "day"), name="one_row_a_kit_resource_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"
