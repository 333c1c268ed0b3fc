from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "OFL-1.1": "https://openfontlicense.org/",
    "EUPL-1.2": "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
}


class Licence(models.TextChoices):
    """What others may do with a text, an image or a file; the values are SPDX identifiers where there is one."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC0 = "CC0-1.0", _("Creative Commons Zero 1.0")
    EUPL = "EUPL-1.2", _("European Union Public Licence 1.2")
    PERMISSION = "permission", _("Used with the author's permission")
    RESERVED = "reserved", _("All rights reserved")

    @property
    def is_open(self) -> bool:
        """Whether anybody may reuse it."""
        return self not in (Licence.PERMISSION, Licence.RESERVED)

    @property
    def url(self) -> str:
        """The licence's own text, or nothing where there is none."""
        return ADDRESSES.get(self.value, "")
