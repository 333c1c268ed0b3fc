from typing import Any

import factory
from django.utils import timezone

from caravana_site.common.models import NoticeVersion
from events.models import RequestRole, StopFormat, StopRequest

from .places import OrganisationFactory
from .practices import ThemeFactory


def notice_version(language: str = "ca") -> Any:
    """The version of the form's notice that a sender was shown."""
    notice, _made = NoticeVersion.objects.get_or_create(
        form="stop-request",
        language=language,
        number=1,
        defaults={"purpose": "Organitzar la parada.", "retention_days": 365},
    )
    return notice


class StopRequestFactory(factory.django.DjangoModelFactory):
    """A host's request that counts, just received."""

    class Meta:
        model = StopRequest

    role = RequestRole.HOST
    organisation = factory.SubFactory(OrganisationFactory)
    organisation_name = factory.LazyAttribute(lambda row: row.organisation.name if row.organisation else "Un ens")
    name = "Persona de mostra"
    email = "persona@example.cat"
    theme = factory.SubFactory(ThemeFactory)
    challenge = "El certificat de padró que es fa sol."
    format = StopFormat.IN_PERSON
    language = reply_language = "ca"
    notice = factory.LazyFunction(notice_version)
    confirmed = factory.SelfAttribute("received")
    received = factory.LazyFunction(timezone.now)
