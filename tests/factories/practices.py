import json
import uuid
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from practices.models import (
    Audience,
    Difficulty,
    PracticeAudience,
    PracticeIndexPage,
    PracticePage,
    PracticeStatus,
    Success,
    Technology,
    Theme,
)

from .home import HomePageFactory
from .places import OrganisationFactory
from .translations import LocalePageFactory, in_language

STORY = [
    {"type": name, "value": {"text": "<p>El que va passar.</p>"}, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name))}
    for name in ("problem", "solution", "value", "lessons")
]


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    locale = factory.LazyFunction(lambda: in_language("ca"))


class ThemeFactory(TermFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("locale", "key")

    key = "proximity"
    slug = factory.LazyAttribute(lambda theme: theme.key)
    name = factory.LazyAttribute(lambda theme: f"Àmbit {theme.key}")
    short_name = factory.LazyAttribute(lambda theme: theme.name)
    plate = "P"
    colour = "red"
    description = "De què va."


class AudienceFactory(TermFactory):
    class Meta:
        model = Audience
        django_get_or_create = ("locale", "key")

    key = "everybody"
    name = "Tota la ciutadania"


class TechnologyFactory(TermFactory):
    class Meta:
        model = Technology
        django_get_or_create = ("locale", "key")

    key = "forms"
    name = "Formularis"


class PracticeIndexPageFactory(LocalePageFactory):
    class Meta:
        model = PracticeIndexPage

    parent = factory.SubFactory(HomePageFactory)
    title = "Bones pràctiques"
    slug = "practiques"
    show_in_menus = True


class PracticePageFactory(LocalePageFactory):
    """With all that a practice must have to be published; `rows=False` leaves its rows out."""

    class Meta:
        model = PracticePage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Pràctica {number}")
    summary = "Ara el tràmit es fa a la plaça."
    organisation = factory.SubFactory(OrganisationFactory)
    theme = factory.SubFactory(ThemeFactory, locale=factory.SelfAttribute("..locale"))
    status = PracticeStatus.DEPLOYED
    started = date(2024, 3, 1)
    reviewed_on = factory.LazyFunction(timezone.localdate)
    approved_by = "Cap de serveis"
    approved_on = factory.LazyFunction(timezone.localdate)
    no_results_reason = "Encara és aviat."
    story = factory.LazyFunction(lambda: json.dumps(STORY))

    @factory.post_generation
    def rows(page: PracticePage, create: bool, extracted: bool | None, **kwargs: object) -> None:  # noqa: N805  # factory_boy passes the object
        if not create or extracted is False:
            return
        PracticeAudience.objects.create(page=page, locale=page.locale, audience=AudienceFactory(locale=page.locale))
        SuccessFactory(page=page, locale=page.locale)
        DifficultyFactory(page=page, locale=page.locale)


class SuccessFactory(DjangoModelFactory):
    class Meta:
        model = Success

    title = "Ha vingut gent nova"
    text = "Gent que no havia entrat mai a l’ajuntament."


class DifficultyFactory(DjangoModelFactory):
    class Meta:
        model = Difficulty

    title = "La cobertura"
    text = "A tres pobles no n’hi ha."
    kind = Difficulty.Kind.TECHNICAL
    state = Difficulty.State.OPEN
