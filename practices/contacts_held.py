"""The private contacts of practices and organisations as a holding: rows stay, the person goes."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from caravana_site.common.personal_data.holdings import Holding
from practices.models import Organisation, PracticePage

FIELDS = ("relay_email", "contact_name", "contact_email", "contact_phone")


class Contacts(Holding):
    """Kept while the practice or the body is: there is no term, so only a request takes them away."""

    key = "contacts"
    name = _("Private contacts of practices and organisations")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return Organisation.objects.none()

    def about(self, email: str) -> list[Any]:
        """Pages, bodies, and what revisions and translations remember of them."""
        mine = Q(relay_email__iexact=email) | Q(contact_email__iexact=email)
        remembered = Q(content__relay_email__iexact=email) | Q(content__contact_email__iexact=email)
        sources = TranslationSource.objects.filter(content_json__icontains=email)
        return [
            *PracticePage.objects.filter(mine),
            *Organisation.objects.filter(contact_email__iexact=email),
            *Revision.page_revisions.filter(remembered),
            *(source for source in sources if emptied(json.loads(source.content_json), email)),
        ]

    def export(self, row: Any) -> dict[str, Any]:
        told = {str(row._meta.verbose_name): str(row)}
        names = [name for name in FIELDS if hasattr(row, name)]
        return told | {str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in names}

    def erase(self, rows: list[Any], email: str) -> int:
        for row in rows:
            kept = type(row)._default_manager.filter(pk=row.pk)
            if isinstance(row, Revision):
                kept.update(content=row.content | emptied(row.content, email))
            elif isinstance(row, TranslationSource):
                content = json.loads(row.content_json)
                kept.update(content_json=json.dumps(content | emptied(content, email), cls=DjangoJSONEncoder))
            else:
                kept.update(**emptied({name: getattr(row, name) for name in FIELDS if hasattr(row, name)}, email))
        return len(rows)


def emptied(values: dict[str, Any], email: str) -> dict[str, str]:
    """Of a contact's fields those that must be empty once that person is gone."""
    gone: list[str] = []
    if str(values.get("relay_email", "")).lower() == email.lower():
        gone.append("relay_email")
    if str(values.get("contact_email", "")).lower() == email.lower():
        gone += [name for name in FIELDS[1:] if name in values]
    return dict.fromkeys(gone, "")
