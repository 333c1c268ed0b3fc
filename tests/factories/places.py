import factory
from factory.django import DjangoModelFactory

from practices.models import Comarca, Municipality, Organisation, OrganisationKind, Province

SQUARE = "M20 20L180 20L180 180L20 180z"


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "08"
    name = "Barcelona"
    outline = SQUARE


class ComarcaFactory(DjangoModelFactory):
    class Meta:
        model = Comarca
        django_get_or_create = ("slug",)

    slug = "bergueda"
    name = "Berguedà"
    capital = "Berga"
    population = 40_000
    outline = SQUARE
    x = 500.0
    y = 300.0


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality
        django_get_or_create = ("ine",)

    ine = factory.Sequence(lambda number: f"08{number % 1000:03}")  # five digits, however many tests came before
    ens = factory.LazyAttribute(lambda town: f"{town.ine}0")
    name = factory.Sequence(lambda number: f"Vila {number}")
    comarca = factory.SubFactory(ComarcaFactory)
    province = factory.SubFactory(ProvinceFactory)
    population = 820
    longitude = factory.Sequence(lambda number: 1.0 + number % 20 / 10)
    latitude = factory.Sequence(lambda number: 41.0 + number % 15 / 10)
    outline = SQUARE
    x = factory.Sequence(lambda number: 200.0 + number * 37 % 600)
    y = factory.Sequence(lambda number: 200.0 + number * 53 % 600)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Ajuntament de Vila {number}")
    slug = factory.Sequence(lambda number: f"ajuntament-de-vila-{number}")
    kind = OrganisationKind.COUNCIL
    municipality = factory.SubFactory(MunicipalityFactory)
    population = factory.LazyAttribute(lambda body: body.municipality.population if body.municipality else None)
