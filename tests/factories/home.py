from datetime import date

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Page, Site
from wagtail.rich_text import RichText

from home.models import (
    AccessibilityStatementPage,
    ContentPage,
    HomePage,
    PressPage,
    SiteSettings,
    TakePartPage,
)

from .translations import LocalePageFactory, in_language, translated

LANE = {"title": "Amfitrió", "introduction": "Obres la porta.", "steps": ["Demana-la.", "Rep la visita."]}


class HomePageFactory(LocalePageFactory):
    """Below the root of the tree; `publish_home` makes it the site's."""

    class Meta:
        model = HomePage

    parent = factory.LazyFunction(Page.get_first_root_node)
    title = "Inici"
    slug = factory.LazyAttribute(lambda page: page.locale.language_code)
    locale = factory.LazyFunction(lambda: in_language("ca"))
    hero_first = "El que funciona."
    hero_second = "I el que ha costat."
    lead = "De cada parada en surt una història sencera."
    stops_heading = "Les últimes parades"
    themes_heading = "Una carretera, cinc línies"
    purpose_heading = "Per què"
    purpose = "<p>Perquè ningú comenci de zero.</p>"
    roles_heading = "Dues maneres de pujar-hi"
    lanes = [("lane", LANE)]
    closing_heading = "La parada següent pot ser la vostra"


def first_rows() -> None:
    """What Wagtail's own migrations leave, and a test that commits takes away from those after it."""
    if not Page.objects.exists():
        in_language("ca")
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")


def publish_home(*languages: str) -> HomePage:
    """The site's home page in Catalan and in those other languages; returns the Catalan one."""
    first_rows()
    home: HomePage = HomePageFactory()
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = home
    site.save()
    for language in languages:
        translated(home, language, slug=language)
    return home


class ContentPageFactory(LocalePageFactory):
    class Meta:
        model = ContentPage

    title = factory.Sequence(lambda number: f"Pàgina {number}")
    introduction = "Per a què serveix."


class AccessibilityStatementPageFactory(LocalePageFactory):
    class Meta:
        model = AccessibilityStatementPage

    title = "Accessibilitat"
    introduction = "Ens comprometem a fer accessible aquest web."
    status = AccessibilityStatementPage.Status.PARTIAL
    prepared_on = date(2026, 1, 10)
    reviewed_on = date(2026, 6, 10)
    method = "Autoavaluació amb eines i amb teclat."
    feedback = "<p>Responem en vint dies feiners.</p>"
    enforcement = "<p>Es pot reclamar.</p>"


class SiteSettingsFactory(DjangoModelFactory):
    class Meta:
        model = SiteSettings
        django_get_or_create = ("locale",)

    locale = factory.LazyFunction(lambda: in_language("ca"))
    site_name = "Caravana d’innovació digital"
    tagline = "El que funciona i el que ha costat."
    contact_email = "caravana@example.cat"


STEP = {"title": "Primer pas", "text": "Es fa.", "duration": "deu minuts"}
ROADS = [
    ("road", {"title": title, "introduction": "De què va.", "effort": "", "steps": [STEP, STEP], "button": button})
    for title, button in (("Com a amfitrió", "Demana una parada"), ("Com a relator", "Ofereix-te"))
]


class TakePartPageFactory(LocalePageFactory):
    class Meta:
        model = TakePartPage

    title = "Com participar-hi"
    introduction = "Hi ha dos papers."
    roads_heading = "Tria"
    roads = ROADS
    questions = [("question", {"title": "Som petits", "text": RichText("<p>I tant </script>.</p>")})]


class PressPageFactory(LocalePageFactory):
    class Meta:
        model = PressPage

    title = "Premsa"
    slug = "premsa"
    introduction = "Contacte i xifres."
    about = "<p>La caravana passa.</p>"
