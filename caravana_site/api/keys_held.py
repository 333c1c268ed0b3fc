"""Who answers for the programs that have keys, as a holding of personal data."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caravana_site.api.models import ApiKey
from caravana_site.common.personal_data.holdings import Holding


class KeyContacts(Holding):
    """Kept while the key is: a person's request takes the address away together with the key."""

    key = "api_keys"
    name = _("Contacts of programs with a key")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return ApiKey.objects.none()

    def about(self, email: str) -> list[Any]:
        return list(ApiKey.objects.filter(contact__iexact=email))
