"""What a reader may cite and take away."""

from functools import cached_property
from typing import Any

from django.db import models

from caravana_site.common.blocks import images_in
from caravana_site.common.models import Licence


class PracticeReuse(models.Model):
    """Who made it, and its pictures."""

    class Meta:
        abstract = True

    @property
    def authors(self: Any) -> list[str]:
        """The bodies to cite: the one whose practice it is, then those that made it with it."""
        leading = [self.organisation.name] if self.organisation else []
        return [*leading, *(row.organisation.name for row in self.collaborators.all())]

    @cached_property
    def images(self: Any) -> list[Any]:
        """The lead image and those of the story, in order."""
        lead = [self.lead_image] if self.lead_image else []
        return [*lead, *images_in(self.story)]

    @property
    def reusable_images(self) -> list[Any]:
        """Those that a reader may take away, once each."""
        return list({image.pk: image for image in self.images if Licence(image.licence).is_open}.values())
