from datetime import date, timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from caravana_site.common.models import Document
from events.models import (
    KitIndexPage,
    KitKind,
    KitPhase,
    KitResourcePage,
    KitRole,
    KitWeight,
    StopAttendance,
    StopFormat,
    StopIndexPage,
    StopPage,
    StopState,
)

from .home import HomePageFactory
from .places import MunicipalityFactory, OrganisationFactory
from .practices import ThemeFactory
from .translations import LocalePageFactory


class StopIndexPageFactory(LocalePageFactory):
    class Meta:
        model = StopIndexPage

    parent = factory.SubFactory(HomePageFactory)
    title = "Parades"
    slug = "parades"
    show_in_menus = True


class StopPageFactory(LocalePageFactory):
    """A confirmed stop in two weeks' time."""

    class Meta:
        model = StopPage

    title = factory.Sequence(lambda number: f"Parada {number}")
    summary = "Es visita l’oficina mòbil."
    host = factory.SubFactory(OrganisationFactory)
    theme = factory.SubFactory(ThemeFactory, locale=factory.SelfAttribute("..locale"))
    start = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    end = factory.LazyAttribute(lambda stop: stop.start + timedelta(hours=3))
    format = StopFormat.IN_PERSON
    place = "Sala d’actes"
    municipality = factory.SubFactory(MunicipalityFactory)
    attendance = StopAttendance.OPEN
    state = StopState.CONFIRMED


class KitIndexPageFactory(LocalePageFactory):
    class Meta:
        model = KitIndexPage

    parent = factory.SubFactory(HomePageFactory)
    title = "Kit"
    slug = "kit"
    show_in_menus = True


class KitResourcePageFactory(LocalePageFactory):
    class Meta:
        model = KitResourcePage

    title = factory.Sequence(lambda number: f"Eina {number}")
    description = "T’estalvia començar de zero."
    roles = [KitRole.HOST]
    formats = [StopFormat.IN_PERSON]
    weight = KitWeight.OPTIONAL
    phase = KitPhase.BEFORE
    kind = KitKind.GUIDE
    version = "1.0"
    version_date = date(2026, 1, 15)


class KitFileFactory(DjangoModelFactory):
    """A document of the kit; its contents are told apart by its number."""

    class Meta:
        model = Document

    class Params:
        ending = "odt"

    title = factory.Sequence(lambda number: f"Fitxer {number}")
    language = "ca"
    file = factory.LazyAttribute(lambda row: ContentFile(f"{row.title} {row.ending}".encode(), f"eina.{row.ending}"))


class KitToolFactory(KitResourcePageFactory):
    """A resource with both of its files."""

    editable_file = factory.SubFactory(KitFileFactory)
    accessible_file = factory.SubFactory(KitFileFactory, ending="pdf")
