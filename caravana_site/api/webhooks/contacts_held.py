"""The contacts of endpoints as a holding: a webhook stays, the person goes."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caravana_site.api.models import WebhookSubscription
from caravana_site.common.personal_data.holdings import Holding


class WebhookContacts(Holding):
    """Kept while the webhook is: there is no term, so only a request takes them away."""

    key = "webhook_contacts"
    name = _("Contacts of webhooks")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return WebhookSubscription.objects.none()

    def about(self, email: str) -> list[Any]:
        return list(WebhookSubscription.objects.filter(contact__iexact=email))

    def export(self, row: Any) -> dict[str, Any]:
        return {str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in ("name", "contact")}

    def erase(self, rows: list[Any], email: str) -> int:
        """The address alone."""
        return WebhookSubscription.objects.filter(pk__in=[row.pk for row in rows]).update(contact="")
